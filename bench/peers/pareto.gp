# gnuplot pareto.gp: draws pareto.png from pareto.dat, which pareto writes.

load "pareto.dat"

set terminal pngcairo size 1230, 1120 font "sans,10" background "white"
set output "pareto.png"
set multiplot layout 4, 5 margins 0.07, 0.985, 0.1, 0.965 spacing 0.035, 0.035

set logscale xy
set format y "10^{%T}"
set xrange [0.04:40]
set grid lt 1 lc "#e4e4e4"
set border 3 lc "#666666"
set tics scale 0.5 nomirror textcolor "black"
array color[11] = [0x1f77b4, 0x1f77b4, 0x1f77b4, 0x777777, 0x333333, 0x994455, 0xaa3333, 0xcc8833, 0x66aa55, 0x885599, 0xcc6677]
array shape[11] = [13, 7, 5, 2, 4, 9, 8, 11, 12, 15, 65]

unset key
do for [i = 1:words(peers)] {
  set label i word(peers, i) at screen 0.05 + 0.086 * (i - 1), 0.025 offset 1 noenhanced \
      point pt shape[i] ps 1.3 lc rgb color[i]
}

array error[4] = ["largest error / max(1, |y|)", "largest error in ULP", "in ULP of bfloat16", "in ULP of float16"]
do for [row = 1:4] {
  of = row == 1 ? 3 : 4
  type = word("float float bfloat16 float16", row)
  if (row == 2) { set ytics 1, 100 } else { set ytics 1e-8, 10 }
  set yrange [(row == 1 ? 2e-8 : 0.3):(row == 1 ? 2e-6 : row == 2 ? 1e8 : 1e4)]
  do for [f in "sigmoid silu tanh gelu gelu_tanh"] {
    set title (row == 1 ? f : "") noenhanced font ",12"
    set ylabel (f eq "sigmoid" ? error[row] : "")
    set xlabel (row == 4 ? "ns per element" : "") offset 0, 0.5
    plot for [i = 1:words(peers)] "$" . f . "_" . type using 2:(strcol(1) eq word(peers, i) ? column(of) : NaN) \
         with points pt shape[i] ps 1.3 lc rgb color[i] notitle
    unset label
  }
}
unset multiplot
