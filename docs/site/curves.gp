# gnuplot -e "names='sigmoid tanh ...'" curves.gp: draws of each <name>.tsv, which functions.cpp wrote, the function and
# its derivative beside each other, for each sample of its parameters, and a small picture of both.

array color[5] = ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#aa3377"]
do for [i = 1:5] { set linetype i lw 1.6 lc rgb color[i] }
set datafile separator tab
set border 0

# What leaves the square of x's own range is cut off: an exponential would flatten all else.
lowest(least, most) = (least > -reach ? least : -reach) - 0.06 * spread(least, most)
highest(least, most) = (most < reach ? most : reach) + 0.06 * spread(least, most)
spread(least, most) = (least == most ? 1 : (most < reach ? most : reach) - (least > -reach ? least : -reach))

do for [i = 1:words(names)] {
  name = word(names, i)
  file = name . ".tsv"
  set autoscale  # stats leaves out what is out of range
  stats file using 1 skip 1 nooutput
  reach = STATS_max
  columns = STATS_columns
  set xrange [-reach:reach]

  set terminal svg size 760, 270 + 9 * columns font "sans,12" background "white"
  set output name . ".svg"
  set multiplot layout 1, 2
  set zeroaxis lt 1 lw 1 lc rgb "#666666"
  set grid xtics ytics lt 1 lw 1 lc rgb "#e4e4e4"
  set xtics autofreq scale 0
  set ytics autofreq scale 0
  set key below vertical maxrows 5 samplen 1.5
  do for [which = 0:1] {
    set title name . (which == 0 ? "(x)" : "'(x)") noenhanced
    set autoscale y
    least = 1e9
    most = -1e9
    do for [column = 2 + which:columns:2] {
      stats file using column skip 1 nooutput
      least = STATS_min < least ? STATS_min : least
      most = STATS_max > most ? STATS_max : most
    }
    set yrange [lowest(least, most):highest(least, most)]
    plot for [column = 2 + which:columns:2] file using 1:column with lines lt (column - which) / 2 \
        title columns > 3 ? columnheader(column) : "" noenhanced
  }
  unset multiplot

  set terminal svg size 120, 72 background "white"
  set output name . ".small.svg"
  unset title
  unset key
  unset grid
  unset xtics
  unset ytics
  set margins 0, 0, 0, 0
  set autoscale y
  stats file using 2 skip 1 nooutput
  least = STATS_min < 0 ? STATS_min : 0
  most = STATS_max > 1 ? STATS_max : 1
  set yrange [lowest(least, most):highest(least, most)]
  plot file using 1:3 with lines lt 1 lw 1 lc rgb "#bbbbbb" notitle, file using 1:2 with lines lt 1 notitle
  set margins -1, -1, -1, -1
}
