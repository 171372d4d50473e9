# gnuplot exp_vs_max.gp: draws exp_vs_max.png from exp_vs_max.dat, which exp_vs_max writes.

load "exp_vs_max.dat"

set terminal pngcairo size 1500, 760 font "sans,11" background "white"
set output "exp_vs_max.png"

array color[3] = ["#4477aa", "#66ccaa", "#e0a83c"]
width = 0.29
place(i) = column(0) + (i - 2) * width
ns(i) = column(1 + i)
ratio(i) = sprintf(column(4 + i) < 9.95 ? "%.1f×" : "%.0f×", column(4 + i))
naive(i) = column(7 + i)
memory(i) = column(10 + i)
larger(a, b) = a > b ? a : b
top_mark(i) = larger(ns(i), larger(memory(i), naive(i) < 2 * ns(i) ? naive(i) : 0))

set logscale y
set format y "%g"
set yrange [0.01:100]
set xrange [-0.55:|$forward| - 0.45]
set ylabel "ns per element" offset 1
set grid ytics lt 1 lc "#e4e4e4"
set border 3 lc "#666666"
set xtics scale 0 nomirror noenhanced textcolor "black" font ",10"
set ytics scale 0.5 nomirror textcolor "black"
set style fill solid noborder
set lmargin 8
set rmargin 2

set multiplot
set label 1 title at screen 0.5, 0.97 center font ",15" noenhanced
set label 2 subtitle at screen 0.5, 0.935 center textcolor "#555555" noenhanced
set key at screen 0.53, 0.905 center top horizontal maxcols 5 Left reverse samplen 1.2 width -1

top = 0.83
do for [operation in "forward derivative"] {
  set tmargin at screen top
  set bmargin at screen top - 0.34
  set label 3 operation . "  {/*0.8 (on the bars: times ReLU)}" at graph 0.01, 0.93 font ",13"
  plot for [i = 1:3] "$" . operation using (place(i)):(ns(i)):(width * 0.93) with boxes \
           lc rgb color[i] title value(sprintf("level_%d", i)), \
       for [i = 1:3] "" using (place(i) - width / 2):(memory(i)):(width):(0) with vectors nohead \
           lw 2 lc "black" title i == 1 ? "memcpy" : "", \
       for [i = 1:3] "" using (place(i)):(naive(i)) with points pt 6 ps 1 lw 1.5 \
           lc "#994455" title i == 1 ? "plain std:: loop" : "", \
       for [i = 1:3] "" using (place(i)):(top_mark(i)):(ratio(i)) with labels \
           offset 0, 0.6 font ",8" notitle, \
       "" using 0:(NaN):xtic(1) notitle
  unset key
  unset label 1
  unset label 2
  top = top - 0.43
}
unset multiplot
