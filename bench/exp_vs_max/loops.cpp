// The loops of one operation over one type: the build compiles this file for each pair that a program has.

#include "loops.hpp"

#include "bench/workload.hpp"
#include "functions.hpp"

namespace bench {

namespace {

/// Functions made of max are pieces of polynomials, here of degree 2 at most; those with exp are not.
template <class F>
constexpr bool is_max_based = [] {
  constexpr auto is_straight = [](float h) {
    const float bend = F{}.derivative(h) - 2 * F{}.derivative(2 * h) + F{}.derivative(3 * h);
    return -1e-5f < bend && bend < 1e-5f;
  };
  return is_straight(0.125f) && is_straight(-0.125f);
}();

/// A plain loop that says what it is made of.
template <class F>
constexpr std::string_view calls_of = "";
template <class F>
  requires requires { formula<F>::calls; }
constexpr std::string_view calls_of<F> = formula<F>::calls;

}  // namespace

template <class T, class Operation>
table make_table(const std::shared_ptr<arrays_at_levels<T>>& at) {
  const registers widest = {xsimd::default_arch::name(), xsimd::batch<T>::size};
  table made{Operation::name, widest, {}};
  const auto add = [&](row one, repeated_pass<T> passes) {
    one.run = [=](std::size_t level, std::size_t times) { passes((*at)[level], times); };
    made.rows.push_back(std::move(one));
  };
  const auto for_each_compiled = [](auto visit) {
    xact::all_activations::for_each_on<T>([&]<class F>(F f) {
      if constexpr (is_compiled(F::name)) visit(f);
    });
  };
  add({floor_group, "memcpy"}, by_memory<T, Operation>);
  for (const bool max_based : {true, false})
    for_each_compiled([&]<class F>(F) {
      if (is_max_based<F> == max_based)
        add({max_based ? max_group : exp_group, F::name}, by_library<T, Operation, F>);
    });
  for_each_compiled([&]<class F>(F) {
    if constexpr (has_formula<F> && F::name == without_tier(F::name))
      add({std_group, F::name, calls_of<F>}, by_formula<T, Operation, F, T>);
  });
  return made;
}

template table make_table<XACT_BENCH_TYPE, XACT_BENCH_OPERATION>(
    const std::shared_ptr<arrays_at_levels<XACT_BENCH_TYPE>>&);

}  // namespace bench
