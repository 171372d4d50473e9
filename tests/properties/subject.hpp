#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "../calls/calls.hpp"
#include "../formats.hpp"
#include "../oracle/facts.hpp"
#include "xact/base/accuracy.hpp"
#include "xact/core/float16.hpp"

// What the properties are tested on, as values: every activation of one function (its tiers and its samples),
// on every type of number, in every build that runs on this machine. So a property is compiled once, and
// knows no kernel.

namespace subjects {

/// An activation on numbers of type T, in one build, and what is true of it.
template <class T>
struct subject {
  using number = xact::computed_in<T>;  ///< what the oracle knows of: float for 16 bits

  std::string name;           ///< for messages: "fast::gelu", "leaky_relu[2]" for its samples()[2]
  std::string_view function;  ///< without its tier: "gelu"
  std::string_view tier;      ///< "accurate", "fast" or "exact"; "accurate" where there is only one
  std::size_t sample = 0;     ///< 0 where the parameters are the default
  const calls::build* build = nullptr;
  bool repeats_wider = false;  ///< the bits are those of a build with wider registers: property bits
  const calls::activation<T>* calls = nullptr;  ///< with all that was compiled, also what is not tested
  const void* f = nullptr;                      ///< the activation, for calls::function
  xact::error_bounds bounds;  ///< what is promised; of 16 bits, of the float that is rounded to them
  const oracle::facts<number>* facts = nullptr;

  /// Forward, derivative, derivative_from_output, backward, ...: what the activation has, and from the output
  /// only where the output tells the derivative.
  std::vector<calls::quantity<T>> quantities;

  /// Of 16 bits: the same activation on floats, in the same build. Null for float and double.
  std::shared_ptr<const subject<number>> in_float;

  subject() = default;
  explicit subject(std::vector<calls::quantity<T>> all);

  bool has(std::string_view name_of_quantity) const;
  bool has_from_output() const { return has("derivative_from_output"); }
  /// The quantity of this name; throws std::invalid_argument where there is none.
  const calls::quantity<T>& quantity(std::string_view name_of_quantity) const;

  /// The functor on one number.
  T forward(T x) const { return of_one(forward_, x); }
  T derivative(T x) const { return of_one(derivative_, x); }
  T derivative_from_output(T y) const { return of_one(derivative_from_output_, y); }
  /// Its forward_and_derivative: the value, then the derivative.
  std::pair<T, T> forward_and_derivative(T x) const;

  // The array functions. All arrays have the size of the first.
  void forward(std::span<const T> x, std::span<T> y) const;
  void derivative(std::span<const T> x, std::span<T> dydx) const;
  void backward(std::span<const T> grad_output, std::span<const T> x, std::span<T> grad_input) const;
  void backward_from_output(std::span<const T> grad_output, std::span<const T> y,
                            std::span<T> grad_input) const;
  void forward_and_derivative(std::span<const T> x, std::span<T> y, std::span<T> dydx) const;

  /// One of its quantities' functions, such as quantity("backward").array, on arrays of n numbers.
  using inputs = std::array<const T*, calls::most_arrays>;
  using outputs = std::array<T*, calls::most_arrays>;
  void run(calls::function<T> how, std::size_t n, const inputs& in, const outputs& out) const {
    how(f, n, in.data(), out.data());
  }

 private:
  T of_one(calls::function<T> scalar, T x) const;

  calls::function<T> forward_ = nullptr, derivative_ = nullptr, derivative_from_output_ = nullptr,
                     forward_and_derivative_ = nullptr;
};

template <class T>
void PrintTo(const subject<T>& s, std::ostream* out);

/// For value-parameterised tests:
///
///     class accuracy : public testing::TestWithParam<subjects::any> {};
///     INSTANTIATE_TEST_SUITE_P(, accuracy, testing::ValuesIn(subjects::all()), subjects::by_name());
///     TEST_P(accuracy, forward) {
///       subjects::visit(GetParam(), []<class T>(const subjects::subject<T>& s) { ... });
///     }
using any = std::variant<subject<float>, subject<double>>;
using any_16 = std::variant<subject<xact::bfloat16>, subject<xact::float16>>;

/// Every activation of the functions that this program was linked with, in every build but that of
/// -ffast-math.
const std::vector<any>& all();
const std::vector<any_16>& all_16();
/// all() but for builds that repeat another one's bits.
const std::vector<any>& all_that_differ();
/// all() but for other parameters than the default, which the same loops compute.
const std::vector<any>& all_by_default();
/// All where the derivative is a function of the output.
const std::vector<any>& all_with_derivative_from_output();
/// As -ffast-math compiles them. Without it, the same is in all(), in the build of the same instruction set.
const std::vector<any>& with_fast_math();
/// That subject, in all(). Throws std::invalid_argument where there is none.
template <class T>
const subject<T>& without_fast_math(const subject<T>& s);

template <class... T, class Visit>
void visit(const std::variant<subject<T>...>& which, Visit visit) {
  std::visit(visit, which);
}

/// Names a test after its subject: "fast_gelu_float_avx512", "leaky_relu_sample2_double_sse2".
struct by_name {
  template <class Any>
  std::string operator()(const testing::TestParamInfo<Any>& info) const {
    return std::visit([](const auto& s) { return name_of(s); }, info.param);
  }
  template <class T>
  static std::string name_of(const subject<T>& s);
};

// ---- numbers

using formats::exactly, formats::ulp;
using formats::name_of_type, formats::bits_of, formats::to_bits, formats::from_bits, formats::identical;

/// How far a result with this promise may lie from the truth. Of 16 bits it is the promise of the float that
/// is rounded to them.
template <class T>
long double allowance(xact::error_bound bound, long double truth) {
  if constexpr (xact::bfloat16_or_float16<T>)
    return allowance<float>(bound, truth) + ulp<T>(truth) / 2;
  else
    return std::max(bound.ulp * ulp<T>(truth), static_cast<long double>(bound.absolute));
}

}  // namespace subjects
