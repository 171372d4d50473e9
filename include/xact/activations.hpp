// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

// Every function of scalars, without xsimd, and the registry: each activation is a line here, beside its
// #include. Tests, benchmarks and tables enumerate all_activations.

#include "xact/celu.hpp"
#include "xact/core/activation_list.hpp"
#include "xact/elu.hpp"
#include "xact/exp.hpp"
#include "xact/expm1.hpp"
#include "xact/gelu.hpp"
#include "xact/gelu_tanh.hpp"
#include "xact/hard_sigmoid.hpp"
#include "xact/hard_swish.hpp"
#include "xact/hard_tanh.hpp"
#include "xact/hardshrink.hpp"
#include "xact/leaky_relu.hpp"
#include "xact/log_sigmoid.hpp"
#include "xact/mish.hpp"
#include "xact/relu.hpp"
#include "xact/selu.hpp"
#include "xact/sigmoid.hpp"
#include "xact/silu.hpp"
#include "xact/softcap.hpp"
#include "xact/softplus.hpp"
#include "xact/softshrink.hpp"
#include "xact/softsign.hpp"
#include "xact/squared_relu.hpp"
#include "xact/swish.hpp"
#include "xact/tanh.hpp"
#include "xact/tanhshrink.hpp"
#include "xact/threshold.hpp"

namespace xact {

/// The registry.
using all_activations = registry<                                   //
    with_tiers<sigmoid_t>,                                          //
    with_tiers<tanh_t>,                                             //
    relu_t,                                                         //
    leaky_relu_t,                                                   //
    with_tiers<of_tier::gelu_t>,                                    //
    with_tiers<gelu_tanh_t>,                                        //
    with_tiers<silu_t, accuracy::accurate, accuracy::fast>,         //
    with_tiers<swish_t, accuracy::accurate, accuracy::fast>,        //
    with_tiers<softplus_t, accuracy::accurate, accuracy::fast>,     //
    with_tiers<log_sigmoid_t, accuracy::accurate, accuracy::fast>,  //
    with_tiers<mish_t, accuracy::accurate, accuracy::fast>,         //
    with_tiers<elu_t, accuracy::accurate, accuracy::fast>,
    with_tiers<selu_t, accuracy::accurate, accuracy::fast>,
    with_tiers<celu_t, accuracy::accurate, accuracy::fast>,
    with_tiers<exp_t, accuracy::accurate, accuracy::fast>,
    with_tiers<expm1_t, accuracy::accurate, accuracy::fast>,
    with_tiers<softcap_t, accuracy::accurate, accuracy::fast>,     //
    hard_sigmoid_t,                                                //
    hard_swish_t,                                                  //
    hard_tanh_t,                                                   //
    squared_relu_t,                                                //
    softsign_t,                                                    //
    with_tiers<tanhshrink_t, accuracy::accurate, accuracy::fast>,  //
    softshrink_t,                                                  //
    hardshrink_t,                                                  //
    threshold_t>;

}  // namespace xact

#include "xact/base/macros_back.hpp"
