#pragma once

#include <array>
#include <cmath>
#include <limits>

#include "facts.hpp"
#include "xact/core/activation.hpp"
#include "xact/core/rounding.hpp"

// The truth about an activation. Each function of the registry has a file here, tests/oracle/<function>.hpp,
// with what is true of its activations, as specialisations of row; a new function gets such a file, and
// nothing else in tests/. The formulas are plain mathematics without cancellation, templates on a real type
// R, and are only compiled in oracle.cpp.in: apart from the kernels, without -m flags.

namespace oracle {

/// condition ? a : b, in the formulas: R may be a register of numbers, with a choice for each.
template <class R>
R select(bool condition, const R& a, const R& b) {
  return condition ? a : b;
}

/// What is true of F on inputs of type T:
///
///     forward(x), derivative(x)               as formulas
///     derivative_from_output(y)               where F has it
///     forward_values, derivative_values       special_values<T>
///     forward_range, derivative_range         range
///
/// R has + - * / and comparisons, and abs, exp, expm1, log1p, tanh, cosh, erfc, sqrt and acos; select() takes
/// the place of ?:.
///
/// The rest may be left out at first; each that is said is one more test. It stands with its meaning in
/// oracle::facts:
///
///     branch_points                           an array of double: the kinks of f, and where F's kernels
///                                             change a table interval or a formula, where a result
///                                             saturates or underflows, where a sweep found the largest
///                                             error; -x is tested as well
///     mirror(x, y), mirror_derivative(dydx)   f(-x) and f'(-x) from f(x) and f'(x), where that is easy
///     is_odd, derivative_is_even, never_falls, steepest_at_zero
///     keeps_payload, computes_both_sides, flags_by_result_alone, flags_close_to_0,
///     reaches_limits
///     largest_third_derivative                where it is not 2
///     relative_derivative                     of a fast tier
///     known                                   an array of known_value
///     has_output_form                         false for parameters with which y does not tell the derivative
///
/// A row whose F has parameters has a data member f first, of type F, which is the object that is tested, and
/// members that are not static where they depend on it.
template <class F, class T>
struct row {
  static_assert(sizeof(F) == 0,
                "xact tests: an activation of xact::all_activations has no row in tests/oracle/; write down "
                "what is true of it, as a specialisation of oracle::row");
  static constexpr bool is_missing = true;  // one message is enough
};

/// The row of this object.
template <class T, class F>
row<F, T> row_of(const F& f) {
  if constexpr (requires { row<F, T>{f}; })
    return row<F, T>{f};
  else
    return {};
}

namespace detail {

/// The samples of F; the default alone where it has none.
template <class F>
constexpr auto samples_of() {
  if constexpr (requires { F::samples(); })
    return F::samples();
  else
    return std::array{F{}};
}

}  // namespace detail

/// What F promises on inputs of type T. Of 16 bits: correct rounding, or what it promises of the float that
/// is rounded to them.
template <class F, class T>
constexpr xact::error_bounds promises() {
  if constexpr (!xact::bfloat16_or_float16<T>)
    return F::template bounds<T>;
  else if constexpr (xact::core::decided_by_double<F>)
    return {xact::correctly_rounded, xact::correctly_rounded, xact::correctly_rounded};
  else
    return F::template bounds<float>;
}

}  // namespace oracle
