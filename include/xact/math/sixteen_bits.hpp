#pragma once

#include <concepts>
#include <cstddef>

#include "xact/core/config.hpp"
#include "xact/math/polynomial.hpp"
#include "xact/simd/half.hpp"
#include "xact/simd/ops.hpp"

// Kernels for inputs of 16 bits alone, which give floats that round to the right number of 16 bits, for each
// of the 65,536. Coefficients from tests/sollya/sixteen_bits.py, by linear programs: a polynomial need not be
// close to the function, but within the interval that rounds to the right number, at the few inputs that it
// serves. That leaves room for the rounding of all operations too, with FMA and without. Lim and Nagarakatte,
// "High performance correctly rounded math libraries for 32-bit floating point representations", PLDI 2021.

namespace xact::math {

namespace detail {

/// Polynomials in a, in the intervals of table_index(scale a + offset), for a up to `last`.
template <std::size_t n>
struct octave_table {
  float scale, offset, last;
  coefficient_table<float, n> c;
};

// 2^f, |f| <= 1/2.
XACT_TABLE coefficients<float, 4> exp2_bfloat16{0x1.fffb84p-1f, 0x1.62d8dcp-1f, 0x1.ef70cap-3f,
                                                0x1.c78bf4p-5f};
XACT_TABLE octave_table<4> tanh_bfloat16{
    0x1p2f,
    0x1p0f,
    0x1.cp1f,
    {{{-0x1.4208c6p-11f, -0x1.146066p-4f, -0x1.660b3ap-4f, -0x1.c9b204p-3f, 0x1.4c3eb6p-2f, -0x1.c40194p-1f,
       0.f, 0x1.7b1beap-9f},
      {0x1.0351eep0f, 0x1.5d76c6p0f, 0x1.63a9c6p0f, 0x1.a92202p0f, 0x1.5cdd0ep-1f, 0x1.c5df8cp0f,
       0x1.007f68p0f, 0x1.eb0caap-1f},
      {-0x1.1d04e2p-4f, -0x1.63b464p-1f, -0x1.4d8758p-1f, -0x1.a87c5p-1f, -0x1.e648bap-3f, -0x1.1dff2p-1f,
       -0x1.751272p-6f, 0x1.8004bp-3f},
      {-0x1.af8344p-3f, 0x1.5130fap-3f, 0x1.c7041ap-4f, 0x1.31299p-3f, 0x1.d02552p-6f, 0x1.e14f6ep-5f,
       -0x1.48619ap-2f, -0x1.3664ap-1f}}}};
XACT_TABLE octave_table<5> tanh_float16{
    0x1.2cp1f,
    0x1.8p-1f,
    0x1.24p2f,
    {{{-0x1.054c36p-7f, -0x1.0fed0ep-3f, -0x1.0d6198p-3f, 0x1.16b67p-2f, 0x1.722952p-1f, 0.f, 0x1.072822p-14f,
       -0x1.cd676cp-11f},
      {0x1.0c9c3ep0f, 0x1.8a667ap0f, 0x1.8ac602p0f, 0x1.a7c86ap-1f, 0x1.fcaea2p-3f, 0x1.00000ep0f,
       0x1.ff3beap-1f, 0x1.01889p0f},
      {-0x1.a479acp-4f, -0x1.ae831cp-1f, -0x1.b00b5ap-1f, -0x1.76702ep-2f, -0x1.5bdf4ap-4f, -0x1.71c67p-14f,
       0x1.c3b596p-7f, -0x1.8be89ap-8f},
      {-0x1.23ff0cp-2f, 0x1.bc7daap-3f, 0x1.bd3454p-3f, 0x1.2e92fcp-4f, 0x1.aca392p-7f, -0x1.536752p-2f,
       -0x1.94eebp-2f, -0x1.82eb46p-2f},
      {0x1.bb0956p-4f, -0x1.6fce3p-6f, -0x1.68cc2ep-6f, -0x1.773afep-8f, -0x1.90539ep-11f, -0x1.c5de7ep-14f,
       0x1.1efcep-3f, 0x1.1e93acp-3f}}}};
// log2 T(a), as far as that power of 2 rounds right.
XACT_TABLE octave_table<4> log2_sigmoid_bfloat16{
    0x1p0f,
    0x1p0f,
    0x1.ap6f,
    {{{-0x1.00ae5ep0f, -0x1.e31114p-1f, -0x1.4273c8p-1f, -0x1.197652p-2f, -0x1.83acep-5f, 0x1.5c0ba2p-14f,
       -0x1.fff798p-1f, -0x1.043e32p0f},
      {-0x1.6924aep-1f, -0x1.989a7ep-1f, -0x1.17aee6p0f, -0x1.52b9e4p0f, -0x1.6e4dbcp0f, -0x1.715514p0f,
       -0x1.715f1p-1f, -0x1.4e989cp-1f},
      {-0x1.ad5f78p-3f, -0x1.49d256p-3f, -0x1.1809dp-4f, -0x1.2383bcp-6f, -0x1.ba7688p-11f, 0x1.3abfc2p-22f,
       -0x1.74c242p-3f, -0x1.17cb2cp-2f},
      {0x1.792572p-6f, 0x1.d77254p-7f, 0x1.2fd23ep-8f, 0x1.d85b98p-11f, 0x1.b7cefap-17f, -0x1.672ceap-29f,
       0x1.3be58ap-8f, 0x1.8de87p-5f}}}};
XACT_TABLE octave_table<4> log2_normal_bfloat16{
    0x1.18p0f,
    0x1p0f,
    0x1.b4p3f,
    {{{-0x1.feaf7ap-1f, -0x1.88e35cp-1f, -0x1.319bd2p0f, -0x1.b63b82p0f, -0x1.df4772p0f, -0x1.06c052p2f,
       -0x1.fffcap-1f, -0x1.05e4a8p0f},
      {-0x1.25190cp0f, -0x1.6fe96cp0f, -0x1.c0e9a2p-1f, -0x1.17e24ap-1f, -0x1.f8d10cp-2f, 0x1.d77ccep-4f,
       -0x1.264796p0f, -0x1.0c2f2ep0f},
      {-0x1.efe29cp-2f, -0x1.7a24ccp-2f, -0x1.3b8768p-1f, -0x1.60029ep-1f, -0x1.626c74p-1f, -0x1.7ebcfcp-1f,
       -0x1.ec1396p-2f, -0x1.3a1c5cp-1f},
      {-0x1.e2ec5ep-6f, -0x1.5bc2acp-5f, -0x1.8a6fbp-8f, -0x1.a78212p-11f, -0x1.943cfcp-11f, 0x1.dd5ebcp-11f,
       -0x1.2c4cf2p-8f, 0x1.d8a95ap-6f}}}};
XACT_TABLE octave_table<4> log2_gate_bfloat16{
    0x1.4p0f,
    0x1p0f,
    0x1.5p3f,
    {{{-0x1.016bb4p0f, -0x1.0e6cep-1f, -0x1.1ab35p-2f, -0x1.63e032p-2f, 0x1.0238c4p-5f, -0x1.4607ecp4f,
       -0x1.fffcap-1f, -0x1.fe78c6p-1f},
      {-0x1.21e602p0f, -0x1.e6152ap0f, -0x1.091ae8p1f, -0x1.0ac2d6p1f, -0x1.284668p1f, 0x1.0be05cp2f,
       -0x1.263a3p0f, -0x1.29a16ep0f},
      {-0x1.f266c4p-2f, -0x1.30cf0cp-4f, -0x1.09cbfap-4f, -0x1.72c0cep-5f, 0x1.a5ce4ap-10f, -0x1.6027c4p-1f,
       -0x1.f6383ap-2f, -0x1.cb1f06p-2f},
      {-0x1.eccc38p-6f, -0x1.acac1p-4f, -0x1.8c9f7cp-4f, -0x1.98f08p-4f, -0x1.a5eefap-4f, -0x1.4235acp-4f,
       0x1.f6b21ep-6f, -0x1.80d86ep-5f}}}};

/// The polynomial of the interval that holds `a`; if `limited`, beyond the eighth interval that of the
/// eighth, where `offset` is 1.
template <class V, std::size_t n>
XACT_INLINE constexpr V evaluate(const octave_table<n>& table, V a, bool limited = false) {
  using o = ops<V>;
  V where = o::mul_add(a, V(table.scale), V(table.offset));
  if (limited) where = o::min(V(15.5f), where);
  return horner<0>(a, table.c.rows(o::table_index(where)));
}

/// The function with the sign of x that the table has for x >= 0.
template <class V, std::size_t n>
XACT_INLINE constexpr V odd(V x, const octave_table<n>& table) {
  using o = ops<V>;
  return o::or_sign(evaluate(table, o::min(V(table.last), o::abs(x))), x);
}

/// a 2^(t + 24), -150 < t <= 0.
template <class V>
XACT_INLINE constexpr V exp2_up_24(V a, V t) {
  constexpr float to_integer = 0x1.8p23f;
  V biased(to_integer + 24 + ops<V>::format::exponent_bias);
  V m = t + biased;
  return horner<0>(t - (m - biased), exp2_bfloat16) * (a * ops<V>::to_exponent(m));
}

/// max(x, 0) - |x| T(|x|), from the table of log2 T.
template <class V>
XACT_INLINE constexpr V gated_bfloat16(V x, const octave_table<4>& log2_of_tail) {
  using o = ops<V>;
  V a = o::min(V(log2_of_tail.last), o::abs(x));
  V tail = exp2_up_24(a, evaluate(log2_of_tail, a));
  return o::nmul_add(tail, V(0x1p-24f), o::max(V(-0.0f), x));
}

}  // namespace detail

/// tanh(x).
template <class Format, class V>
XACT_INLINE constexpr V tanh_16(V x) {
  if constexpr (std::same_as<Format, simd::bfloat16_format>)
    return detail::odd(x, detail::tanh_bfloat16);
  else
    return detail::odd(x, detail::tanh_float16);
}

/// sigmoid(x): its tail T(|x|), or 1 minus that.
template <class V>
XACT_INLINE constexpr V sigmoid_bfloat16(V x) {
  using o = ops<V>;
  V a = o::min(V(detail::log2_sigmoid_bfloat16.last), o::abs(x));
  V tail = detail::exp2_up_24(V(1.0f), detail::evaluate(detail::log2_sigmoid_bfloat16, a, true));
  return o::nmul_add(tail, o::xor_sign(V(0x1p-24f), x), o::select_negative(x, V(0.0f), V(1.0f)));
}

/// x Phi(x).
template <class V>
XACT_INLINE constexpr V gelu_bfloat16(V x) {
  return detail::gated_bfloat16(x, detail::log2_normal_bfloat16);
}

/// x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)).
template <class V>
XACT_INLINE constexpr V gelu_tanh_bfloat16(V x) {
  return detail::gated_bfloat16(x, detail::log2_gate_bfloat16);
}

}  // namespace xact::math
