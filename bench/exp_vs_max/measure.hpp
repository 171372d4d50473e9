#pragma once

#include <algorithm>
#include <iostream>
#include <sstream>

#include "bench/support/progress.hpp"
#include "bench/timing.hpp"
#include "report.hpp"

namespace bench {

/// Measures in rounds: in each, every loop has its turn at every level of memory, so that noise hits all
/// alike. The least time of all rounds counts. Takes about `seconds`, and one round at least.
inline void measure(report& r, double seconds) {
  // Plain loops over an array in memory would take nearly all of the time, and vary least.
  constexpr double long_turn = 0.05;
  constexpr int rounds_with_long_turns = 3;

  support::progress shown("measuring");
  const double start = wall_time();
  std::size_t loops = 0, turns = 0;
  for (const table& t : r.tables) loops += t.rows.size();
  const double turns_in_a_round = static_cast<double>(loops * r.levels.size());
  double share = 0;
  for (int round = 0; share < 1; ++round)
    for (std::size_t level = 0; level < r.levels.size(); ++level)
      for (table& t : r.tables)
        for (row& one : t.rows) {
          const double elements = static_cast<double>(r.levels[level].array_bytes / r.bytes_of_type);
          if (round >= rounds_with_long_turns && 1e-9 * one.ns[level] * elements > long_turn) continue;
          std::ostringstream what;
          what << t.operation << ' ' << one.function << ", " << r.levels[level].name;
          shown.show(share, what.str());
          const double least = least_seconds([&](std::size_t times) { one.run(level, times); });
          one.ns[level] = std::min(one.ns[level], 1e9 * least / elements);
          ++turns;
          share = std::min((wall_time() - start) / seconds, static_cast<double>(turns) / turns_in_a_round);
        }
}

}  // namespace bench
