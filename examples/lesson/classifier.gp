# gnuplot style.gp classifier.gp: draws classifier.png from classifier.dat.

load "classifier.dat"

set terminal pngcairo size 900, 560
set output "classifier.png"
array title_of[3] = [shallow, deep, deep_adam]
set xrange [1:epochs]
set multiplot layout 2, 3 columnsfirst margins 0.07, 0.98, 0.15, 0.93 spacing 0.04, 0.09
do for [s = 1:3] {
  setting = word("shallow deep deep_adam", s)
  set title title_of[s]
  unset xlabel
  set yrange [0.2:0.8]
  set format y (s == 1 ? "%g" : "")
  if (s == 1) { set ylabel "loss on the test set, nats an image" } else { unset ylabel }
  plot for [i = 1:5] sprintf("$%s_loss", setting) using 1:i + 1 with lines lt i
  unset title
  set xlabel "epoch"
  set yrange [45:95]
  if (s == 1) { set ylabel "accuracy on the test set, %" }
  plot for [i = 1:5] sprintf("$%s_accuracy", setting) using 1:(100 * column(i + 1)) with lines lt i
}
unset multiplot
