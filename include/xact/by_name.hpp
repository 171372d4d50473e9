// SPDX-License-Identifier: MIT

#pragma once

#include "xact/base/macros_aside.hpp"

#include <initializer_list>
#include <span>
#include <string_view>

#include "xact/base/accuracy.hpp"
#include "xact/core/chosen.hpp"

// Activations that are chosen at run time, as whoever loads a model must: from a list, by name, parameters
// and tier. It includes no activation; the list says which there are.

namespace xact {

/// The activation of a list that has this name, as it stands in the registry without its tier, or
/// "quick_gelu" or "relu6", with the default parameters but for those that are named. The list may be xact's
/// own, all_activations; one that names only what the program's models have compiles in a fraction of the
/// time. Allocates nothing, throws nothing.
///
///     using mine = xact::activation_list<xact::relu_t, xact::leaky_relu_t, xact::silu_t<>>;
///     const auto f = xact::by_name<mine>("leaky_relu", {{"negative_slope", 0.2}});
///     if (!f) return complain(f.error, f.culprit);
///     f.visit([&](const auto& activation) { xact::forward(activation, x, y); });
template <class List>
chosen<List> by_name(std::string_view name, std::span<const named_value> parameters,
                     accuracy tier = accuracy::accurate) {
  return core::by_name(List{}, name, tier, parameters);
}
/// The same, with the parameters written in the call.
template <class List>
chosen<List> by_name(std::string_view name, std::initializer_list<named_value> parameters = {},
                     accuracy tier = accuracy::accurate) {
  return core::by_name(List{}, name, tier, std::span(parameters.begin(), parameters.size()));
}

}  // namespace xact

#include "xact/base/macros_back.hpp"
