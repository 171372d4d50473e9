# gnuplot exp_vs_max.gp: draws exp_vs_max.png from exp_vs_max.dat, which exp_vs_max writes.
# It is twice as large as a README shows it, so that it is sharp on every screen.

load "exp_vs_max.dat"

rows = |$forward|
head = 200.0
foot = 30.0
height = head + rows * 72 + foot
from_top(pixels) = 1 - pixels / height
set terminal pngcairo size 1700, height font "sans,20" background "white"
set output "exp_vs_max.png"

array color[3] = ["#4477aa", "#66ccaa", "#e0a83c"]
bar = 0.27
y(i) = $0 + (i - 2) * bar
times(i) = column(1 + i)
text(i) = sprintf(times(i) < 0.995 ? "%.2f" : times(i) < 9.95 ? "%.1f" : "%.0f", times(i))
largest = 1
do for [operation in "forward derivative"] {
  do for [i = 2:4] {
    stats "$" . operation using i nooutput
    if (STATS_max > largest) { largest = STATS_max }
  }
}

unset key
set border 0
set xrange [0:1.1 * largest]
set yrange [rows - 0.5:-0.5]
set xtics scale 0 format ""
set ytics scale 0 noenhanced textcolor "black"
set style fill solid noborder
set tmargin at screen from_top(head)
set bmargin at screen foot / height

set multiplot
set label 1 "What activations with exp cost, in times ReLU" at screen 0.5, from_top(40) center font ",27"
set label 2 subtitle at screen 0.5, from_top(86) center font ",17" textcolor "#555555" noenhanced
do for [i = 1:3] {
  set label 10 + i "■" at screen 0.14 + 0.18 * i, from_top(132) right font ",26" textcolor rgb color[i]
  set label 20 + i value(sprintf("level_%d", i)) at screen 0.147 + 0.18 * i, from_top(132)
}
set arrow from 1, graph 0 to 1, graph 1 nohead lw 1.5 lc "#888888" back

left = 0.155
do for [operation in "forward derivative"] {
  set lmargin at screen left
  set rmargin at screen left + 0.42
  set label 3 operation at graph 0, screen from_top(182) font ",22"
  set label 4 value("relu_" . operation) at first 1, 0 offset 6 font ",15" textcolor "#555555"
  plot for [i = 1:3] "$" . operation using (0):(y(i)):(0):(times(i)):(y(i) - bar / 2.2):(y(i) + bar / 2.2) \
           with boxxyerror lc rgb color[i], \
       for [i = 1:3] "" using (times(i) > 1 ? times(i) : 1):(y(i)):(text(i)) with labels left offset 0.3 font ",16", \
       "" using (NaN):0:ytic(operation eq "forward" ? strcol(1) : "") with points
  unset label
  left = left + 0.43
}
unset multiplot
