#!/bin/sh
# What an #include costs: seconds of compile time of a file that has nothing else, the least of five. And what a debug
# build costs: nanoseconds of a scalar without optimisation, and of its textbook formula.
# bench/compile_time.sh [COMPILER...]; ./dev compile-time installs what is missing first.
set -eu

include=$(cd "$(dirname "$0")/../include" && pwd)
[ $# -gt 0 ] || set -- "${CXX:-c++}"

# seconds COMPILER HEADER
seconds() {
  for _ in 1 2 3 4 5; do
    echo "#include <$2>" |
      /usr/bin/time -f '%U %S' "$1" -std=c++20 -O2 -I "$include" -c -x c++ - -o /dev/null 2>&1
  done | awk '{ t = $1 + $2; if (least == "" || t < least) least = t } END { printf "%.2f", least }'
}

printf '| header |'
printf ' %s |' "$@"
printf '\n|---|'
printf -- '--:|%.0s' "$@"
echo
for header in cmath xsimd/xsimd.hpp xact/sigmoid.hpp xact/activations.hpp xact/xact.hpp; do
  printf '| `%s` |' "$header"
  for compiler in "$@"; do printf ' %s s |' "$(seconds "$compiler" "$header")"; done
  echo
done

program=$(mktemp)
trap 'rm -f "$program"' EXIT
printf '\n| scalar, with | function | formula, ns | xact, ns |\n|---|---|--:|--:|\n'
for compiler in "$@"; do
  for options in -O0 '-O0 -mavx2 -mfma' -Og; do
    # shellcheck disable=SC2086  # words
    "$compiler" -std=c++20 $options -I "$include" "$include/../bench/unoptimised.cpp" -o "$program"
    "$program" | while read -r function formula xact; do
      echo "| $compiler $options | $function | $formula | $xact |"
    done
  done
done
