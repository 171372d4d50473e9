# gnuplot style.gp dead_relu.gp: draws dead_relu.png from dead_relu.dat.

load "dead_relu.dat"

set terminal pngcairo size 900, 560
set output "dead_relu.png"
unset for [i = 101:105] label i
array shown[3] = [3, 4, 5] # of the five activations: ReLU, leaky ReLU, GELU
array state[3] = ["dead: no gradient", "dim: a gradient, but never fires", "alive: fires on some example"]
array state_color[3] = [0x333333, 0xcf9f63, 0xffd633]
set multiplot

# The neurons as cells of a grid that is about twice as wide as high, by row a bias, by column an activation.
across = int(ceil(sqrt(2 * hidden)))
down = (hidden + across - 1) / across
set style fill solid noborder
unset border
unset tics
unset grid
set xrange [-0.6:across - 0.4]
set yrange [down - 0.4:-0.6]
set label 1 sprintf("The %d neurons after %d steps", hidden, steps) at screen 0.26, 0.955 center font ",13"
do for [i = 1:3] {
  set label 1 + i "■" at screen 0.13, 0.2 - 0.05 * i font ",16" textcolor rgb state_color[i]
  set label 4 + i state[i] at screen 0.16, 0.202 - 0.05 * i
}
do for [r = 0:1] {
  do for [c = 0:1] {
    set lmargin at screen 0.02 + 0.25 * c
    set rmargin at screen 0.25 + 0.25 * c
    set tmargin at screen 0.87 - 0.34 * r
    set bmargin at screen 0.62 - 0.34 * r
    set title sprintf("%s, bias %g", word("relu leaky_relu", c + 1), r == 0 ? bias : second_bias) noenhanced offset 0, -0.6
    plot $grid using (int($1) % across):(int($1) / across):(0.42):(0.42):(state_color[int(column(2 + c + 3 * r)) + 1]) \
         with boxxyerror lc rgb variable
    unset for [i = 1:7] label i
  }
}

set border 3
set tics scale 0.5 nomirror textcolor "black"
set grid xtics ytics
set yrange [-0.04 * hidden:hidden * 1.04]
set lmargin at screen 0.59
set rmargin at screen 0.98
set title offset 0, 0 enhanced
set ytics 32

set tmargin at screen 0.93
set bmargin at screen 0.62
set title sprintf("alive, of %d, in training at bias %g (dashed: %g)", hidden, second_bias, bias)
set xtics autofreq
set xrange [0:steps]
set xlabel "step"
plot for [i = 1:3] $second_by_step using 1:4 * i - 2 with lines lt shown[i], \
     for [i = 1:3] $by_step using 1:4 * i - 2 with lines lt shown[i] dashtype 2

set tmargin at screen 0.44
set bmargin at screen 0.15
set title sprintf("alive before training (grey) and after %d steps", steps)
set xlabel "bias"
set xrange [-3:0]
do for [i = 1:3] {
  set label i "━ " . word(names, shown[i]) at screen 0.46 + 0.16 * i, 0.03 font ",12" textcolor rgb color[shown[i]] noenhanced
}
plot $sweep using 1:2 with filledcurves y1=0 lc rgb "#dddddd", \
     for [i = 1:3] "" using 1:i + 2 with lines lt shown[i]
unset multiplot
