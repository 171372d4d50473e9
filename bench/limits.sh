#!/bin/sh
# Prints bench/limits.md: what limits.cpp measures for each instruction set of this machine, with programs in $1.
set -eu

cat <<'END'
# How close to the limit

Written by `./dev limits`. Cycles an element of each loop over arrays in L1, and the bound that llvm-mca computes for
its instructions from the ports that they need, if no latency ever showed. LLVM 14 knows no AVX-512 processor of AMD:
those bounds are Ice Lake's, which has two ports for registers of 512 bits. Zen 5 has four, and ratios below 1 say so.
Zen 4 takes such a register in two halves: there a ratio of 2 is the limit of the ports.

What holds a loop up where it takes a quarter more than that is its latency, which no bound of ports knows. The latency
of one vector, measured, in cycles, times the instructions of a cycle is how many are in flight at a time. A Zen 5 has
room for 448, a Zen 4 for 320, in whatever order the instructions stand; fewer wait for an operand.

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
