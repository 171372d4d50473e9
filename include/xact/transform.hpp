// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include "xact/array/native_loop.hpp"
#include "xact/array/transform.hpp"

// Your own formula over arrays, in one pass.

namespace xact {

/// transform(f, x..., y): y[i] = f(x[i]...), of one to four inputs:
///
///     xact::transform([](auto a, auto b) { return xact::gelu(a + b); }, x, bias, y);
///     xact::transform([](auto a, auto b) { return std::tuple(xact::relu(a), a * b); }, x, dy,
///                     xact::outputs(y, product));
///
/// The arrays are those of xact::forward: one type (float may stand beside 16 bits, which are computed in
/// float and rounded once), any length, in place or apart. With pointers, the length comes last:
/// transform(f, x, y, n).
///
/// f is a function object that may be called as const, and does not throw. It is called with values of one
/// type: an xsimd::batch, several of them side by side (xact::simd::unrolled), and, where there are no
/// registers, a number; that is what [](auto a) takes. On them are defined + - * / with each other and with
/// numbers, every activation, and xact::ops<V>: max, min, abs, fma, sqrt, select_less. Where f needs xsimd's
/// own functions, let it take batches alone, as `[]<class A>(xsimd::batch<float, A> x)` does; where it takes
/// numbers alone, it is called with each. The last elements come as a batch that is filled up with 0.
///
/// A result has the same bits wherever its element stands, if each operation in f works on each element
/// alone, as all of the above do, and if the compiler contracts no product of f's with a sum: write
/// ops<V>::fma where you want that, and ops<V>::fence around a product where you do not.
///
/// The quotient a / b of registers is xsimd's, which on NEON is an ULP off now and then in float;
/// ops<V>::divide(a, b) is correctly rounded everywhere.
///
/// Four batches go side by side; f may say another number, as functors do: unroll<T> (simd::unrolling).
inline constexpr array::transform_function<array::native_loop> transform{};

}  // namespace xact

#include "xact/base/macros_back.hpp"
