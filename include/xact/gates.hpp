// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include "xact/clamped_swiglu.hpp"
#include "xact/core/gate.hpp"
#include "xact/gelu.hpp"
#include "xact/gelu_tanh.hpp"
#include "xact/relu.hpp"
#include "xact/sigmoid.hpp"
#include "xact/silu.hpp"
#include "xact/swish.hpp"
#include "xact/tanh.hpp"

// Gates, functions of two inputs: y = f(a) b, and others. Each is called with two numbers or batches,
// swiglu(a, b), has gradients(grad_output, a, b), and goes to forward_gated and backward_gated.

namespace xact {

/// Gated linear unit: y = a sigmoid(b), as torch.nn.functional.glu has it, where b is the second half.
/// Dauphin, Fan, Auli and Grangier, "Language modeling with gated convolutional networks", 2016.
template <accuracy A = accuracy::accurate>
using glu_t = gate<no_activation, sigmoid_t<A>>;

// Those of a feed-forward block, y = f(a) b. Shazeer, "GLU variants improve transformer", 2020. Where f acts
// on the second half (diffusers' GEGLU), it is gate<no_activation, gelu_t<>>.

/// y = relu(a) b.
using reglu_t = gate<relu_t>;
/// y = gelu(a) b.
template <accuracy A = accuracy::accurate>
using geglu_t = gate<gelu_t<approximate::none, A>>;
/// y = gelu_tanh(a) b.
template <accuracy A = accuracy::accurate>
using geglu_tanh_t = gate<gelu_t<approximate::tanh, A>>;
/// y = silu(a) b.
template <accuracy A = accuracy::accurate>
using swiglu_t = gate<silu_t<A>>;
/// y = swish(a) b; with beta = 1.702 GEGLU with quick_gelu: gate(swish_t<>{1.702}).
template <accuracy A = accuracy::accurate>
using swish_glu_t = gate<swish_t<A>>;

/// y = tanh(a) sigmoid(b): WaveNet's. Van den Oord et al., "WaveNet: a generative model for raw audio", 2016.
template <accuracy A = accuracy::accurate>
using wavenet_gate_t = gate<tanh_t<A>, sigmoid_t<A>>;

inline constexpr glu_t<> glu{};
inline constexpr reglu_t reglu{};
inline constexpr geglu_t<> geglu{};
inline constexpr geglu_tanh_t<> geglu_tanh{};
inline constexpr swish_glu_t<> geglu_quick{quick_gelu};
inline constexpr swiglu_t<> swiglu{};
inline constexpr wavenet_gate_t<> wavenet_gate{};

namespace fast {
inline constexpr glu_t<accuracy::fast> glu{};
inline constexpr reglu_t reglu{};
inline constexpr geglu_t<accuracy::fast> geglu{};
inline constexpr geglu_tanh_t<accuracy::fast> geglu_tanh{};
inline constexpr swish_glu_t<accuracy::fast> geglu_quick{quick_gelu};
inline constexpr swiglu_t<accuracy::fast> swiglu{};
inline constexpr wavenet_gate_t<accuracy::fast> wavenet_gate{};
}  // namespace fast

}  // namespace xact

#include "xact/base/macros_back.hpp"
