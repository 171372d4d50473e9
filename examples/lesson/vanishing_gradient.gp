# gnuplot style.gp vanishing_gradient.gp: draws vanishing_gradient.png from vanishing_gradient.dat.

load "vanishing_gradient.dat"

set terminal pngcairo size 900, 660
set output "vanishing_gradient.png"
lowest = 0.25 ** depth / 30
set logscale y
set format y "10^{%T}"
set xrange [1:depth]
set yrange [(lowest > 1e-40 ? lowest : 1e-40):1e3]
set linetype 3 lw 4.5 # ReLU shows under what covers it
set multiplot layout 2, 2 margins 0.07, 0.98, 0.13, 0.94 spacing 0.09, 0.11

set title "product of the derivatives, at best"
plot for [i = 1:5] $best_case using 1:i + 1 with lines lt i
set title "product of the derivatives, at the inputs that occur"
plot for [i = 1:5] $real_case using 1:i + 1 with lines lt i
set xlabel "layers that the gradient has come through"
set title sprintf("gradient of the weights, %d × %d units, Xavier", depth, width)
plot for [i = 1:5] $xavier using 1:i + 1 with lines lt i
set title sprintf("gradient of the weights, %d × %d units, He", depth, width)
plot for [i = 1:5] $he using 1:i + 1 with lines lt i
unset multiplot
