// What activations with exp (sigmoid, tanh, GELU) cost against those with max (ReLU, leaky ReLU), as a table
// and a picture. Measured in rounds: in each, every function has its turn at every level of memory, so that
// noise hits all alike. The least time of all rounds counts.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <limits>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bench/support/gnuplot.hpp"
#include "bench/support/progress.hpp"
#include "timing.hpp"
#include "workload.hpp"

namespace {

namespace fs = std::filesystem;
using namespace bench;

constexpr std::string_view usage = R"(usage: exp_vs_max [options]
What activations with exp cost against those with max: prints a table, draws a picture.

  --double       double instead of float
  --quick        a few seconds instead of half a minute, and rougher figures
  --output DIR   where exp_vs_max.png and its data go (default: the current folder)
  --json FILE    write the figures as JSON, too
  --help         this text
)";

struct options {
  bool use_double = false, quick = false, help = false;
  fs::path output = ".", json;
};

options parse(int argc, char** argv) {
  options chosen;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    const auto value = [&] {
      if (i + 1 == argc) throw std::invalid_argument(option + " needs a value");
      return argv[++i];
    };
    if (option == "--double")
      chosen.use_double = true;
    else if (option == "--quick")
      chosen.quick = true;
    else if (option == "--help")
      chosen.help = true;
    else if (option == "--output")
      chosen.output = value();
    else if (option == "--json")
      chosen.json = value();
    else
      throw std::invalid_argument("unknown argument " + option);
  }
  return chosen;
}

// What is measured.

constexpr std::string_view floor_group = "memory", max_group = "max", exp_group = "exp",
                           std_group = "std:: loop";

struct row {
  std::string_view group, function;
  std::function<void(std::size_t level, std::size_t times)> run;
  std::array<double, 3> ns = {infinite, infinite, infinite};  ///< an element, at each level
  static constexpr double infinite = std::numeric_limits<double>::infinity();
};

struct table {
  std::string_view operation;
  std::vector<row> rows;

  const row& relu() const {
    return *std::find_if(rows.begin(), rows.end(), [](const row& r) {
      return r.group == max_group && r.function == xact::relu_t::name;
    });
  }
};

struct report {
  std::string_view type;
  std::array<memory_level, 3> levels = memory_levels();
  std::array<std::size_t, 3> elements;
  double bytes_moved;  ///< an element read and one written
  std::vector<table> tables;

  double ratio(const table& t, const row& r, std::size_t level) const {
    return r.ns[level] / t.relu().ns[level];
  }
  double gigabytes_per_second(const row& r, std::size_t level) const { return bytes_moved / r.ns[level]; }
};

/// Those made of max are linear on each side of 0; exp bends.
template <class F>
constexpr bool is_max_based =
    F{}.derivative(0.25f) == F{}.derivative(0.5f) && F{}.derivative(-0.25f) == F{}.derivative(-0.5f);

template <class T>
using arrays_at_levels = std::array<arrays<T>, 3>;

template <class T, class Operation>
table make_table(const std::shared_ptr<arrays_at_levels<T>>& at) {
  table made{Operation::name, {}};
  const auto add = [&](std::string_view group, std::string_view function, repeated_pass<T> passes) {
    const auto run = [=](std::size_t level, std::size_t times) { passes((*at)[level], times); };
    made.rows.push_back({.group = group, .function = function, .run = run});
  };
  add(floor_group, "memcpy", by_memory<T, Operation>);
  for (const bool max_based : {true, false})
    xact::all_activations::for_each_on<T>([&]<class F>(F) {
      if (is_max_based<F> == max_based)
        add(max_based ? max_group : exp_group, F::name, by_library<T, Operation, F>);
    });
  xact::all_activations::for_each_on<T>([&]<class F>(F) {
    if constexpr (has_formula<F>) add(std_group, F::name, by_formula<T, Operation, F, T>);
  });
  return made;
}

template <class T>
report make_report(std::string_view type) {
  report made{.type = type, .elements = {}, .bytes_moved = 2 * sizeof(T), .tables = {}};
  for (std::size_t i = 0; i < 3; ++i) made.elements[i] = made.levels[i].elements<T>();
  const auto [l1, l2, dram] = made.levels;
  const auto at = std::make_shared<arrays_at_levels<T>>(arrays_at_levels<T>{
      make_arrays<T>(l1, normal), make_arrays<T>(l2, normal), make_arrays<T>(dram, normal)});
  made.tables = {make_table<T, forward>(at), make_table<T, derivative>(at)};
  return made;
}

// Measuring.

void measure(report& r, double budget) {
  support::progress shown("measuring");
  const double start = wall_time();
  for (double done = 0; done < 1; done = (wall_time() - start) / budget)
    for (std::size_t level = 0; level < r.levels.size(); ++level)
      for (table& t : r.tables)
        for (row& one : t.rows) {
          std::ostringstream what;
          what << t.operation << ' ' << one.function << ", " << r.levels[level].name;
          shown.show((wall_time() - start) / budget, what.str());
          const double ns = 1e9 * least_seconds([&](std::size_t times) { one.run(level, times); }) /
                            static_cast<double>(r.elements[level]);
          one.ns[level] = std::min(one.ns[level], ns);
        }
}

// Output.

std::string human(std::size_t bytes) {
  constexpr std::size_t KiB = 1024, MiB = 1024 * KiB;
  if (bytes == 0) return "not found";
  return bytes < MiB ? std::to_string(bytes / KiB) + " KiB" : std::to_string(bytes / MiB) + " MiB";
}

std::string instruction_set(std::string_view type) {
  const std::size_t width = type == "float" ? xsimd::batch<float>::size : xsimd::batch<double>::size;
  return std::string(xsimd::default_arch::name()) + ", " + std::to_string(width) + " " + std::string(type) +
         "s";
}

std::string caches() {
  return "L1 " + human(cache_size(1)) + ", L2 " + human(cache_size(2)) + ", L3 " + human(cache_size(3));
}

/// Three digits, or all before the point.
std::string ratio_text(double ratio) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(ratio < 10 ? 2 : ratio < 100 ? 1 : 0) << ratio;
  return text.str();
}

void print(std::ostream& out, const report& r) {
  out << "Activations with exp against those with max: " << r.type << ", one thread\n"
      << "Instruction set  " << instruction_set(r.type) << " a register\n"
      << "Caches           " << caches() << '\n'
      << "Arrays           ";
  for (std::string_view separator; const memory_level& level : r.levels) {
    out << separator << level.name << ": 2 x " << human(level.array_bytes);
    separator = ", ";
  }
  out << "\nInput            normal(0, 3)\n"
      << "GB/s             read and written\n"
      << std::fixed;
  for (const table& t : r.tables) {
    out << '\n' << std::left << std::setw(27) << t.operation << std::right;
    for (const memory_level& level : r.levels) out << std::setw(26) << level.name;
    out << '\n' << std::string(27, ' ');
    for (std::size_t i = 0; i < r.levels.size(); ++i) out << "  ns/element  /ReLU   GB/s";
    for (std::string_view group; const row& one : t.rows) {
      out << '\n' << std::left << std::setw(11) << (one.group == group ? "" : one.group) << std::setw(16);
      out << one.function << std::right;
      for (std::size_t i = 0; i < r.levels.size(); ++i)
        out << std::setw(12) << std::setprecision(3) << one.ns[i] << std::setw(7)
            << ratio_text(r.ratio(t, one, i)) << std::setw(7) << std::setprecision(1)
            << r.gigabytes_per_second(one, i);
      group = one.group;
    }
    out << '\n';
  }
  out << '\n';
  for (const table& t : r.tables) {
    out << std::left << std::setw(11) << t.operation << "exp costs, in times ReLU:";
    for (std::size_t i = 0; i < r.levels.size(); ++i) {
      double least = row::infinite, most = 0;
      for (const row& one : t.rows) {
        if (one.group != exp_group) continue;
        least = std::min(least, r.ratio(t, one, i));
        most = std::max(most, r.ratio(t, one, i));
      }
      out << (i == 0 ? " " : ", ") << ratio_text(least) << " to " << ratio_text(most) << " in "
          << r.levels[i].name;
    }
    out << '\n';
  }
}

void write_json(std::ostream& out, const report& r) {
  out << "{\n  \"type\": \"" << r.type << "\",\n  \"instruction_set\": \"" << xsimd::default_arch::name()
      << "\",\n  \"cache_bytes\": [" << cache_size(1) << ", " << cache_size(2) << ", " << cache_size(3)
      << "],\n  \"results\": [";
  std::string_view separator = "\n";
  for (const table& t : r.tables)
    for (const row& one : t.rows)
      for (std::size_t i = 0; i < r.levels.size(); ++i) {
        out << separator << "    {\"operation\": \"" << t.operation << "\", \"group\": \"" << one.group
            << "\", \"function\": \"" << one.function << "\", \"level\": \"" << r.levels[i].name
            << "\", \"elements\": " << r.elements[i] << ", \"ns_per_element\": " << one.ns[i]
            << ", \"ratio_to_relu\": " << r.ratio(t, one, i)
            << ", \"gigabytes_per_second\": " << r.gigabytes_per_second(one, i) << "}";
        separator = ",\n";
      }
  out << "\n  ]\n}\n";
}

/// What exp_vs_max.gp loads: names, and for each operation a block of lines `function`, then at each level
/// its ns, its ratio to ReLU, the ns of the std:: loop, the ns of memcpy.
void write_plot_data(std::ostream& out, const report& r) {
  out << "title = \"Activations with exp against those with max: " << r.type << ", one thread\"\n"
      << "subtitle = \"" << instruction_set(r.type) << " a register, caches " << caches() << "\"\n";
  for (std::size_t i = 0; i < r.levels.size(); ++i)
    out << "level_" << i + 1 << " = \"" << r.levels[i].name << ", 2 x " << human(r.levels[i].array_bytes)
        << "\"\n";
  for (const table& t : r.tables) {
    out << '$' << t.operation << " << EOD\n";
    for (const row& one : t.rows) {
      if (one.group != max_group && one.group != exp_group) continue;
      const auto naive = std::find_if(t.rows.begin(), t.rows.end(), [&](const row& other) {
        return other.group == std_group && other.function == one.function;
      });
      out << one.function;
      for (const double ns : one.ns) out << ' ' << ns;
      for (std::size_t i = 0; i < r.levels.size(); ++i) out << ' ' << r.ratio(t, one, i);
      for (std::size_t i = 0; i < r.levels.size(); ++i)
        out << ' ' << (naive != t.rows.end() ? naive->ns[i] : std::nan(""));
      for (const double ns : t.rows.front().ns) out << ' ' << ns;
      out << '\n';
    }
    out << "EOD\n";
  }
}

void draw(const report& r, const fs::path& folder) {
  {
    std::ofstream data = support::create(folder / "exp_vs_max.dat");
    write_plot_data(data, r);
  }
  support::draw({XACT_BENCH_PLOT}, folder);
}

void run(const options& chosen) {
  fs::create_directories(chosen.output);
  std::ofstream json;
  if (!chosen.json.empty()) json = support::create(chosen.json);
  report r = chosen.use_double ? make_report<double>("double") : make_report<float>("float");
  measure(r, chosen.quick ? 1 : 30);
  print(std::cout, r);
  if (json.is_open()) write_json(json, r);
  draw(r, chosen.output);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const options chosen = parse(argc, argv);
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
