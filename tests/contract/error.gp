# gnuplot -e "pictures='sigmoid ulp ...'" error.gp: for each function draws the error of its value and its derivative
# over x, from what ./dev sweep wrote.

set terminal pngcairo size 900, 560 font "sans,11" background "white"

file(set, quantity) = sprintf("results/%s/%s.%s.float.tsv", set, name, quantity)
called = "(name[1:6] eq 'fast--' ? 'fast::' . name[7:*] : name)"

set xrange [-16:16]
set xtics 2 scale 0.5 nomirror
set ytics scale 0.5 nomirror
set border 3 lc "#666666"
set grid ytics lt 1 lc "#e4e4e4"
set lmargin 12

do for [i = 1:words(pictures):2] {
  name = word(pictures, i)
  in_ulp = word(pictures, i + 1) eq "ulp"
  largest = in_ulp ? 4 : 6
  set output name . ".png"
  set ylabel in_ulp ? "error, ULP" : "|error| / max(1, |truth|)"
  if (in_ulp) { set yrange [0:1.05]; set format y "%g" } else { set yrange [0:*]; set format y "%.1e" }
  set key outside top right horizontal samplen 1.5
  set multiplot layout 2, 1
  do for [quantity in "forward derivative"] {
    set title @called . (quantity eq "forward" ? "" : "'") . "(x), float" noenhanced offset 0, -0.5
    set xlabel quantity eq "forward" ? "" : "x"
    plot file("sse2", quantity) using 1:largest with steps lw 1 lc "#e0a83c" title "largest, without FMA", \
         file("avx512", quantity) using 1:largest with steps lw 1.5 lc "#4477aa" title "largest, with FMA", \
         file("avx512", quantity) using 1:(in_ulp ? $5 : NaN) with steps lw 1.5 lc "#66ccaa" \
             title in_ulp ? "mean, with FMA" : ""
    unset key
  }
  unset multiplot
}
