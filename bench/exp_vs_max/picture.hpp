#pragma once

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>

#include "bench/support/gnuplot.hpp"
#include "report.hpp"
#include "sentences.hpp"
#include "table.hpp"
#include "text.hpp"

namespace bench {

/// What exp_vs_max.gp loads: texts, and for each operation a block of lines: a function and how many times
/// ReLU it takes at each level.
inline void write_plot_data(std::ostream& out, const report& r) {
  const std::string caches = caches_text(r);
  out << "subtitle = \"" << r.type << ", one thread, " << registers_text(r)
      << (caches.empty() ? "" : "; caches: " + caches) << "\"\n";
  for (std::size_t i = 0; i < r.levels.size(); ++i)
    out << "level_" << i + 1 << " = \"" << place(r, i) << "\"\n";
  for (const table& t : r.tables) {
    const row& relu = t.relu();
    out << "relu_" << t.operation << " = \"1 is " << significant(relu.ns[0], 2) << " ns an element "
        << place(r, 0) << ",\\n"
        << significant(relu.ns[1], 2) << ' ' << place(r, 1) << ", " << significant(relu.ns[2], 2) << ' '
        << place(r, 2) << "\"\n";
    out << '$' << t.operation << " << EOD\n";
    for (const row& one : t.rows) {
      if (one.group != max_group && one.group != exp_group) continue;
      out << one.function;
      for (std::size_t i = 0; i < r.levels.size(); ++i) out << ' ' << t.times_relu(one, i);
      out << '\n';
    }
    out << "EOD\n";
  }
}

inline void draw(const report& r, const std::filesystem::path& folder) {
  {
    std::ofstream data = support::create(folder / "exp_vs_max.dat");
    write_plot_data(data, r);
  }
  support::draw({XACT_BENCH_PLOT}, folder);
}

}  // namespace bench
