# gnuplot style.gp three_ways.gp: draws three_ways.png from three_ways.dat.

load "three_ways.dat"

set terminal pngcairo size 900, 340
set output "three_ways.png"
unset for [i = 101:105] label i
array way_color[3] = ["#994455", "#4477aa", "#997700"]
array way[3] = ["a loop over scalars", "array functions", "automatic differentiation"]
set style fill solid noborder
set boxwidth 0.27
set logscale y
set yrange [0.03:300]
set xrange [-0.55:4.55]
set grid noxtics ytics
set ylabel "ns per element"
set title sprintf("an output and its gradient, %d doubles", elements) font ",13"
set xtics scale 0 noenhanced
set key top center horizontal outside Left reverse samplen 1.5 width 2
plot for [i = 1:3] $comparison using ($0 + 0.29 * (i - 2)):3 + i with boxes lc rgb way_color[i] title way[i], \
     for [i = 1:3] "" using ($0 + 0.29 * (i - 2)):3 + i:(sprintf("%.2g", column(3 + i))) with labels offset 0, 0.6 font ",10" notitle, \
     "" using 0:(NaN):xtic(1) notitle
