#pragma once

#include <algorithm>
#include <array>
#include <iterator>
#include <list>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "bounded.hpp"
#include "facts.hpp"
#include "real.hpp"
#include "row.hpp"
#include "xact/core/activation_list.hpp"

// Makes facts, which are values, of the rows of one function: for oracle.cpp.in.

namespace oracle {

namespace detail {

/// A formula of a row: apply(row, x) evaluates it in any arithmetic.
template <class Row, class Apply>
formula formula_of(const Row& row, Apply) {
  return {&row,
          [](const void* r, long double x) -> long double { return Apply()(*static_cast<const Row*>(r), x); },
          [](const void* r, long double x) -> estimate {
            const bounded y = Apply()(*static_cast<const Row*>(r), bounded(x));
            return {y.value, y.error};
          },
          [](const void* r, long double x) -> long double {
            return static_cast<long double>(Apply()(*static_cast<const Row*>(r), real(x)));
          }};
}

/// Sets fact to the member of that name, where Row has one.
#define XACT_TESTS_TAKE(fact) \
  if constexpr (requires { row.fact; }) found.fact = row.fact

template <class F, class T>
facts<T> facts_of(const F& f, std::string_view function) {
  using Row = row<F, T>;
  static std::list<Row> rows;  // for the whole program, as the facts of a function are
  const Row& row = rows.emplace_back(row_of<T>(f));
  facts<T> found;
  found.forward = formula_of(row, [](const Row& r, auto x) { return r.forward(x); });
  found.derivative = formula_of(row, [](const Row& r, auto x) { return r.derivative(x); });

  constexpr bool has_output_form = requires { row.derivative_from_output(1.0L); };
  static_assert(has_output_form == xact::differentiable_from_output<F, T> || !xact::exists_for<F, T>,
                "xact tests: an activation and its row in tests/oracle/ disagree on derivative_from_output");
  if constexpr (has_output_form) {
    bool tells = true;
    if constexpr (requires { row.has_output_form; }) tells = row.has_output_form;
    if (tells)
      found.derivative_from_output =
          formula_of(row, [](const Row& r, auto y) { return r.derivative_from_output(y); });
  }

  found.forward_values = row.forward_values;
  found.derivative_values = row.derivative_values;
  found.forward_range = row.forward_range;
  found.derivative_range = row.derivative_range;
  XACT_TESTS_TAKE(is_odd);
  XACT_TESTS_TAKE(derivative_is_even);
  XACT_TESTS_TAKE(never_falls);
  XACT_TESTS_TAKE(steepest_at_zero);
  XACT_TESTS_TAKE(keeps_payload);
  XACT_TESTS_TAKE(computes_both_sides);
  XACT_TESTS_TAKE(flags_by_result_alone);
  XACT_TESTS_TAKE(flags_close_to_0);
  XACT_TESTS_TAKE(reaches_limits);
  XACT_TESTS_TAKE(largest_third_derivative);
  if constexpr (requires { Row::known; }) found.known = {std::data(Row::known), std::size(Row::known)};
  if constexpr (requires { row.relative_derivative; })
    if (F::name.starts_with("fast::")) found.relative_derivative = row.relative_derivative;
  if constexpr (requires { Row::mirror(1.0L, 1.0L); }) found.mirror = Row::mirror;
  if constexpr (requires { Row::mirror_derivative(1.0L); }) found.mirror_derivative = Row::mirror_derivative;

  found.truth = function;
  if constexpr (!std::is_empty_v<F>) found.truth.append(reinterpret_cast<const char*>(&f), sizeof f);
  return found;
}

#undef XACT_TESTS_TAKE

template <class F>
void add(function& to) {
  const std::string_view tier = F::name.starts_with("fast::")    ? "fast"
                                : F::name.starts_with("exact::") ? "exact"
                                                                 : "accurate";
  std::size_t sample = 0;
  for (const F& f : samples_of<F>())
    to.activations.push_back({F::name, to.name, tier, sample++, xact::exists_for<F, double>,
                              xact::exists_for<F, xact::bfloat16>, facts_of<F, float>(f, to.name),
                              facts_of<F, double>(f, to.name), promises<F, float>(), promises<F, double>(),
                              promises<F, xact::bfloat16>(), promises<F, xact::float16>()});
  const auto add_branch_points = [&]<class Row>(std::type_identity<Row>) {
    if constexpr (requires { Row::branch_points; })
      for (const double x : Row::branch_points)
        if (std::ranges::find(to.branch_points, x) == to.branch_points.end()) to.branch_points.push_back(x);
  };
  add_branch_points(std::type_identity<row<F, float>>{});
  add_branch_points(std::type_identity<row<F, double>>{});
}

}  // namespace detail

/// Of the activations of one line of the registry.
template <class... F>
function function_of(xact::activation_list<F...>, std::string_view name, int place) {
  function found{name, place, {}, {}};
  const auto add = [&]<class G>(std::type_identity<G>) {
    if constexpr (!requires { row<G, float>::is_missing; }) detail::add<G>(found);
  };
  (add(std::type_identity<F>{}), ...);
  return found;
}

}  // namespace oracle
