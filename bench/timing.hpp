#pragma once

#include <cstddef>
#include <ctime>
#include <limits>

namespace bench {

inline double seconds_of(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}
inline double wall_time() { return seconds_of(CLOCK_MONOTONIC); }
inline double processor_time() { return seconds_of(CLOCK_THREAD_CPUTIME_ID); }  // not while others run

/// The least time that one run takes, in a turn of a millisecond or one run. run(n) runs n times.
template <class Run>
double least_seconds(Run run) {
  constexpr double turn = 1e-3, sample = 1e-4;
  double least = std::numeric_limits<double>::infinity(), spent = 0;
  for (std::size_t times = 1; spent < turn;) {
    const double start = processor_time();
    run(times);
    const double taken = processor_time() - start;
    if (taken < sample) {
      times *= 2;
    } else {
      if (taken / static_cast<double>(times) < least) least = taken / static_cast<double>(times);
      spent += taken;
    }
  }
  return least;
}

}  // namespace bench
