# gnuplot pareto.gp: draws pareto.png from pareto.dat, which pareto writes.

load "pareto.dat"

set terminal pngcairo size 1000, 620 font "sans,10" background "white"
set output "pareto.png"
set multiplot layout 2, 4 margins 0.07, 0.985, 0.17, 0.94 spacing 0.035, 0.06

set logscale xy
set format y "10^{%T}"
set xrange [0.04:20]
set grid lt 1 lc "#e4e4e4"
set border 3 lc "#666666"
set tics scale 0.5 nomirror textcolor "black"
array color[9] = [0x1f77b4, 0x1f77b4, 0x1f77b4, 0x777777, 0x994455, 0xcc8833, 0x66aa55, 0x885599, 0xcc6677]
array shape[9] = [13, 7, 5, 2, 9, 11, 12, 15, 65]

unset key
do for [i = 1:words(peers)] {
  set label i word(peers, i) at screen 0.06 + 0.105 * (i - 1), 0.035 offset 1 noenhanced \
      point pt shape[i] ps 1.3 lc rgb color[i]
}

do for [column in "3 4"] {
  if (column == 3) { set ytics 1e-8, 10 } else { set ytics 1, 100 }
  set yrange [(column == 3 ? 2e-8 : 0.3):(column == 3 ? 2e-6 : 1e8)]
  do for [f in "sigmoid tanh gelu gelu_tanh"] {
    set title (column == 3 ? f : "") noenhanced font ",12"
    set ylabel (f eq "sigmoid" ? (column == 3 ? "largest error / max(1, |y|)" : "largest error in ULP") : "") 
    set xlabel (column == 4 ? "ns per element" : "") offset 0, 0.5
    plot for [i = 1:words(peers)] "$" . f using 2:(strcol(1) eq word(peers, i) ? column(int(column)) : NaN) \
         with points pt shape[i] ps 1.3 lc rgb color[i] notitle
    unset label
  }
}
unset multiplot
