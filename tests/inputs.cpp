#include "inputs.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <random>
#include <type_traits>
#include <utility>

#include "bits_hash.hpp"
#include "oracle/facts.hpp"

namespace inputs {
namespace {

// Where a kernel of the first functions changes its table interval or its formula, or a result saturates or
// underflows. Every function is tested there. It stays as it is, because the doubles of ./dev sweep, and so
// the hashes of their results, depend on it: a new function has its branch points in its row of the oracle.
constexpr double branch_points_for_all[] = {
    // table edges
    .25, .5, .75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 9.1, 9.125, 10, 11, 12, 13,
    // clamps, float
    5.2, 7.2, 10.9, 13.25, 14.5, 14.75, 15, 18, 52, 53, 53.5, 54, 104, 105,
    // clamps, double
    19, 19.0615, 20, 21, 21.57, 21.6, 22, 26, 36, 36.7368, 37, 37.5, 38, 38.5, 39.5, 40, 374.5, 746, 747,
    // exp at the ends of float and of double
    87.3365, 88, 88.7228, 89, 102.972, 103.279, 103.972, 708.396, 709.783, 710, 744.440, 745.133,
    // zeros of gelu' and gelu_tanh', and small inputs
    0.75179152, 0x1.80ead197f00b4p-1, 0.75246142, 1.4142135624, 6.6e-36, 1.1754943508222875e-38,
    2.2250738585072014e-308,
    // where sweeps of every float found the largest errors of kernels that strides had passed
    0x1.00228p+0, 0x1.675056p+0, 0x1.613762p+1, 0x1.614f0ap+1, 0x1.d823fcp+0, 0x1.3c52b2p+2, 0x1.3cd194p+2,
    0x1.dac7fcp+0, 0x1.205d76p+2, 0x1.7a51f4p+2, 0x1.7659aep+1, 0x1.7659aep+2, 0x1.00708cp-1, 0x1.aaf834p+3};

/// x + 0.044715 x^3 = z, for z > 0.
double cubic_root(double z) {
  const double half = z / (2 * 0.044715), third = 1 / (3 * 0.044715);
  const double root = std::sqrt(half * half + third * third * third);
  return std::cbrt(half + root) - std::cbrt(root - half);
}

template <class T>
class collection {
 public:
  using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

  void add(bits pattern) {
    const T x = std::bit_cast<T>(pattern);
    if (std::isfinite(x)) points_.push_back(x);
  }

  /// The numbers next to x and to -x.
  void add_around(double x, int radius) {
    const bits centre = std::bit_cast<bits>(static_cast<T>(x)), negative = std::bit_cast<bits>(T(-0.0));
    for (int distance = -radius; distance <= radius; ++distance) {
      const bits magnitude = (centre + static_cast<bits>(distance)) & ~negative;
      add(magnitude);
      add(magnitude | negative);
    }
  }

  void add_branch_points(std::span<const double> places, int radius) {
    for (const double x : places) add_around(x, radius);
  }
  void add_branch_points_of_functions(int radius) {
    for (const oracle::function* f : oracle::all()) add_branch_points(f->branch_points, radius);
  }

  void add_powers_of_two(int radius) {
    using limits = std::numeric_limits<T>;
    for (int n = limits::min_exponent - limits::digits; n < limits::max_exponent; ++n)
      add_around(std::ldexp(1.0, n), radius);
    add_around(0, radius);
    add_around(limits::max(), radius);
  }

  /// Where exp(t) changes from one n ln2 to the next, with t = x, 2 x, x^2 / 2 and the argument of
  /// gelu_tanh, up to t = last.
  void add_range_reductions(double last, int radius) {
    for (double t = std::numbers::ln2 / 2; t < last; t += std::numbers::ln2) {
      add_around(t, radius);
      add_around(t / 2, radius);
      add_around(std::sqrt(2 * t), radius);
      add_around(cubic_root(t / std::sqrt(8 * std::numbers::inv_pi)), radius);
    }
  }

  std::vector<T> take() { return std::move(points_); }

 private:
  std::vector<T> points_;
};

}  // namespace

template <>
const std::vector<float>& everywhere() {
  static const std::vector<float> all = [] {
    collection<float> points;
    // That results are those that a sweep of all floats measured, contract.bits tells; this is for kernels
    // that have not been swept yet.
    for (const std::uint64_t stride : {16381u, 40009u})
      for (std::uint64_t pattern = 0; pattern < std::uint64_t{1} << 32; pattern += stride)
        points.add(static_cast<std::uint32_t>(pattern));
    points.add_branch_points(branch_points_for_all, 500);
    points.add_powers_of_two(8);
    points.add_range_reductions(110, 30);
    points.add_branch_points_of_functions(1000);
    return points.take();
  }();
  return all;
}

template <>
const std::vector<double>& everywhere() {
  static const std::vector<double> all = [] {
    collection<double> points;
    std::mt19937_64 random(20260401);
    const auto between = [&](double low, double high) {
      return low + (high - low) * 0x1p-64 * static_cast<double>(random());
    };
    const auto add = [&](double x) { points.add(std::bit_cast<std::uint64_t>(x)); };
    const auto signed_at_random = [&](double x) { add(random() % 2 == 0 ? x : -x); };
    for (int i = 0; i < 10'000; ++i) points.add(random());
    for (int i = 0; i < 60'000; ++i) signed_at_random(std::exp2(between(-60, 10)));
    for (int i = 0; i < 40'000; ++i) add(between(-8, 8));
    for (int i = 0; i < 30'000; ++i) add(between(-42, 42));
    for (int i = 0; i < 10'000; ++i) add(between(-750, 750));
    for (int i = 0; i < 2'000; ++i) {
      add(between(-0.76, -0.74));  // the zeros of the GELUs' derivatives
      signed_at_random(between(36, 40));
      signed_at_random(between(19, 22));
      signed_at_random(between(353, 375));
      signed_at_random(between(706, 747));
    }
    points.add_branch_points(branch_points_for_all, 100);
    points.add_powers_of_two(1);
    points.add_range_reductions(750, 2);
    points.add_branch_points_of_functions(100);
    return points.take();
  }();
  return all;
}

double double_at(std::uint64_t index, std::span<const double> branch_points) {
  static const std::vector<double> centres_for_all = [] {
    collection<double> points;
    points.add_branch_points(branch_points_for_all, 0);
    points.add_powers_of_two(0);
    points.add_range_reductions(750, 0);
    return points.take();
  }();
  std::uint64_t state = index << 8;
  const auto random = [&] { return bits_hash::mix(++state * 0x9e3779b97f4a7c15); };
  const std::uint64_t sign = random() << 63;
  const auto with_sign = [&](double x) {
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) ^ sign);
  };
  const auto up_to = [&](double high) { return high * 0x1p-64 * static_cast<double>(random()); };
  switch (index % 16) {
    case 0:
    case 1:
    case 2: {
      const double x = std::bit_cast<double>(random());
      return std::isfinite(x) ? x : with_sign(0x1p-1022 * up_to(1));
    }
    case 3:
    case 4:
    case 5:
    case 6:
      return with_sign(std::exp2(up_to(70) - 60));
    case 7:
    case 8:
      return with_sign(up_to(8));
    case 9:
    case 10:
      return with_sign(up_to(42));
    case 11:
      return index % 32 == 11 ? with_sign(up_to(750)) : -0.74 - up_to(0.02);
    default: {
      const std::size_t which = random() % (centres_for_all.size() + 2 * branch_points.size());
      const double centre = which < centres_for_all.size()
                                ? centres_for_all[which]
                                : std::copysign(branch_points[(which - centres_for_all.size()) / 2],
                                                which % 2 == 0 ? 1.0 : -1.0);
      const std::uint64_t distance = (random() >> 44) >> random() % 20;
      const std::uint64_t bits = std::bit_cast<std::uint64_t>(centre) + (sign == 0 ? distance : -distance);
      const double x = std::bit_cast<double>(bits);
      return std::isfinite(x) ? x : centre;
    }
  }
}

}  // namespace inputs
