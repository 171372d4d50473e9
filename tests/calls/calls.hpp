#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "xact/core/float16.hpp"

// The functions of an activation as pointers. A call inlines its kernel; through these the tests compile each
// kernel once for each build (calls.cpp.in), and every property once for all of them.

namespace calls {

/// How a build was compiled: for which instruction set, and what depends on that.
struct build {
  std::string_view name;             ///< "sse2", "avx2", "avx512", "native", or "fast_math"
  std::string_view instruction_set;  ///< xact's name of it, for messages
  bool has_fma, fast_math;
  bool in_full;  ///< false if only arrays were compiled, whose results are those of another build: extent.hpp
  std::size_t float_width, double_width;  ///< numbers in a register of the array functions

  /// Numbers of type T that an array function takes at once; 16 bits go through it as floats.
  template <class T>
  std::size_t width() const {
    return sizeof(T) == 8 ? double_width : float_width;
  }
};

/// in[k] and out[k] are arrays of n numbers; f is the activation, an object of the type that was compiled.
template <class T>
using function = void (*)(const void* f, std::size_t n, const T* const* in, T* const* out);

/// The most inputs and outputs that a quantity has.
inline constexpr std::size_t most_arrays = 3;

/// A quantity on registers of one size.
template <class T>
struct batch {
  std::size_t width;  ///< numbers in a register
  function<T> run;    ///< n is a multiple of width
};

/// One quantity of one activation on numbers of type T: core/quantity.hpp lists them. Those that the
/// activation does not have are left out.
template <class T>
struct quantity {
  std::string_view name;  ///< "forward", "derivative", "derivative_from_output", "backward", ...
  std::size_t inputs, outputs;
  bool from_output;  ///< its last input is y = f(x), else it is x

  /// On each number in turn. Of 16 bits, a quantity of one input is the functor's; one that multiplies with a
  /// gradient is computed in floats and rounded.
  function<T> scalar;
  function<T> array;                  ///< the array function; null where there is none
  std::span<const batch<T>> batches;  ///< of every size that the build has registers for; none of 16 bits,
                                      ///< and none where the activation's functor has no such member
};

/// One quantity as the compiler computed it: calls/constants.hpp.
template <class T>
struct constant {
  std::string_view quantity;
  std::span<const T> x;  ///< y, of a quantity that is from the output; gradients are 1
  std::array<std::span<const T>, most_arrays> out;
};

/// All of one activation on numbers of type T, in one build.
template <class T>
struct activation {
  std::string_view name;  ///< "gelu", "fast::gelu"
  std::size_t sample;     ///< which of its samples f is; the first, 0, is the default
  const void* f;
  std::span<const quantity<T>> quantities;
  std::span<const constant<T>> constants;  ///< of the default, on float and double; else none
};

/// All activations of one function, in one build: what calls.cpp.in defines, once for each function and
/// build. The default of each comes before its other samples.
struct family {
  calls::build build;
  std::span<const activation<float>> on_float;
  std::span<const activation<double>> on_double;
  std::span<const activation<xact::bfloat16>> on_bfloat16;
  std::span<const activation<xact::float16>> on_float16;

  template <class T>
  auto on() const {
    if constexpr (std::is_same_v<T, float>)
      return on_float;
    else if constexpr (std::is_same_v<T, double>)
      return on_double;
    else if constexpr (std::is_same_v<T, xact::bfloat16>)
      return on_bfloat16;
    else
      return on_float16;
  }
};

}  // namespace calls
