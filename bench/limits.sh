#!/bin/sh
# Prints bench/limits.md: what limits.cpp measures for each instruction set of this machine, with programs in $1.
set -eu

cat <<'END'
# How close to the limit

Written by `./dev limits`. Cycles an element of each loop over arrays in L1, and the bound that llvm-mca computes for
its instructions from the ports that they need, if no latency ever showed. LLVM 14 knows no AVX-512 processor of AMD:
those bounds are Ice Lake's, whose two ports do what Zen 5 does with four, and ratios below 1 say so. One register takes
Zen 5 as long as another, so that the bounds of AVX2, halved, hold for AVX-512 as well.

What holds a loop up where it takes more than 1.25 times its bound is its latency, which no bound of ports knows. The
latency of one vector, measured, in cycles, times the instructions of a cycle is how many are in flight at a time. Zen 5
has room for 448, register moves among them, of which the schedulers of its vector units hold 114 that wait for an
operand. The loops above 1.25 have no FMA, so that their chains are the longest: the fast ones keep 170 to 310 in
flight, the others 330 to 540, which is all there is room for, in whatever order the instructions stand. (Leaky ReLU
with AVX-512 is 0.02 cycles above its bound.)

END
printf 'Measured on %s.\n\n' "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
for set in avx512 avx2 sse2; do
  [ -x "$1/limits.$set" ] || continue
  case $set in
    avx512) cpu=icelake-server ;;
    *) cpu=znver3 ;;
  esac
  "$1/limits.$set" "$(command -v llvm-mca || command -v llvm-mca-14)" $cpu
done
