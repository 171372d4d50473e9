// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "xact/base/accuracy.hpp"
#include "xact/core/concepts.hpp"
#include "xact/simd/this_file.hpp"

// Lists of activations: the registry in activations.hpp, and what xact_add_dispatch is told to compile.

namespace xact {

/// The types of some activations.
template <class... Activations>
struct activation_list {
  /// How many there are.
  static constexpr std::size_t size = sizeof...(Activations);

  /// Calls visit(f) with an instance of each activation, that with the default parameters.
  template <class Visit, class = simd::this_file>
  static constexpr void for_each(Visit&& visit) {
    (visit(Activations{}), ...);
  }

  /// The same with each that is defined on numbers of type T.
  template <class T, class Visit, class = simd::this_file>
  static constexpr void for_each_on(Visit&& visit) {
    for_each([&]<class F>(F f) {
      if constexpr (exists_for<F, T>) visit(f);
    });
  }

  /// Calls visit(f, i) with every sample of each activation, of which samples() tells; i counts them.
  template <class Visit, class = simd::this_file>
  static constexpr void for_each_sample(Visit&& visit) {
    for_each([&]<class F>(F f) {
      if constexpr (requires { F::samples(); }) {
        std::size_t i = 0;
        for (const F& sample : F::samples()) visit(sample, i++);
      } else {
        visit(f, std::size_t{0});
      }
    });
  }
};

/// A line of the registry: F<accuracy> in each of these tiers, or in all of them where none is named.
template <template <accuracy> class F, accuracy... tiers>
struct with_tiers {
  /// Whether F is there in this tier.
  template <accuracy tier>
  static constexpr bool has = sizeof...(tiers) == 0 || ((tier == tiers) || ...);
  /// F in this tier.
  template <accuracy tier>
  using activation = F<tier>;
};

namespace core {

template <class... F, class... G>
activation_list<F..., G...> operator+(activation_list<F...>, activation_list<G...>);

/// What a line of the registry has in a tier. An activation without tiers counts as accurate.
template <accuracy tier, class Line>
constexpr auto in_tier() {
  if constexpr (requires { Line::template has<tier>; }) {
    if constexpr (Line::template has<tier>)
      return activation_list<typename Line::template activation<tier>>{};
    else
      return activation_list<>{};
  } else if constexpr (tier == accuracy::accurate) {
    return activation_list<Line>{};
  } else {
    return activation_list<>{};
  }
}

template <accuracy tier, class... Lines>
using all_in_tier = decltype((activation_list<>{} + ... + in_tier<tier, Lines>()));

}  // namespace core

/// The activations of some lines, by tier: the accurate ones, then the fast ones, then the exact ones.
template <class... Lines>
using registry = decltype(core::operator+(core::operator+(core::all_in_tier<accuracy::accurate, Lines...>{},
                                                          core::all_in_tier<accuracy::fast, Lines...>{}),
                                          core::all_in_tier<accuracy::exact, Lines...>{}));

}  // namespace xact
