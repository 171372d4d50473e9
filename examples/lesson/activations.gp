# gnuplot style.gp activations.gp: draws activations.png from activations.dat.

load "activations.dat"

set output "activations.png"
set xrange [from:to]
set xlabel "x"
set linetype 3 lw 4.5 # ReLU shows under leaky ReLU, which covers it from 0 up
# The points are those of the table.
set multiplot layout 1, 2 margins 0.05, 0.98, 0.2, 0.9 spacing 0.07

set title "value f(x)" font ",13"
if (from < 0 && to > 0) { set yrange [-1.2:3] }
plot for [i = 1:5] $curve_values using 1:i + 1 with lines lt i, \
     for [i = 1:5] $values using 1:i + 1 with points lt i pt 7 ps 0.8

set title "derivative f'(x): backpropagation's factor" font ",13"
set yrange [-0.2:1.2]
plot for [i = 1:5] $curve_derivatives using 1:i + 1 with lines lt i, \
     for [i = 1:5] $derivatives using 1:i + 1 with points lt i pt 7 ps 0.8
unset multiplot
