// Writes a page for each function of the registry, whatever its tiers, and a table of all of them:
//
//     function_pages PROJECT OUTPUT
//
// Values come from the functors. Words come from where they stand already: the comment of the function's
// header, the formulas and parameters of docs/usage.md, the promises of docs/contract.md, the names of
// docs/frameworks.md. Tests hold each of these pages to the code. A function that one of them lacks is an
// error. For curves.gp there is a file of numbers of each function, and the names are printed.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "xact/activations.hpp"
#include "xact/core/chosen.hpp"

namespace {

namespace fs = std::filesystem;

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr std::array special_inputs{-infinity, -0.0f, 0.0f, infinity,
                                    std::numeric_limits<float>::quiet_NaN()};
constexpr std::array ordinary_inputs{-16.f, -8.f, -4.f, -2.f, -1.f, -0.5f, 0.5f, 1.f, 2.f, 4.f, 8.f, 16.f};

// ---- numbers

/// As few digits as tell it from its neighbours.
template <class T>
std::string shortest(T x) {
  if (x != x) return "NaN";
  if (std::isinf(x)) return x < 0 ? "-∞" : "∞";
  std::array<char, 32> digits{};
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), x).ptr};
}

// ---- what the functors say

/// One tier of a function, on float.
struct tier_of_function {
  std::string name;
  bool for_double = false, from_output = false;
  std::array<xact::value_and_derivative<float>, special_inputs.size()> special{};
  std::array<xact::value_and_derivative<float>, ordinary_inputs.size()> ordinary{};

  friend bool same_special_values(const tier_of_function& a, const tier_of_function& b) {
    const auto text = [](const tier_of_function& t) {
      std::string all;
      for (const auto& [y, dydx] : t.special) all += shortest(y) + ' ' + shortest(dydx + 0.0f) + ' ';
      return all;
    };
    return text(a) == text(b);
  }
};

/// A sample of the parameters, as a curve.
struct curve {
  std::string label;
  std::function<xact::value_and_derivative<double>(double)> at;
};

struct function {
  std::string name;
  std::vector<tier_of_function> tiers;
  std::vector<curve> curves;
};

template <class F>
tier_of_function tier_of(const F& f) {
  tier_of_function tier{.name = std::string(F::name),
                        .for_double = xact::exists_for<F, double>,
                        .from_output = xact::differentiable_from_output<F, float>};
  std::ranges::transform(special_inputs, tier.special.begin(),
                         [&](float x) { return f.forward_and_derivative(x); });
  std::ranges::transform(ordinary_inputs, tier.ordinary.begin(),
                         [&](float x) { return f.forward_and_derivative(x); });
  return tier;
}

/// "alpha = 0.3".
template <class F>
std::string label_of(const F& f) {
  std::string label;
  if constexpr (requires { F::parameters; })
    for (const auto& p : F::parameters)
      label += (label.empty() ? "" : ", ") + std::string(p.name) + " = " + shortest(f.*p.member);
  return label;
}

/// In the order of the registry.
std::vector<function> all_functions() {
  std::vector<function> all;
  xact::all_activations::for_each_sample([&]<class F>(const F& f, std::size_t sample) {
    const std::string name(xact::core::without_tier(F::name));
    auto found = std::ranges::find(all, name, &function::name);
    if (found == all.end()) found = all.insert(all.end(), {name, {}, {}});
    if (sample == 0) found->tiers.push_back(tier_of(f));
    if constexpr (xact::exists_for<F, double>)
      if (found->tiers.size() == 1)
        found->curves.push_back({label_of(f), [f](double x) { return f.forward_and_derivative(x); }});
  });
  return all;
}

// ---- words that stand elsewhere

std::string content(const fs::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// The rows of the tables of a page, as cells, each with the heading above it.
struct row {
  std::string heading;
  std::vector<std::string> cells;
};
std::vector<row> rows_of(const fs::path& page) {
  std::vector<row> rows;
  std::string heading;
  for (const std::string& line : lines_of(content(page))) {
    if (line.starts_with("## ")) heading = line.substr(3);
    if (!line.starts_with("| ")) continue;
    row& added = rows.emplace_back(row{heading, {}});
    std::istringstream in(line.substr(1));
    for (std::string cell; std::getline(in, cell, '|');) {
      const auto first = cell.find_first_not_of(' ');
      added.cells.push_back(first == cell.npos ? ""
                                               : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
    }
  }
  return rows;
}

/// The comment in front of the struct whose name is that of the function, in paragraphs.
std::vector<std::string> comment_of(const std::string& name, const fs::path& header) {
  const auto lines = lines_of(content(header));
  auto line = std::ranges::find_if(
      lines, [&](const std::string& l) { return l.find(" name = \"" + name + "\"") != l.npos; });
  const auto is_comment = [](const std::string& l) { return l.starts_with("///"); };
  if (line == lines.end()) throw std::runtime_error(header.string() + " does not name " + name);
  while (line != lines.begin() && !is_comment(*line)) --line;
  const auto end = line + 1;
  while (line != lines.begin() && is_comment(*(line - 1))) --line;
  std::vector<std::string> paragraphs{""};
  for (; line != end; ++line) {
    const std::string text = line->size() > 4 ? line->substr(4) : "";
    if (text.empty())
      paragraphs.emplace_back();
    else
      paragraphs.back() += (paragraphs.back().empty() ? "" : " ") + text;
  }
  if (paragraphs[0].empty()) throw std::runtime_error(header.string() + " has no comment for " + name);
  return paragraphs;
}

/// Plain text as Markdown, but for what stands between backticks.
std::string escaped(const std::string& text) {
  std::string result;
  bool code = false;
  for (const char c : text) {
    if (c == '`') code = !code;
    if (!code && std::string_view("\\*_[]<>|#$").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

/// Whether an expression has the functor, or its type: xact::gelu or xact::gelu_t, and not xact::gelu_tanh.
bool speaks_of(const std::string& expression, const std::string& name) {
  const std::string wanted = "xact::" + name;
  for (auto at = expression.find(wanted); at != expression.npos; at = expression.find(wanted, at + 1)) {
    const std::string rest = expression.substr(at + wanted.size());
    const auto is_end = [](const std::string& s) {
      return s.empty() || (std::isalnum(static_cast<unsigned char>(s[0])) == 0 && s[0] != '_');
    };
    if (is_end(rest) || (rest.starts_with("_t") && is_end(rest.substr(2)))) return true;
  }
  return false;
}

/// Everything that the pages are made of.
struct sources {
  fs::path project;
  std::vector<row> usage = rows_of(project / "docs" / "usage.md"),
                   contract = rows_of(project / "docs" / "contract.md"),
                   frameworks = rows_of(project / "docs" / "frameworks.md");

  /// The row of docs/usage.md that has the formulas.
  const row& formulas(const std::string& name) const {
    const auto found = std::ranges::find_if(usage, [&](const row& r) {
      return r.heading == "The functions" && r.cells.size() == 6 && r.cells[0] == '`' + name + '`';
    });
    if (found == usage.end()) throw std::runtime_error("docs/usage.md has no formulas of " + name);
    return *found;
  }
};

// ---- a page

/// "gelu, forward" less the tier is of gelu.
bool is_promise_of(const row& r, const std::string& name) {
  if (r.cells.size() != 6 || r.heading != "Promised and measured") return false;
  const std::string& cell = r.cells[0];
  return xact::core::without_tier(cell.substr(0, cell.find(','))) == name;
}

/// Of a derivative that is 0 the sign is not promised.
template <std::size_t n>
void print_values(std::ostream& out, const tier_of_function& tier, const std::array<float, n>& inputs,
                  const std::array<xact::value_and_derivative<float>, n>& values) {
  const std::string name(tier.name);
  for (const bool of_derivative : {false, true}) {
    out << "| " << name << (of_derivative ? "'" : "") << " |";
    for (std::size_t i = 0; i < inputs.size(); ++i)
      out << ' ' << shortest(of_derivative ? values[i].derivative + 0.0f : values[i].value) << " |";
    out << '\n';
  }
}

template <std::size_t n>
void print_inputs(std::ostream& out, const std::array<float, n>& inputs) {
  out << "\n| x |";
  for (const float x : inputs) out << ' ' << shortest(x) << " |";
  out << "\n|---|";
  for (std::size_t i = 0; i < n; ++i) out << "--:|";
  out << '\n';
}

/// xact::gelu_t<xact::approximate::tanh> for `gelu_t<approximate::tanh>`.
std::string type_of(const row& formulas) {
  std::string type = formulas.cells[1];
  std::erase(type, '`');
  if (const auto at = type.find("approximate::"); at != type.npos) type.insert(at, "xact::");
  return "xact::" + type;
}

/// Where doxygen describes a header: gelu__tanh_8hpp.html.
std::string in_reference(const std::string& name) {
  std::string file;
  for (const char c : name) file += c == '_' ? "__" : std::string(1, c);
  return "../api/" + file + "_8hpp.html";
}

void print_objects(std::ostream& out, const function& f, const row& formulas) {
  out << "\n| | |\n|---|---|\n| object |";
  for (const tier_of_function& tier : f.tiers)
    out << (&tier == f.tiers.data() ? " `" : ", `") << "xact::" << tier.name << '`';
  out << " |\n| its type | `" << type_of(formulas) << "` |\n| header | [`xact/" << f.name
      << ".hpp`](../include/xact/" << f.name << ".hpp), <a href=\"" << in_reference(f.name)
      << "\">in the reference</a> |\n| numbers | `float`, `double`, 16 bits, batches of `float` and `double`";
  for (const tier_of_function& tier : f.tiers)
    if (!tier.for_double) out << "; `" << tier.name << "` for `float` alone";
  out << " |\n";
}

/// What is called xact::... in these pages.
std::set<std::string> names_in(const fs::path& project) {
  std::vector<fs::path> pages{project / "README.md"};
  for (const auto& entry : fs::directory_iterator(project / "docs"))
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  std::set<std::string> names;
  const std::regex name("xact::[a-z][a-z0-9_]*(::[a-z][a-z0-9_]*)*");
  for (const fs::path& page : pages) {
    const std::string text = content(page);
    for (std::sregex_iterator found(text.begin(), text.end(), name), end; found != end; ++found)
      names.insert(found->str());
  }
  return names;
}

/// A source that compiles if these names, and those in the pages of docs/, are right.
void print_names_in_cpp(std::ostream& out, const sources& from, const std::vector<function>& all) {
  out << R"(#include <type_traits>

#include "xact/by_name.hpp"
#include "xact/dispatch.hpp"
#include "xact/xact.hpp"
#if __has_include(<Eigen/Core>)
#include "xact/eigen.hpp"
#else
namespace xact {
void derivative_of();
}
#endif

)";
  const std::set<std::string> namespaces{"xact::fast", "xact::exact", "xact::dispatch"},
      targets{"xact::xact", "xact::c", "xact::c_static"};  // of CMake
  std::size_t i = 0;
  for (const std::string& name : names_in(from.project))
    if (namespaces.contains(name))
      out << "namespace of_pages_" << i++ << " = " << name << ";\n";
    else if (!targets.contains(name))
      out << "namespace of_pages_" << i++ << " { using " << name << "; }\n";
  for (const function& f : all) {
    out << "static_assert(std::is_same_v<decltype(xact::" << f.name << "), const "
        << type_of(from.formulas(f.name)) << ">);\n";
    for (const tier_of_function& tier : f.tiers)
      out << "static_assert(decltype(xact::" << tier.name << ")::name == \"" << tier.name << "\");\n";
  }
}

void print_from_output(std::ostream& out, const function& f, const row& formulas) {
  out << "\n## The derivative from the output\n\n";
  if (f.tiers[0].from_output)
    out << "`xact::" << f.name << ".derivative_from_output(y)`, with y = f(x), is " << formulas.cells[4]
        << ": `xact::backward_from_output` takes it, where training keeps y and drops x.\n";
  else
    out << "There is none: two inputs with different derivatives give the same output, or y tells x only to "
           "those who solve for it. `xact::"
        << f.name << ".derivative_from_output(y)` does not compile. Keep x, and call `xact::backward`.\n";
}

void print_parameters(std::ostream& out, const sources& from, const std::string& type) {
  const auto found = std::ranges::find_if(from.usage, [&](const row& r) {
    return r.heading == "Parameters" && r.cells.size() == 4 && r.cells[0] == type;
  });
  if (found == from.usage.end()) throw std::runtime_error("docs/usage.md has no parameters of " + type);
  out << "\n## Parameters\n\n| its type | parameters | asserted | asserted for f' from y "
         "|\n|---|---|---|---|\n|";
  for (const std::string& cell : found->cells) out << ' ' << cell << " |";
  out << "\n\nThey are arguments of the constructor, in this order, and are rounded to the type of x first "
         "([more](../docs/usage.md#parameters)).\n";
}

void print_names(std::ostream& out, const sources& from, const std::string& name) {
  std::vector<std::string> names{name};
  for (const xact::core::preset& p : xact::core::presets)
    if (p.activation == name) names.emplace_back(p.name);
  out << "\n## Names elsewhere\n\n";
  bool found = false;
  for (const row& r : from.frameworks) {
    if (r.cells.size() != 3 ||
        std::ranges::none_of(names, [&](const std::string& n) { return speaks_of(r.cells[1], n); }))
      continue;
    if (!found) out << "| in | its name there | xact | what it is |\n|---|---|---|---|\n";
    found = true;
    out << "| " << r.heading << " | " << r.cells[0] << " | " << r.cells[1] << " | " << r.cells[2] << " |\n";
  }
  out << (found ? "\n[All names](../docs/frameworks.md).\n"
                : "None of [ONNX, PyTorch and ggml](../docs/frameworks.md) has it under a name.\n");
}

void print_page(std::ostream& out, const sources& from, const function& f) {
  const row& formulas = from.formulas(f.name);
  out << "# " << f.name << "\n\n";
  const auto comment = comment_of(f.name, from.project / "include" / "xact" / (f.name + ".hpp"));
  out << "f(x) = " << formulas.cells[2] << "; f'(x) = " << formulas.cells[3]
      << ", in the letters of [all formulas](../docs/usage.md#the-functions).\n";
  out << "\n![f and its derivative](" << f.name << ".svg)\n";
  print_objects(out, f, formulas);
  for (const std::string& paragraph : comment) out << '\n' << escaped(paragraph) << '\n';

  if (f.curves.size() > 1) print_parameters(out, from, formulas.cells[1]);

  out << "\n## Promised and measured\n\n| | promise | float | float, no FMA | double | double, no FMA |\n"
         "|---|---|--:|--:|--:|--:|\n";
  bool promised = false;
  for (const row& r : from.contract) {
    if (!is_promise_of(r, f.name)) continue;
    promised = true;
    out << '|';
    for (const std::string& cell : r.cells) out << ' ' << cell << " |";
    out << '\n';
  }
  if (!promised) throw std::runtime_error("docs/contract.md promises nothing of " + f.name);
  out << "\nThe largest error on every float and on ten million doubles, in ULP or, where the promise is "
         "absolute, "
         "as a multiple of max(1, abs f(x)): [the contract](../docs/contract.md).\n";
  const fs::path errors = fs::path("tests") / "contract" / (f.name + ".png");
  if (fs::exists(from.project / errors)) out << "\n![Errors over x](../" << errors.generic_string() << ")\n";

  out << "\n## Special values\n\nAs the functors of float give them, with the default parameters.\n";
  print_inputs(out, special_inputs);
  for (std::size_t i = 0; i < f.tiers.size(); ++i)
    if (i == 0 || !same_special_values(f.tiers[0], f.tiers[i]))
      print_values(out, f.tiers[i], special_inputs, f.tiers[i].special);

  out << "\n## Values\n\nTo compare with: of float, in as few digits as tell it from its neighbours. The "
         "last digit "
         "may differ between [the two arithmetic classes](../docs/contract.md#two-arithmetic-classes).\n";
  print_inputs(out, ordinary_inputs);
  print_values(out, f.tiers[0], ordinary_inputs, f.tiers[0].ordinary);

  print_from_output(out, f, formulas);
  print_names(out, from, f.name);
}

void print_index(std::ostream& out, const sources& from, const std::vector<function>& all) {
  out << "# The functions\n\nEach has a page, with its curves, promises, special values and its names "
         "elsewhere. "
         "[Choosing](../docs/choosing.md) says which of them one wants.\n\n"
         "| | | f(x) | tiers | f' from y |\n|---|---|---|---|---|\n";
  for (const function& f : all) {
    out << "| ![" << f.name << "](" << f.name << ".small.svg) | [" << escaped(f.name) << "](" << f.name
        << ".md) | " << from.formulas(f.name).cells[2] << " | ";
    // A name without a tier of its own is in xact and, where it has no other, in xact::fast as well.
    for (const tier_of_function& tier : f.tiers) {
      const auto colons = tier.name.find("::");
      out << (colons == tier.name.npos ? (f.tiers.size() == 1 ? "one" : "accurate")
                                       : ", " + tier.name.substr(0, colons));
    }
    out << " | " << (f.tiers[0].from_output ? "yes" : "–") << " |\n";
  }
  out << "\n```{toctree}\n:hidden:\n\n";
  for (const function& f : all) out << f.name << '\n';
  out << "```\n";
}

// ---- curves

/// How far to either side of 0 the picture goes: until the slope of the default changes no more, if it comes
/// to that.
double reach_of(const function& f) {
  const auto settles = [&](double x) {
    return std::abs(f.curves[0].at(x).derivative - f.curves[0].at(2 * x).derivative) < 0.1;
  };
  for (double reach = 6; reach < 100; reach *= 2)
    if (settles(reach) && settles(-reach)) return reach;
  return 6;
}

/// A line for each x: x, and f(x) and f'(x) of each sample of the parameters.
void print_curves(std::ostream& out, const function& f) {
  out << "x";
  for (const curve& c : f.curves)
    for (int column = 0; column < 2; ++column) out << "\t\"" << c.label << '"';
  out << '\n';
  const double reach = reach_of(f);
  constexpr int steps = 600;
  for (int i = -steps; i <= steps; ++i) {
    const double x = reach * i / steps;
    out << x;
    for (const curve& c : f.curves) {
      const auto [y, dydx] = c.at(x);
      out << '\t' << y << '\t' << dydx;
    }
    out << '\n';
  }
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream out(file);
  if (!(out << text) || !out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: function_pages PROJECT OUTPUT\n";
    return 2;
  }
  try {
    const sources from{.project = argv[1]};
    const fs::path output = argv[2];
    fs::create_directories(output);
    const auto all = all_functions();
    const auto write_with = [&](const std::string& file, auto print, const auto&... arguments) {
      std::ostringstream text;
      print(text, arguments...);
      write(output / file, text.str());
    };
    for (const function& f : all) {
      write_with(f.name + ".md", print_page, from, f);
      write_with(f.name + ".tsv", print_curves, f);
    }
    write_with("index.md", print_index, from, all);
    write_with("names.cpp", print_names_in_cpp, from, all);
  } catch (const std::exception& error) {
    std::cerr << "function_pages: " << error.what() << '\n';
    return 1;
  }
}
