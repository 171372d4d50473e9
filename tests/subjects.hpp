#pragma once

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "calls.hpp"
#include "formats.hpp"
#include "oracle.hpp"
#include "xact/xact.hpp"

// What the tests run over: every activation of the registry, on float and on double, and some helpers
// to look at floating-point numbers.

namespace subjects {

template <class F, class T>
struct subject {
  using activation = F;
  using scalar = T;
};

namespace detail {

template <class T, class... F>
auto on(xact::activation_list<F...>) -> decltype(std::tuple_cat(
    std::conditional_t<xact::exists_for<F, T>, std::tuple<subject<F, T>>, std::tuple<>>()...));

template <class... F, class... T>
auto with_derivative_from_output(std::tuple<subject<F, T>...>)
    -> decltype(std::tuple_cat(std::conditional_t<xact::differentiable_from_output<F, T>,
                                                  std::tuple<subject<F, T>>, std::tuple<>>()...));

template <class... Subjects>
testing::Types<Subjects...> types(std::tuple<Subjects...>);

using everything =
    decltype(std::tuple_cat(on<float>(xact::all_activations{}), on<double>(xact::all_activations{})));

}  // namespace detail

/// For TYPED_TEST_SUITE: all activations, and those whose derivative is a function of their output.
using all = decltype(detail::types(detail::everything{}));
using all_on_float = decltype(detail::types(detail::on<float>(xact::all_activations{})));
using all_with_derivative_from_output =
    decltype(detail::types(detail::with_derivative_from_output(detail::everything{})));

using float_and_double = testing::Types<float, double>;

/// The function that an activation's name stands for, whose truth all its tiers share: gelu for fast::gelu.
constexpr std::string_view without_tier(std::string_view name) { return name.substr(name.rfind(':') + 1); }

template <class T>
constexpr const char* name_of_type = std::is_same_v<T, float>            ? "float"
                                     : std::is_same_v<T, double>         ? "double"
                                     : std::is_same_v<T, xact::bfloat16> ? "bfloat16"
                                                                         : "float16";

/// Names a typed test after its subject: gelu_float, fast_gelu_float.
struct by_name {
  template <class Subject>
  static std::string GetName(int) {
    std::string name(Subject::activation::name);
    if (const auto colons = name.find("::"); colons != name.npos) name.replace(colons, 2, "_");
    return name + '_' + name_of_type<typename Subject::scalar>;
  }
};

/// The fixture: TypeParam unpacked. scalars() and arrays() are the functions of f.
template <class Subject>
class of : public testing::Test {
 public:
  using activation = typename Subject::activation;
  using scalar = typename Subject::scalar;
  using facts = oracle::row<activation, scalar>;
  static constexpr bool has_from_output = xact::differentiable_from_output<activation, scalar>;

  static_assert(
      has_from_output == requires { facts::derivative_from_output(1.0L); },
      "xact tests: an activation and its row in tests/oracle.hpp disagree on derivative_from_output");

  static constexpr activation f{};
  static const calls::on_scalars<scalar>& scalars() { return calls::scalars<scalar>(activation::name); }
  static const calls::on_arrays<scalar>& arrays() { return calls::arrays<scalar>(activation::name); }
  static constexpr const xact::error_bounds& bounds = activation::template bounds<scalar>;
  static const oracle::truth<scalar>& truth() { return oracle::find<scalar>(activation::name); }
};

template <class T>
using bits_of = typename xact::simd::format<T>::bits;

template <class T>
constexpr bits_of<T> to_bits(T x) {
  return std::bit_cast<bits_of<T>>(x);
}
template <class T>
constexpr T from_bits(bits_of<T> bits) {
  return std::bit_cast<T>(bits);
}

/// The same bits, or both NaN: which NaN is not promised.
template <class T>
constexpr bool identical(T a, T b) {
  return to_bits(a) == to_bits(b) || (a != a && b != b);
}

using formats::ulp;

/// How far a result with this promise may lie from the truth. Of 16 bits it is the promise of the float that
/// is rounded to them.
template <class T>
long double allowance(xact::error_bound bound, long double truth) {
  if constexpr (xact::bfloat16_or_float16<T>)
    return allowance<float>(bound, truth) + ulp<T>(truth) / 2;
  else
    return std::max(bound.ulp * ulp<T>(truth), static_cast<long double>(bound.absolute));
}

/// x to the last bit.
template <class T>
std::string exactly(T x) {
  std::ostringstream text;
  text.precision(std::numeric_limits<T>::max_digits10);
  text << x << " (" << std::hexfloat << x << ')';
  return text.str();
}

}  // namespace subjects
