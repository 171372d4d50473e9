// What activations with exp (sigmoid, tanh, GELU) cost against those with max (ReLU, leaky ReLU), as a table,
// a picture, and a few sentences.

#include <cmath>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "bench/caches.hpp"
#include "bench/support/gnuplot.hpp"
#include "functions.hpp"
#include "json.hpp"
#include "loops.hpp"
#include "measure.hpp"
#include "options.hpp"
#include "picture.hpp"
#include "report.hpp"
#include "table.hpp"

namespace {

using namespace bench;

/// Leaves the rows that were asked for, and of the plain loops those of the same functions.
void choose(table& t, const options& chosen, std::string_view type) {
  const auto is_chosen = [&](const row& one) {
    return one.group == floor_group || std::ranges::any_of(chosen.functions, [&](const std::string& name) {
             return one.function == (one.group == std_group ? without_tier(name) : std::string_view(name));
           });
  };
  std::erase_if(t.rows, [&](const row& one) { return !is_chosen(one); });
  for (row& one : t.rows) one.in_sentences = !chosen.all || is_shown_by_default(one.function);
  if (chosen.all) return;
  for (const std::string& name : chosen.functions)
    if (t.find(max_group, name) == nullptr && t.find(exp_group, name) == nullptr)
      throw std::invalid_argument(name + " is not defined on " + std::string(type));
}

template <class T>
report make_report(std::string_view type, const options& chosen) {
  const cache_sizes caches = found_caches();
  const auto levels = memory_levels(caches);
  const auto [l1, l2, memory] = levels;
  const auto at = std::make_shared<arrays_at_levels<T>>(arrays_at_levels<T>{
      make_arrays<T>(l1, normal), make_arrays<T>(l2, normal), make_arrays<T>(memory, normal)});
  report made{type, sizeof(T), caches, levels, {make_table<T, forward>(at), make_table<T, derivative>(at)}};
  for (table& t : made.tables) choose(t, chosen, type);
  return made;
}

report make_report(const options& chosen) {
#if XACT_BENCH_ALL
  if (chosen.use_double) return make_report<double>("double", chosen);
#endif
  return make_report<float>("float", chosen);
}

void run(const options& chosen) {
  std::filesystem::create_directories(chosen.output);
  std::ofstream json;
  if (!chosen.json.empty()) json = support::create(chosen.json);
  report r = make_report(chosen);

  constexpr double seconds_a_loop = 0.6;
  const std::size_t loops = r.tables.front().rows.size();
  const double seconds = chosen.quick ? 0 : seconds_a_loop * static_cast<double>(2 * loops);
  std::cerr << "exp_vs_max: measuring " << loops << " loops, forward and derivative, in L1, L2 and memory: "
            << (chosen.quick ? "a few seconds" : "about " + std::to_string(std::lround(seconds)) + " s")
            << std::endl;
  measure(r, seconds);
  print(std::cout, r);
  if (json.is_open()) write_json(json, r);
  draw(r, chosen.output);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const options chosen = parse({argv + 1, argv + argc});
    if (chosen.help)
      std::cout << usage;
    else
      run(chosen);
  } catch (const std::invalid_argument& error) {
    std::cerr << "exp_vs_max: " << error.what() << '\n' << usage;
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "exp_vs_max: " << error.what() << '\n';
    return 1;
  }
}
