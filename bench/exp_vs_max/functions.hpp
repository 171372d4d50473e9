#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "xact/activations.hpp"

// Which functions are measured, by their names in the registry.

namespace bench {

/// What the table and the picture show unless more is asked for: what people choose between. The program
/// exp_vs_max has no other loops; exp_vs_max_all has all of the registry, for which the compiler takes
/// several times as long.
inline constexpr std::string_view shown_by_default[] = {
    "relu",      "leaky_relu",    "sigmoid",    "tanh",       "gelu",
    "gelu_tanh", "fast::sigmoid", "fast::tanh", "fast::gelu", "fast::gelu_tanh"};

inline constexpr bool has_whole_registry = XACT_BENCH_ALL;

constexpr bool is_shown_by_default(std::string_view name) {
  return std::ranges::find(shown_by_default, name) != std::end(shown_by_default);
}

constexpr bool is_registered(std::string_view name) {
  bool found = false;
  xact::all_activations::for_each([&]<class F>(F) { found = found || F::name == name; });
  return found;
}
static_assert(std::ranges::all_of(shown_by_default, is_registered),
              "bench: shown_by_default names a function that is not in the registry");

constexpr bool is_compiled(std::string_view name) { return has_whole_registry || is_shown_by_default(name); }

/// "gelu" of "fast::gelu".
constexpr std::string_view without_tier(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

inline std::vector<std::string> names_of_registry() {
  std::vector<std::string> names;
  xact::all_activations::for_each([&]<class F>(F) { names.emplace_back(F::name); });
  return names;
}

}  // namespace bench
