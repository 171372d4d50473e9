# What the pictures of the lesson share: terminal, frame, and a colour and a legend for the activations.

set terminal pngcairo size 900, 420 font "sans,11" background "white"

names = "sigmoid tanh relu leaky_relu gelu"
array color[5] = ["#4477aa", "#228833", "#cc3311", "#e0a83c", "#aa3377"]
do for [i = 1:5] {
  set linetype i lw 2.2 lc rgb color[i]
  set label 100 + i "━ " . word(names, i) at screen 0.02 + 0.16 * i, 0.03 font ",12" textcolor rgb color[i] noenhanced
}
unset key
set datafile columnheaders

set border 3 lc "#666666"
set grid xtics ytics lt 1 lw 1 lc "#e4e4e4"
set tics scale 0.5 nomirror textcolor "black"
set xlabel offset 0, 0.5
