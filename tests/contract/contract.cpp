// Prints the promises, which stand beside the functors, with the errors that ./dev sweep measured: into
// docs/contract.md, and into a page with all of it. With --check it only looks whether both say so already.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "../oracle/facts.hpp"
#include "../sweep/result.hpp"

namespace {

namespace fs = std::filesystem;
using sweep::result;

// The instruction sets that are measured. Those with FMA are one class: the tables show its widest.
constexpr const char* sets[] = {"avx512", "avx2", "sse2"};
constexpr std::string_view with_fma = "avx512", without_fma = "sse2";

/// One quantity of one activation on one type.
struct entry {
  std::string function, quantity, type;
  xact::error_bound promise;
  std::map<std::string, result> found;  ///< by instruction set

  const result& on(std::string_view set) const { return found.at(std::string(set)); }
  /// AVX2 repeats AVX-512: of 16 bits, only the functions in depth are compiled for it.
  bool is_expected_on(std::string_view set) const { return set != "avx2" || !type.ends_with("float16"); }
  bool is_measured() const {
    return std::ranges::all_of(sets,
                               [&](const char* set) { return !is_expected_on(set) || found.contains(set); });
  }
};

/// The values at the special inputs of one quantity.
struct special_row {
  std::string function, quantity;
  oracle::special_values<double> values;
};

/// Those of them that are measured.
std::vector<entry> measured(std::vector<entry> all) {
  std::erase_if(all, [](const entry& e) { return !e.is_measured(); });
  return all;
}

struct contract {
  std::vector<entry> entries, samples;  ///< with the default parameters, and with others
  std::vector<special_row> specials;
  std::vector<std::string> defects, unmeasured;
};

void add_entries(std::vector<entry>& all, const oracle::activation& f, const char* type,
                 const xact::error_bounds& promises) {
  const std::string function =
      std::string(f.name) + (f.sample == 0 ? "" : '[' + std::to_string(f.sample) + ']');
  all.push_back({function, "forward", type, promises.forward, {}});
  all.push_back({function, "derivative", type, promises.derivative, {}});
  if (f.on_float.derivative_from_output)
    all.push_back({function, "derivative_from_output", type, promises.derivative_from_output, {}});
}

oracle::special_values<double> widened(const oracle::special_values<float>& v) {
  return {v.at_minus_infinity, v.at_minus_zero, v.at_zero, v.at_infinity};
}

/// All with their default parameters, or all with others: the accurate ones in the order of the registry,
/// then those of the other tiers.
std::vector<const oracle::activation*> all_activations(bool by_default) {
  std::vector<const oracle::activation*> all;
  for (const std::string_view tier : {"accurate", "fast", "exact"})
    for (const oracle::function* function : oracle::all())
      for (const oracle::activation& f : function->activations)
        if ((f.sample == 0) == by_default && f.tier == tier) all.push_back(&f);
  return all;
}

/// Reads what was measured of these.
void load(const fs::path& results, std::vector<entry>& entries, std::vector<std::string>& defects,
          std::vector<std::string>& unmeasured) {
  for (entry& e : entries)
    for (const std::string set : sets) {
      result wanted;
      wanted.function = e.function, wanted.quantity = e.quantity, wanted.type = e.type, wanted.set = set;
      const std::string name = wanted.name();
      const auto found = sweep::find(results, wanted);
      if (!found && !e.is_expected_on(set)) continue;
      if (!found) {
        unmeasured.push_back(name + " was not measured on " + set + ": run ./dev sweep");
        continue;
      }
      if (found->promise_ulp != e.promise.ulp || found->promise_absolute != e.promise.absolute)
        defects.push_back(name + " was measured against another promise on " + set + ": run ./dev sweep");
      if (found->total.broken > 0) defects.push_back(name + " breaks its promise on " + set);
      // There is one right answer, on every machine.
      if (e.promise.rounds() && !e.found.empty() &&
          e.found.begin()->second.total.hash.all != found->total.hash.all)
        defects.push_back(name + " gives other bits on " + set + " than on " + e.found.begin()->first);
      e.found.emplace(set, *found);
    }
}

contract load(const fs::path& results) {
  contract c;
  for (const oracle::activation* f : all_activations(true)) {
    add_entries(c.entries, *f, "float", f->float_bounds);
    if (f->exists_for_double) add_entries(c.entries, *f, "double", f->double_bounds);
    if (f->exists_for_16_bits) {
      add_entries(c.entries, *f, "bfloat16", f->bfloat16_bounds);
      add_entries(c.entries, *f, "float16", f->float16_bounds);
    }
    c.specials.push_back({std::string(f->name), "forward", widened(f->on_float.forward_values)});
    c.specials.push_back({std::string(f->name), "derivative", widened(f->on_float.derivative_values)});
  }
  for (const oracle::activation* f : all_activations(false))
    add_entries(c.samples, *f, "float", f->float_bounds);
  load(results, c.entries, c.defects, c.unmeasured);
  load(results, c.samples, c.defects, c.unmeasured);
  return c;
}

// ---- words and figures

std::string quantity_in_words(const std::string& quantity) {
  return quantity == "derivative_from_output" ? "derivative from output" : quantity;
}

std::string figure(double value, int digits = 2) {
  std::ostringstream out;
  if (value == 0)
    out << 0;
  else if (value < 1e-3 || value >= 1e5)
    out << std::scientific << std::setprecision(1) << value;
  else
    out << std::fixed << std::setprecision(digits) << value;
  return out.str();
}

std::string plain(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

/// A power of two as such.
std::string tolerance(double value) {
  int exponent = 0;
  if (std::frexp(value, &exponent) == 0.5) return "2<sup>" + std::to_string(exponent - 1) + "</sup>";
  return plain(value);
}

/// The absolute part of the promise is the larger one of a result of 1. That of 16 bits is one of floats.
bool is_absolute(const entry& e) {
  const double ulp_of_1 = e.type == "double" ? 0x1p-52 : 0x1p-23;
  return e.promise.absolute > e.promise.ulp * ulp_of_1;
}

std::string in_words(const entry& e) {
  const auto& promise = e.promise;
  if (promise.ulp == 0 && promise.absolute == 0) return "exact";
  if (promise.rounds()) return "correctly rounded";
  if (is_absolute(e)) return plain(promise.absolute) + " absolute";
  std::string words = plain(promise.ulp) + " ULP";
  if (promise.absolute > 0) words += " or " + tolerance(promise.absolute);
  return words;
}

/// The largest error in the measure of the promise.
std::string worst(const entry& e, std::string_view set) {
  if (!e.is_measured()) return "–";
  const auto& total = e.on(set).total;
  return figure(is_absolute(e) ? total.absolute.value : total.ulp_outside.value);
}

std::string hexadecimal(std::uint64_t value) {
  std::ostringstream out;
  out << std::hex << std::setw(16) << std::setfill('0') << value;
  return out.str();
}

std::string place(double x) {
  std::ostringstream out;
  out << std::setprecision(6) << x;
  return out.str();
}

// ---- the table of docs/contract.md: a line a quantity

std::string short_table(const contract& c) {
  std::ostringstream out;
  out << "| | promise | float | float, no FMA | double | double, no FMA |\n|---|---|--:|--:|--:|--:|\n";
  for (const entry& e : c.entries) {
    if (e.type != "float") continue;
    const auto twin = std::ranges::find_if(c.entries, [&](const entry& other) {
      return other.type == "double" && other.function == e.function && other.quantity == e.quantity;
    });
    out << "| " << e.function << ", " << quantity_in_words(e.quantity) << " | " << in_words(e);
    const bool exists_for_double = twin != c.entries.end();
    if (exists_for_double &&
        (twin->promise.ulp != e.promise.ulp || twin->promise.absolute != e.promise.absolute))
      out << " (double: " << in_words(*twin) << ')';
    for (const auto set : {with_fma, without_fma}) out << " | " << worst(e, set);
    for (const auto set : {with_fma, without_fma})
      out << " | " << (exists_for_double ? worst(*twin, set) : "–");
    out << " |\n";
  }
  return out.str();
}

// ---- the page

void print_measured(std::ostream& out, const std::vector<entry>& entries, const std::string& type,
                    std::string_view set) {
  out << "| | promise | max ULP | at x = | mean ULP | max absolute | not nearest | largest step back | left "
         "to MPFR |\n"
         "|---|---|--:|--:|--:|--:|--:|--:|--:|\n";
  for (const entry& e : measured(entries)) {
    if (e.type != type) continue;
    const auto& t = e.on(set).total;
    // Of an error that is promised to be small next to 1, units of a result near 0 say nothing.
    const auto in_ulp = [&](const std::string& text) { return is_absolute(e) ? "" : text; };
    out << "| " << e.function << ", " << quantity_in_words(e.quantity) << " | " << in_words(e) << " | "
        << in_ulp(figure(t.ulp_outside.value, 4)) << " | "
        << in_ulp(t.ulp_outside.value == 0 ? "" : place(t.ulp_outside.at)) << " | "
        << in_ulp(figure(t.mean_ulp(), 4)) << " | " << figure(t.absolute.value, 4) << " | "
        << figure(100 * static_cast<double>(t.misrounded) / static_cast<double>(t.points)) << " % | "
        << in_ulp(type == "float" ? figure(t.step.value) + " ULP" : "") << " | " << t.decided << " |\n";
  }
}

/// A line for bfloat16 and float16 together.
void print_16_bits(std::ostream& out, const contract& c) {
  constexpr const char* types[] = {"bfloat16", "float16"};
  out << "| | promise |";
  for (const std::string type : types)
    for (const char* fma : {"", ", no FMA"}) out << ' ' << type << fma << " | max ULP |";
  out << "\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n";
  const auto entries = measured(c.entries);
  for (auto e = entries.begin(); e != entries.end(); ++e) {
    if (e->type != types[0]) continue;
    out << "| " << e->function << ", " << quantity_in_words(e->quantity) << " | " << in_words(*e);
    if (!e->promise.rounds()) out << " of the float";
    for (const std::string type : types) {
      const auto twin = std::find_if(e, entries.end(), [&](const entry& other) {
        return other.type == type && other.function == e->function && other.quantity == e->quantity;
      });
      for (const auto set : {with_fma, without_fma}) {
        if (twin == entries.end()) {
          out << " | – | –";
          continue;
        }
        const auto& t = twin->on(set).total;
        out << " | " << t.misrounded << " of " << t.points << " | " << figure(t.ulp_outside.value, 3);
      }
    }
    out << " |\n";
  }
}

struct region {
  const char* name;
  double low, high;
};
constexpr double inf = oracle::infinity<double>;
constexpr region regions[] = {{"x ≤ -16", -inf, -16},  {"-16 … -8", -16, -8}, {"-8 … -4", -8, -4},
                              {"-4 … -2", -4, -2},     {"-2 … -1", -2, -1},   {"-1 … -1/8", -1, -0.125},
                              {"-1/8 … 0", -0.125, 0}, {"0 … 1/8", 0, 0.125}, {"1/8 … 1", 0.125, 1},
                              {"1 … 2", 1, 2},         {"2 … 4", 2, 4},       {"4 … 8", 4, 8},
                              {"8 … 16", 8, 16},       {"x ≥ 16", 16, inf}};

/// The largest error in each region: in ULP, or absolute where the promise is that.
void print_regions(std::ostream& out, const contract& c, const std::string& type, std::string_view set) {
  out << "| |";
  for (const region& r : regions) out << ' ' << r.name << " |";
  out << "\n|---|";
  for (std::size_t i = 0; i < std::size(regions); ++i) out << "--:|";
  out << '\n';
  for (const entry& e : measured(c.entries)) {
    if (e.type != type || e.promise.ulp == 0 || e.promise.rounds()) continue;
    out << "| " << e.function << ", " << quantity_in_words(e.quantity) << (is_absolute(e) ? ", absolute" : "")
        << " |";
    for (const region& r : regions) {
      double worst = -1;
      for (const auto& row : e.on(set).rows)
        if (row.low >= r.low && row.high <= r.high)
          worst = std::max(worst, is_absolute(e) ? row.max_absolute : row.max_ulp);
      out << ' ' << (worst < 0 ? "" : figure(worst)) << " |";
    }
    out << '\n';
  }
}

std::string special(double value) {
  if (std::isinf(value)) return value < 0 ? "-∞" : "∞";
  return (std::signbit(value) && value == 0 ? "-" : "") + plain(std::abs(value) == 0 ? 0 : value);
}

void print_specials(std::ostream& out, const contract& c) {
  out << "| | -∞ | -0 | 0 | ∞ | NaN |\n|---|--:|--:|--:|--:|--:|\n";
  for (const auto& [function, quantity, v] : c.specials)
    out << "| " << function << ", " << quantity << " | " << special(v.at_minus_infinity) << " | "
        << special(v.at_minus_zero) << " | " << special(v.at_zero) << " | " << special(v.at_infinity)
        << " | NaN |\n";
}

void print_hashes(std::ostream& out, const contract& c) {
  out << "| | type | hash | on |\n|---|---|---|---|\n";
  for (const entry& e : c.entries) {
    std::map<std::uint64_t, std::string> sets_of;
    for (const auto& [set, found] : e.found) {
      std::string& names = sets_of[found.total.hash.all];
      names += (names.empty() ? "" : ", ") + set;
    }
    for (const auto& [hash, names] : sets_of)
      out << "| " << e.function << ", " << quantity_in_words(e.quantity) << " | " << e.type << " | `"
          << hexadecimal(hash) << "` | " << names << " |\n";
  }
}

/// With its derivative on float.
bool both_are_measured(const contract& c, const entry& forward) {
  return std::ranges::any_of(c.entries, [&](const entry& e) {
    return e.function == forward.function && e.quantity == "derivative" && e.type == "float" &&
           e.is_measured();
  });
}

/// Of each function that is not rounded correctly: the picture's name, and what it shows.
std::vector<std::pair<std::string, std::string>> pictures(const contract& c) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const entry& e : measured(c.entries))
    if (e.type == "float" && e.quantity == "forward" && e.promise.ulp > 0.5 && both_are_measured(c, e))
      all.emplace_back(sweep::file_name(e.function), is_absolute(e) ? "absolute" : "ulp");
  return all;
}

std::string page(const contract& c) {
  std::set<std::string> builds;
  for (const entry& e : c.entries)
    for (const auto& [set, found] : e.found)
      builds.insert(set + ": " + found.compiler + ", xsimd " + found.xsimd);

  std::ostringstream out;
  out << R"(# The contract, measured

Written by `./dev contract` from the results of `./dev sweep` in [results](results); a test fails when it is stale.

- **float** is every float: all 2^32 bit patterns less the infinities and NaN, which the tests look at one by one; from
  the output, every float between the least and the largest output. The truth is the oracle's formula in double, with a
  bound on its own error carried along; wherever that bound leaves two floats to choose from, and wherever 0.01 ULP
  would decide whether a promise is kept, MPFR decides (160 bits).
- **double** is 10 million doubles against MPFR: random bits, logarithms and values, and one in four next to a place
  where a kernel changes its method.
- **ULP** is the distance between neighbouring numbers at the true value, subnormal ones included. **Absolute** is
  |error| / max(1, |truth|). **Not nearest**: results that are not correctly rounded. **Step back**: the largest step
  from one float's result to the next's against the direction of the truth; 0 means monotonic where the truth is.
- **Correctly rounded** is what no result may fail to be; every truth within 2^-45 of a place where rounding turns was
  decided by MPFR. The hardest of them, one in each octave, are in [hardest.tsv](../hardest.tsv) and in every test run.
- **bfloat16** and **float16** are all 65,536 bit patterns less the infinities and NaN, against MPFR: array functions,
  and from the output the scalar one.
- The **hash** is of all output bits. Where `./dev sweep` finds it unchanged, what was measured still holds.

Built as:
)";
  for (const auto& build : builds) out << "- " << build << '\n';
  if (!c.unmeasured.empty()) {
    std::set<std::string> names;
    for (const std::vector<entry>* entries : {&c.entries, &c.samples})
      for (const entry& e : *entries)
        if (!e.is_measured()) names.insert(e.function + '.' + e.quantity + '.' + e.type);
    out << "\nNot measured yet, and tested on a part of the inputs only:";
    for (const auto& name : names) out << ' ' << name;
    out << "\n";
  }
  for (const std::string type : {"float", "double"})
    for (const auto& [set, name] :
         {std::pair{with_fma, "with FMA"}, std::pair{without_fma, "without FMA (SSE2)"}}) {
      out << "\n## " << type << ", " << name << "\n\n";
      print_measured(out, c.entries, type, set);
    }
  for (const auto& [set, name] : {std::pair{with_fma, "with FMA"}, std::pair{without_fma, "without FMA"}}) {
    out << "\n## float, other parameters, " << name << "\n\nOne float in eight.\n\n";
    print_measured(out, c.samples, "float", set);
  }
  out << R"(
## bfloat16 and float16

How many results are not correctly rounded, and the largest error in ULP of the 16 bits, of errors above the absolute
part of a promise.

)";
  print_16_bits(out, c);
  out << "\n## The largest error by region\n\nfloat, with FMA, in ULP if not said otherwise.\n\n";
  print_regions(out, c, "float", with_fma);
  out << "\n## The error over x\n\nfloat: the largest in each sixteenth of an octave.\n\n";
  for (const auto& [file, measure] : pictures(c)) out << "![" << file << "](" << file << ".png)\n";
  out << "\n## Special values\n\n";
  print_specials(out, c);
  out << "\n## The same bits\n\n";
  print_hashes(out, c);
  return out.str();
}

// ---- files

std::string content(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// `text` with what stands between the marks replaced.
std::string with_table(const std::string& text, const std::string& table) {
  const std::string opening = "<!-- contract -->\n", closing = "<!-- /contract -->";
  const auto from = text.find(opening), to = text.find(closing);
  if (from == std::string::npos || to == std::string::npos || to < from)
    throw std::runtime_error("docs/contract.md has no place for the table: " + opening + "... " + closing);
  return text.substr(0, from + opening.size()) + "\n" + table + "\n" + text.substr(to);
}

}  // namespace

int main(int argc, char** argv) {
  fs::path project;
  bool check = false, complete = false, list_pictures = false;
  CLI::App app{"Prints the contract, promised and measured, into docs/contract.md and tests/contract."};
  app.add_option("project", project, "The project's folder")->required()->check(CLI::ExistingDirectory);
  app.add_flag("--check", check, "Write nothing: fail where they say something else");
  app.add_flag("--complete", complete, "Fail where something has not been measured");
  app.add_flag("--pictures", list_pictures, "Print what error.gp draws, instead");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    const fs::path folder = project / "tests" / "contract";
    const contract c = load(folder / "results");
    if (list_pictures) {
      for (const auto& [file, measure] : pictures(c)) std::cout << file << ' ' << measure << ' ';
      return 0;
    }
    for (const auto& defect : c.defects) std::cerr << "contract: " << defect << '\n';
    for (const auto& missing : c.unmeasured) std::cerr << "contract: " << missing << '\n';
    if (!c.defects.empty() || (complete && !c.unmeasured.empty())) return 1;
    bool stale = false;
    const auto put = [&](const fs::path& file, const std::string& text) {
      if (content(file) == text) return;
      stale = true;
      if (check)
        std::cerr << "contract: " << file.string() << " is stale: run ./dev contract\n";
      else if (!(std::ofstream(file) << text))
        throw std::runtime_error("cannot write " + file.string());
    };
    const fs::path short_page = project / "docs" / "contract.md";
    put(short_page, with_table(content(short_page), short_table(c)));
    put(folder / "README.md", page(c));
    return check && stale ? 1 : 0;
  } catch (const std::exception& error) {
    std::cerr << "contract: " << error.what() << '\n';
    return 1;
  }
}
