#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace sweep {

/// A largest value, and where it was found first.
struct extreme {
  double value = 0, at = 0;

  void add(const extreme& other) {
    if (other.value > value) *this = other;
  }
};

/// Of output bits, sums of bits_hash::term.
struct hashes {
  std::uint64_t all = 0;
  std::uint64_t quick = 0;  ///< of the inputs that a quick check takes

  void add(const hashes& other) {
    all += other.all;
    quick += other.quick;
  }
};

/// What is known of one function after some of its inputs.
struct statistics {
  std::uint64_t points = 0;
  std::uint64_t misrounded = 0;  ///< results that are not the number nearest to the truth
  std::uint64_t broken = 0;      ///< results that break the promise
  std::uint64_t decided = 0;     ///< inputs of which MPFR had to decide
  hashes hash;
  double sum_ulp = 0;
  extreme ulp;          ///< |error| / ulp(truth)
  extreme ulp_outside;  ///< the same, where the absolute part of the promise does not cover it
  extreme absolute;     ///< |error| / max(1, |truth|)
  extreme step;         ///< from one result to the next, against the direction of the truth, in ULP

  double mean_ulp() const { return points == 0 ? 0 : sum_ulp / static_cast<double>(points); }

  void add(const statistics& other) {
    points += other.points;
    misrounded += other.misrounded;
    broken += other.broken;
    decided += other.decided;
    hash.add(other.hash);
    sum_ulp += other.sum_ulp;
    ulp.add(other.ulp);
    ulp_outside.add(other.ulp_outside);
    absolute.add(other.absolute);
    step.add(other.step);
  }
};

/// The error over x is kept for intervals of |x|: 16 an octave from 2^-6 to 2^7, all below, and all above.
struct bins {
  static constexpr int first_octave = -6, last_octave = 7, per_octave = 16;
  static constexpr std::size_t per_sign = std::size_t{last_octave - first_octave} * per_octave + 2;
  static constexpr std::size_t count = 2 * per_sign;

  /// Negative x first, from the largest |x| down: in the order of x.
  static std::size_t index(double x) {
    const double magnitude = std::abs(x);
    std::size_t i = 0;
    if (magnitude >= std::ldexp(1.0, last_octave)) {
      i = per_sign - 1;
    } else if (magnitude >= std::ldexp(1.0, first_octave)) {
      const std::uint64_t first = std::bit_cast<std::uint64_t>(std::ldexp(1.0, first_octave));
      i = 1 + static_cast<std::size_t>((std::bit_cast<std::uint64_t>(magnitude) - first) >> (52 - 4));
    }
    return std::signbit(x) ? per_sign - 1 - i : per_sign + i;
  }

  /// A bin is [low, high) of x >= 0, (low, high] of x < 0.
  static double low(std::size_t index) {
    return index < per_sign ? -outer_edge(per_sign - 1 - index) : inner_edge(index - per_sign);
  }
  static double high(std::size_t index) {
    return index < per_sign ? -inner_edge(per_sign - 1 - index) : outer_edge(index - per_sign);
  }

 private:
  static double inner_edge(std::size_t i) {
    const double octaves = static_cast<double>(i - 1) / per_octave, whole = std::floor(octaves);
    return i == 0 ? 0 : std::ldexp(1 + (octaves - whole), first_octave + static_cast<int>(whole));
  }
  static double outer_edge(std::size_t i) {
    return i + 1 == per_sign ? std::numeric_limits<double>::infinity() : inner_edge(i + 1);
  }
};

}  // namespace sweep
