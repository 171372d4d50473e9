#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "xact/base/accuracy.hpp"
#include "xact/core/float16.hpp"

// What is true of an activation, as values: oracle.cpp.in makes them of the rows, in a source for each
// function. The properties know no more of an activation than this and its calls.

namespace oracle {

template <class T>
inline constexpr T infinity = std::numeric_limits<T>::infinity();

/// The values at the four special inputs.
template <class T>
struct special_values {
  T at_minus_infinity, at_minus_zero, at_zero, at_infinity;
};

/// No result may lie outside of it.
struct range {
  double lowest, highest;
};

/// A relative promise: |result - truth| <= bound * truth for |x| <= last.
struct relative_bound {
  double bound, last;
};

/// A true value that is known from elsewhere, to a long double's precision.
struct known_value {
  std::string_view formula;  ///< "forward", "derivative" or "derivative_from_output"
  double x;
  long double value;
};

/// The truth is not farther from the value than this, if that is a number.
struct estimate {
  long double value, error;
};

/// A formula of a row.
struct formula {
  const void* row = nullptr;  ///< with the parameters of the activation
  long double (*in_long_double)(const void* row, long double x) = nullptr;
  estimate (*with_bound)(const void* row, long double x) = nullptr;
  long double (*in_multiple_precision)(const void* row, long double x) = nullptr;

  explicit operator bool() const { return in_long_double != nullptr; }

  /// The truth to 64 bits and, where T is double or the formula cancels, rounded to odd. A long double holds
  /// the truth about a double to 2^-12 of its last place: the oracle needs the 64 bits of x86 or more.
  template <class T>
  long double operator()(T x) const {
    static_assert(std::numeric_limits<long double>::digits >= 64);
    if constexpr (!std::is_same_v<T, float>) {
      return exactly(x);
    } else {
      const long double y = plainly(x);
      // A small result at a moderate x is the difference of larger terms, as at the zero of a derivative.
      const bool cancelled = std::abs(y) < 0x1p-10L && std::abs(x) > 0x1p-4f && std::abs(x) < 4;
      if (!cancelled) return y;
      const auto [value, error] = estimated(x);
      return error <= 0x1p-40L * std::abs(value) ? value : exactly(x);
    }
  }
  /// By multiple precision: what the rounding of a result depends on.
  long double exactly(long double x) const { return in_multiple_precision(row, x); }
  /// By the functions of a long double, with a bound on their errors.
  estimate estimated(long double x) const { return with_bound(row, x); }
  /// By the functions of a long double, of any number.
  long double plainly(long double x) const { return in_long_double(row, x); }
};

/// What is true of one activation, with its parameters, on numbers of type T. oracle/row.hpp says what a row
/// may leave out.
template <class T>
struct facts {
  formula forward, derivative;
  formula derivative_from_output;  ///< false where the output does not tell the derivative

  special_values<T> forward_values{}, derivative_values{};
  range forward_range{}, derivative_range{};

  bool is_odd = false;                  ///< f(-x) = -f(x), to the last bit
  bool derivative_is_even = false;      ///< f'(-x) = f'(x), to the last bit
  bool never_falls = false;             ///< f(x) <= f(y) for all x < y, in the accurate and the exact tier
  bool steepest_at_zero = false;        ///< no derivative exceeds that at 0
  bool keeps_payload = false;           ///< f and f' give NaN back with its sign and its payload
  bool computes_both_sides = false;     ///< f(x) may raise the exception flags of the formula for -x as well
  bool flags_by_result_alone = false;   ///< no intermediate underflows, with FMA or without, in any tier
  bool flags_close_to_0 = false;        ///< tiny x may raise underflow, in every tier
  bool reaches_limits = true;           ///< at 1e5 f and f' have those limits that are finite
  double largest_third_derivative = 2;  ///< of f, in absolute value

  /// The true f(-x), from x and y = f(x), as precisely as y; and f'(-x) from f'(x). Null where there is no
  /// such identity.
  long double (*mirror)(long double x, long double y) = nullptr;
  long double (*mirror_derivative)(long double dydx) = nullptr;
  std::optional<relative_bound> relative_derivative;  ///< what a fast derivative promises besides its bound

  std::span<const known_value> known;

  /// The same for two activations only where they have the same truth, as the tiers of one function have.
  std::string truth;

  /// All numbers that the function may give.
  range outputs() const { return forward_range; }
};

/// One activation with its parameters.
struct activation {
  std::string_view name, function, tier;  ///< "fast::gelu", "gelu", "fast"
  std::size_t sample;                     ///< 0 is the default
  bool exists_for_double, exists_for_16_bits;
  facts<float> on_float;
  facts<double> on_double;
  xact::error_bounds float_bounds, double_bounds, bfloat16_bounds, float16_bounds;

  template <class T>
  const facts<xact::computed_in<T>>& on() const {
    if constexpr (std::is_same_v<T, double>)
      return on_double;
    else
      return on_float;
  }
  template <class T>
  const xact::error_bounds& bounds() const {
    if constexpr (std::is_same_v<T, float>)
      return float_bounds;
    else if constexpr (std::is_same_v<T, double>)
      return double_bounds;
    else if constexpr (std::is_same_v<T, xact::bfloat16>)
      return bfloat16_bounds;
    else
      return float16_bounds;
  }
};

/// One function: all its activations, and where its kernels change their method.
struct function {
  std::string_view name;
  int place;  ///< in the registry
  std::vector<activation> activations;
  std::vector<double> branch_points;  ///< besides those that every function is tested at
};

/// The functions that the program is linked with, in the order of the registry.
const std::vector<const function*>& all();

/// Puts the function on the list; for namespace scope in oracle.cpp.in.
struct registered {
  explicit registered(const function& f);
};

}  // namespace oracle
