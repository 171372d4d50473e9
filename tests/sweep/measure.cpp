#include "measure.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

#include "../bits_hash.hpp"
#include "../inputs.hpp"

// The loops over arrays here are plain, and sums and maxima are kept apart, so that compilers vectorise them.

namespace sweep {
namespace {

constexpr std::size_t block_size = 4096;

/// Numbers in a row. Element 0 is the one before them: only steps count from it.
template <class T>
struct block {
  std::size_t n = 0;  ///< elements, with element 0
  T x[block_size + 1], y[block_size + 1], nearest[block_size + 1];
  double truth[block_size + 1], error[block_size + 1];  ///< error: a bound on the truth's own
  double ulps[block_size + 1], outside[block_size + 1], absolute[block_size + 1], steps[block_size + 1];
  std::uint64_t undecided[block_size + 1];

  std::span<const T> inputs() const { return {x, n}; }
  std::span<T> outputs() { return {y, n}; }
};

using formats::value;

template <class T>
[[noreturn]] void fail(const subject<T>& s, T x, const char* what) {
  std::ostringstream message;
  message << s.function << ' ' << name_of(s.what) << " at x = " << std::hexfloat << value(x) << ": " << what;
  throw std::logic_error(message.str());
}

/// y = f(x), and the same from forward_and_derivative, if that is asked for.
template <class T>
void evaluate(const subject<T>& s, block<T>& b, bool fused_too = true) {
  s.evaluate(b.inputs(), b.outputs());
  if (!fused_too) return;
  T fused[block_size + 1], other[block_size + 1];
  if (!s.evaluate_with_the_other(b.inputs(), {fused, b.n}, {other, b.n})) return;
  if (std::memcmp(fused, b.y, b.n * sizeof(T)) == 0) return;
  std::size_t i = 0;
  while (std::memcmp(fused + i, b.y + i, sizeof(T)) == 0) ++i;
  fail(s, b.x[i], "forward_and_derivative gives other bits");
}

/// 1 / ulp(t): the distance between floats is 2^-23 times the power of two in t, or in the smallest normal
/// float where that is larger.
double inverse_ulp(double t) {
  constexpr std::uint64_t exponent = 0x7ff0'0000'0000'0000, one = std::bit_cast<std::uint64_t>(1.0);
  const std::uint64_t power =
      std::max(std::bit_cast<std::uint64_t>(t) & exponent, std::bit_cast<std::uint64_t>(0x1p-126));
  return std::bit_cast<double>(2 * one - power) * 0x1p23;
}

double allowance(xact::error_bound promise, double ulp) {
  return std::max(promise.ulp * ulp, promise.absolute);
}

/// Rounds the truths; asks MPFR where their own error, or 2^-45 where correct rounding is promised, leaves
/// that open, and where 0.01 ULP decides on the promise.
std::uint64_t round_truths(const subject<float>& s, block<float>& b) {
  const auto promise = s.promise;
  const double least = promise.rounds() ? 0x1p-45 : 0;
  std::uint64_t any = 0;
  for (std::size_t i = 0; i < b.n; ++i) {
    const double t = b.truth[i], e = std::max(b.error[i], least * std::abs(t)), ulp = 1 / inverse_ulp(t);
    const float low = static_cast<float>(t - e), high = static_cast<float>(t + e);
    const bool close = (b.y[i] != low) & (std::abs(b.y[i] - t) + e > allowance(promise, ulp) - 0.01 * ulp);
    b.nearest[i] = low;
    b.undecided[i] = !(low == high) | close;
    any |= b.undecided[i];
  }
  if (any == 0) return 0;

  std::uint64_t decided = 0;
  for (std::size_t i = 0; i < b.n; ++i) {
    if (b.undecided[i] == 0) continue;
    const long double exact = s.truth(b.x[i]);
    if (!(std::abs(b.truth[i] - exact) <= 1.001 * b.error[i]))
      fail(s, b.x[i], "the reference is off by more than it says");
    b.truth[i] = static_cast<double>(exact);
    b.error[i] = 0x1p-53 * std::abs(b.truth[i]);
    b.nearest[i] = static_cast<float>(exact);
    decided += i > 0;
  }
  return decided;
}

extreme largest(const double (&values)[block_size + 1], const block<float>& b, const extreme& so_far) {
  std::int64_t largest_bits = 0;  // integers compare like the positive doubles they are the bits of
  for (std::size_t i = 1; i < b.n; ++i)
    largest_bits = std::max(largest_bits, std::bit_cast<std::int64_t>(values[i]));
  const double value = std::bit_cast<double>(largest_bits);
  if (!(value > so_far.value)) return so_far;
  return {value, b.x[std::find(values + 1, values + b.n, value) - values]};
}

double sum(const double (&values)[block_size + 1], std::size_t n) {
  constexpr std::size_t lanes = 16;
  double sums[lanes] = {};
  std::size_t i = 1;
  for (; i + lanes <= n; i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += values[i + lane];
  for (; i < n; ++i) sums[0] += values[i];
  for (std::size_t lane = 1; lane < lanes; ++lane) sums[0] += sums[lane];
  return sums[0];
}

void add_errors(const subject<float>& s, block<float>& b, statistics& total) {
  const auto promise = s.promise;
  const bool at_once = promise.ulp >= 0.5,
             rounds = promise.rounds();  // the nearest number keeps it, or alone
  std::uint64_t misrounded = 0, broken = 0;
  for (std::size_t i = 1; i < b.n; ++i) {
    const bool wrong = b.y[i] != b.nearest[i];
    const double t = b.truth[i], inverse = inverse_ulp(t);
    const bool overflows = !wrong & (std::abs(b.y[i]) > std::numeric_limits<float>::max());
    const double error = overflows ? 0 : std::abs(b.y[i] - t);
    b.ulps[i] = error * inverse;
    b.outside[i] = error > promise.absolute ? b.ulps[i] : 0;
    b.absolute[i] = error / std::max(1.0, std::abs(t));
    const double rise = static_cast<double>(b.y[i]) - static_cast<double>(b.y[i - 1]),
                 due = t - b.truth[i - 1];
    const bool against = (rise * due < 0) & (std::abs(due) > b.error[i] + b.error[i - 1]);
    b.steps[i] = against ? std::abs(rise) * inverse : 0;
    misrounded += wrong;
    broken += (wrong & rounds) | ((wrong | !at_once) & !(error <= allowance(promise, 1 / inverse)));
  }
  total.points += b.n - 1;
  total.misrounded += misrounded;
  total.broken += broken;
  total.sum_ulp += sum(b.ulps, b.n);
  total.ulp = largest(b.ulps, b, total.ulp);
  total.ulp_outside = largest(b.outside, b, total.ulp_outside);
  total.absolute = largest(b.absolute, b, total.absolute);
  total.step = largest(b.steps, b, total.step);
}

bool same_promise(const subject<float>& a, const subject<float>& b) {
  return a.promise.ulp == b.promise.ulp && a.promise.absolute == b.promise.absolute;
}

/// Of a slab, a quick check takes so many floats at its beginning.
constexpr std::uint32_t quick_size = slab_size / 64;

/// Of a slab whose first number is `first`.
hashes hash_outputs(const block<float>& b, std::uint32_t first) {
  std::uint64_t hash = 0;
  for (std::size_t i = 1; i < b.n; ++i) hash += bits_hash::term(std::bit_cast<std::uint32_t>(b.x[i]), b.y[i]);
  return {hash, std::bit_cast<std::uint32_t>(b.x[1]) < first + quick_size ? hash : 0};
}

/// An output that f may have, from any number.
double folded_into(oracle::range domain, double y) {
  if (domain.lowest >= 0) y = std::abs(y);
  return std::abs(y) > domain.highest ? 1 / y : y;
}

/// Calls visit(block) with the blocks of `size` floats from `first` on, as far as they are in the domain.
template <class Visit>
void for_each_block(const subject<float>& s, std::uint32_t first, std::uint32_t size, Visit visit) {
  static thread_local block<float> b;
  for (std::uint32_t start = first; start < first + size; start += block_size) {
    const std::uint32_t before = (start & 0x7fff'ffff) == 0 ? start : start - 1;
    b.x[0] = std::bit_cast<float>(before);
    for (std::uint32_t i = 0; i < block_size; ++i) b.x[i + 1] = std::bit_cast<float>(start + i);
    b.n = block_size + 1;
    while (b.n > 0 && !s.contains(b.x[b.n - 1])) --b.n;
    if (b.n <= 1) return;
    visit(b);
  }
}

}  // namespace

std::vector<by_bin> measure_slab(const std::vector<const subject<float>*>& group, std::uint32_t first) {
  std::vector<statistics> totals(group.size());
  std::vector<std::vector<float>> results(group.size());
  for_each_block(*group.front(), first, slab_size, [&](block<float>& b) {
    group.front()->reference(b.x, b.truth, b.error, b.n);
    std::vector<statistics> of_block(group.size());
    for (std::size_t i = 0; i < group.size(); ++i) {
      const subject<float>& s = *group[i];
      evaluate(s, b);
      results[i].assign(b.y, b.y + b.n);
      std::size_t twin = 0;
      while (twin < i && !(same_promise(*group[twin], s) &&
                           std::memcmp(results[twin].data(), b.y, b.n * sizeof(float)) == 0))
        ++twin;
      if (twin < i) {
        of_block[i] = of_block[twin];
      } else {
        of_block[i].decided = round_truths(s, b);
        add_errors(s, b, of_block[i]);
        of_block[i].hash = hash_outputs(b, first);
      }
      totals[i].add(of_block[i]);
    }
  });
  std::vector<by_bin> found;
  for (const statistics& total : totals) found.push_back({{bins::index(std::bit_cast<float>(first)), total}});
  return found;
}

hard_case hardest_of_slab(const subject<float>& s, std::uint32_t first) {
  hard_case hardest;
  for_each_block(s, first, slab_size, [&](block<float>& b) {
    s.reference(b.x, b.truth, b.error, b.n);
    for (std::size_t i = 1; i < b.n && hardest.distance > 0x1p-40; ++i) {
      const double t = b.truth[i], e = std::max(b.error[i], 0x1p-40 * std::abs(t));
      const float low = static_cast<float>(t - e), high = static_cast<float>(t + e);
      if (low == high) continue;
      const double middle = (static_cast<double>(low) + static_cast<double>(high)) / 2;
      const long double exact = s.truth(b.x[i]);
      const auto distance = static_cast<double>(std::abs(exact - middle)) * inverse_ulp(t);
      if (distance < std::min(hardest.distance, 0x1p-16))
        hardest = {b.x[i], static_cast<float>(exact), distance};
    }
  });
  return hardest;
}

hashes hash_slab(const subject<float>& s, std::uint32_t first, bool quick) {
  hashes sums;
  for_each_block(s, first, quick ? quick_size : slab_size, [&](block<float>& b) {
    evaluate(s, b, !quick);
    sums.add(hash_outputs(b, first));
  });
  return sums;
}

namespace {

double input_at(const subject<double>& s, std::uint64_t index) {
  return folded_into(s.domain, inputs::double_at(index, s.branch_points));
}
template <xact::bfloat16_or_float16 H>
H input_at(const subject<H>&, std::uint64_t index) {
  return formats::number<H>(index);
}

double nearest(const subject<double>&, long double truth) { return static_cast<double>(truth); }
template <xact::bfloat16_or_float16 H>
double nearest(const subject<H>&, long double truth) {
  return value(formats::number<H>(formats::nearest<H>(truth)));
}

template <class T>
struct piece : block<T> {
  std::uint64_t index[block_size + 1];  ///< of x among all inputs
};

/// The piece that starts at `first`, evaluated: what of it is finite and in the domain.
template <class T>
const piece<T>& evaluated_piece(const subject<T>& s, std::uint64_t first) {
  static thread_local piece<T> p;
  static_assert(piece_size<T> <= block_size && number_of_inputs<T> % piece_size<T> == 0);
  p.n = 0;
  for (std::uint64_t index = first; index < first + piece_size<T>; ++index) {
    p.x[p.n] = input_at(s, index);
    p.index[p.n] = index;
    const double x = value(p.x[p.n]);
    p.n += std::isfinite(x) && s.contains(static_cast<typename subject<T>::number>(x));
  }
  evaluate(s, p);
  return p;
}

/// Whether a quick check takes the piece that starts at `first`.
template <class T>
constexpr bool in_quick_check(std::uint64_t first) {
  return first / piece_size<T> % 16 == 3;
}

std::uint64_t hash_output(const piece<double>& p, std::size_t i) {
  return bits_hash::term(std::bit_cast<std::uint64_t>(p.x[i]), p.y[i]);
}
template <xact::bfloat16_or_float16 H>
std::uint64_t hash_output(const piece<H>& p, std::size_t i) {
  return bits_hash::term(p.index[i], static_cast<float>(value(p.y[i])));
}

}  // namespace

template <class T>
by_bin measure_piece(const subject<T>& s, std::uint64_t first, const truths& known) {
  const piece<T>& p = evaluated_piece(s, first);
  std::vector<statistics> in(bins::count);
  for (std::size_t i = 0; i < p.n; ++i) {
    const double at = value(p.x[i]), result = value(p.y[i]);
    const auto number = static_cast<typename subject<T>::number>(at);
    const long double truth = known.at(p.index[i], [&] { return s.truth(number); });
    const bool wrong = result != nearest(s, truth);
    const long double error = !wrong && std::isinf(result) ? 0 : std::abs(result - truth);
    const double ulps = static_cast<double>(error / subjects::ulp<T>(truth));
    const bool inside = error <= s.promise.absolute, kept = error <= subjects::allowance<T>(s.promise, truth);
    statistics point;
    point.points = point.decided = 1;
    point.misrounded = wrong;
    point.broken = s.promise.rounds() ? wrong : !kept && (wrong || s.promise.ulp < 0.5);
    point.hash.all = hash_output(p, i);
    point.hash.quick = in_quick_check<T>(first) ? point.hash.all : 0;
    point.sum_ulp = ulps;
    point.ulp = {ulps, at};
    point.ulp_outside = {inside ? 0 : ulps, at};
    point.absolute = {static_cast<double>(error / std::max(1.0L, std::abs(truth))), at};
    in[bins::index(at)].add(point);
  }
  by_bin found;
  for (std::size_t bin = 0; bin < bins::count; ++bin)
    if (in[bin].points > 0) found.push_back({bin, in[bin]});
  return found;
}

template <class T>
hashes hash_piece(const subject<T>& s, std::uint64_t first, bool quick) {
  if (quick && !in_quick_check<T>(first)) return {};
  const piece<T>& p = evaluated_piece(s, first);
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < p.n; ++i) hash += hash_output(p, i);
  return {hash, in_quick_check<T>(first) ? hash : 0};
}

template by_bin measure_piece(const subject<double>&, std::uint64_t, const truths&);
template by_bin measure_piece(const subject<xact::bfloat16>&, std::uint64_t, const truths&);
template by_bin measure_piece(const subject<xact::float16>&, std::uint64_t, const truths&);
template hashes hash_piece(const subject<double>&, std::uint64_t, bool);
template hashes hash_piece(const subject<xact::bfloat16>&, std::uint64_t, bool);
template hashes hash_piece(const subject<xact::float16>&, std::uint64_t, bool);

}  // namespace sweep
