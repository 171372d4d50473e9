#pragma once

#include <iomanip>
#include <ostream>
#include <string>

#include "report.hpp"
#include "sentences.hpp"
#include "text.hpp"

// What is printed.

namespace bench {

/// "avx512bw, 16 floats a register"
inline std::string registers_text(const report& r) {
  const registers& used = r.tables.front().compiled_for;
  return std::string(used.instruction_set) + ", " + std::to_string(used.width) + ' ' + std::string(r.type) +
         "s a register";
}

/// "L1 32 KiB, L2 1 MiB", or nothing where no size is known.
inline std::string caches_text(const report& r) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < r.caches.size(); ++i)
    if (r.caches[i] != 0) known.push_back("L" + std::to_string(i + 1) + ' ' + human(r.caches[i]));
  return list_of(known, ", ");
}

inline void print_heading(std::ostream& out, const report& r) {
  const std::string caches = caches_text(r);
  std::vector<std::string> arrays;
  for (const memory_level& level : r.levels)
    arrays.push_back(std::string(level.name) + ": 2 of " + human(level.array_bytes));
  out << "What activations with exp cost against those with max: " << r.type << ", one thread\n"
      << "Registers   " << registers_text(r) << '\n'
      << "Caches      " << (caches.empty() ? "sizes not reported" : caches) << '\n'
      << "Arrays      " << list_of(arrays, ", ") << '\n'
      << "Input       normal(0, 3)\n";
}

inline void print_table(std::ostream& out, const report& r, const table& t) {
  constexpr int name_width = 20, width = 9, gap = 4;
  const auto each_level = [&](auto text_at) {
    for (std::size_t i = 0; i < r.levels.size(); ++i) out << std::setw(width) << text_at(i);
  };
  const auto level_names = [&] { each_level([&](std::size_t i) { return r.levels[i].name; }); };
  const std::string space(gap, ' ');

  out << '\n'
      << std::string(name_width, ' ') << std::setw(3 * width) << "ns an element" << space
      << std::setw(3 * width) << "times ReLU" << '\n'
      << std::left << std::setw(name_width) << t.operation << std::right;
  level_names();
  out << space;
  level_names();
  out << '\n';
  for (std::string_view group; const row& one : t.rows) {
    if (one.group == std_group && group != std_group) out << "plain loop over std::\n";
    group = one.group;
    out << std::left << std::setw(name_width) << (group == std_group ? "  " : "") + std::string(one.function)
        << std::right;
    each_level([&](std::size_t i) { return fixed(one.ns[i], 3); });
    out << space;
    each_level([&](std::size_t i) { return significant(t.times_relu(one, i), 3); });
    out << '\n';
  }
}

inline void print(std::ostream& out, const report& r) {
  print_heading(out, r);
  for (const table& t : r.tables) print_table(out, r, t);
  for (const std::string& sentence : sentences(r)) out << '\n' << wrapped(sentence);
}

}  // namespace bench
