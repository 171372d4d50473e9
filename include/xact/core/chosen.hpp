// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "xact/base/accuracy.hpp"
#include "xact/core/activation_list.hpp"
#include "xact/core/approximate.hpp"

// Activations that are chosen at run time: what by_name.hpp is made of.

namespace xact {

/// A value for a parameter: {"negative_slope", 0.2}.
struct named_value {
  std::string_view name;  ///< of the parameter
  double value;           ///< for it
};

/// Why by_name gives no activation.
enum class by_name_error {
  none,
  unknown_activation,  ///< the list has none of this name in this tier
  unknown_parameter,   ///< the activation has no parameter of this name
  invalid_value        ///< it has, but does not accept the value, or not together with the others
};

/// What by_name gives: an activation of the list, or what is wrong.
template <class List>
struct chosen;
/// The same, of these activations.
template <class... Activations>
struct chosen<activation_list<Activations...>> {
  std::optional<std::variant<Activations...>> activation;  ///< empty where something is wrong
  by_name_error error = by_name_error::none;               ///< what is wrong
  std::string_view culprit;  ///< the name that is unknown, or of the parameter whose value is invalid

  /// Whether there is an activation.
  explicit operator bool() const noexcept { return activation.has_value(); }

  /// visit(f) with the activation, which there must be. Every call of this in a program compiles visit for
  /// each activation of the list: a program that has one such call has one loop of each.
  template <class Visit>
  decltype(auto) visit(Visit&& visit_one) const {
    return std::visit(std::forward<Visit>(visit_one), *activation);
  }
};

namespace core {

/// A name that stands for an activation with parameters of its own.
struct preset {
  std::string_view name, activation;
  std::array<double, 2> values;
};
inline constexpr preset presets[] = {{"quick_gelu", "swish", {1.702, 0}}, {"relu6", "hard_tanh", {0, 6}}};

/// "gelu" of "fast::gelu".
constexpr std::string_view without_tier(std::string_view name) {
  const auto colons = name.rfind("::");
  return colons == name.npos ? name : name.substr(colons + 2);
}

/// Whether F is of a tier, and of this one. What has no tiers is in each.
template <class F>
constexpr bool is_in_tier(F, accuracy) {
  return true;
}
template <template <accuracy> class F, accuracy A>
constexpr bool is_in_tier(F<A>, accuracy tier) {
  return tier == A;
}
template <template <approximate, accuracy> class F, approximate form, accuracy A>
constexpr bool is_in_tier(F<form, A>, accuracy tier) {
  return tier == A;
}

/// F has parameters, and is constructed of values for them.
template <class F>
concept has_parameters = requires {
  F::parameters;
}
&&[]<std::size_t... i>(std::index_sequence<i...>) {
  return std::is_constructible_v<F, decltype((static_cast<void>(i), 0.0))...>;
}
(std::make_index_sequence<F::parameters.size()>());

/// Sets chosen to F with these parameters, of which those that are not named keep their values in `values`.
template <class F, class Chosen>
void construct(Chosen& to, std::span<const double> preset_values, std::span<const named_value> named) {
  const auto fail = [&](by_name_error error, std::string_view culprit) {
    to.error = error;
    to.culprit = culprit;
  };
  if constexpr (has_parameters<F>) {
    constexpr std::size_t n = F::parameters.size();
    std::array<double, n> values{};
    for (std::size_t i = 0; i < n; ++i)
      values[i] = preset_values.empty() ? F{}.*F::parameters[i].member : preset_values[i];
    for (const auto& [name, value] : named) {
      std::size_t i = 0;
      while (i < n && F::parameters[i].name != name) ++i;
      if (i == n) return fail(by_name_error::unknown_parameter, name);
      values[i] = value;
    }
    const auto construct_from = [&]<std::size_t... i>(std::index_sequence<i...>) {
      if (!F::accepts(values[i]...))
        fail(by_name_error::invalid_value, named.empty() ? F::parameters[0].name : named.back().name);
      else
        to.activation.emplace(std::in_place_type<F>, values[i]...);
    };
    construct_from(std::make_index_sequence<n>());
  } else if (!named.empty()) {
    fail(by_name_error::unknown_parameter, named.front().name);
  } else {
    to.activation.emplace(std::in_place_type<F>);
  }
}

template <class... F>
chosen<activation_list<F...>> by_name(activation_list<F...>, std::string_view name, accuracy tier,
                                      std::span<const named_value> parameters) {
  chosen<activation_list<F...>> result;
  std::string_view wanted = name;
  std::span<const double> values;
  for (const preset& p : presets)
    if (p.name == name) wanted = p.activation, values = p.values;
  const auto try_one = [&]<class G>(std::type_identity<G>) {
    if (without_tier(G::name) != wanted || !is_in_tier(G{}, tier)) return false;
    construct<G>(result, values, parameters);
    return true;
  };
  if (!(try_one(std::type_identity<F>()) || ...)) {
    result.error = by_name_error::unknown_activation;
    result.culprit = name;
  }
  return result;
}

}  // namespace core

}  // namespace xact
