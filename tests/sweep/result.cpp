#include "result.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace sweep {
namespace {

// A file is lines of a key and its value, then a table, all apart by tabs: gnuplot reads it as it is. Numbers
// that stand for a place are hexadecimal, to the last bit.

constexpr char table_heading[] = "# low\thigh\tpoints\tmax_ulp\tmean_ulp\tmax_absolute";

/// The same keys in writing and in reading.
template <class Result, class Visit>
void for_each_field(Result& r, Visit visit) {
  visit("function", r.function);
  visit("quantity", r.quantity);
  visit("type", r.type);
  visit("set", r.set);
  visit("compiler", r.compiler);
  visit("xsimd", r.xsimd);
  visit("promise_ulp", r.promise_ulp);
  visit("promise_absolute", r.promise_absolute);
  visit("points", r.total.points);
  visit("decided_by_mpfr", r.total.decided);
  visit("broken", r.total.broken);
  visit("misrounded", r.total.misrounded);
  visit("sum_ulp", r.total.sum_ulp);
  visit("max_ulp", r.total.ulp);
  visit("max_ulp_outside_absolute", r.total.ulp_outside);
  visit("max_absolute", r.total.absolute);
  visit("max_step_ulp", r.total.step);
  visit("hash", r.total.hash.all);
  visit("short_hash", r.total.hash.quick);
}

std::string text(const std::string& value) { return value; }
std::string text(std::uint64_t value) { return std::to_string(value); }
std::string text(double value) {
  std::ostringstream out;
  out << std::setprecision(17) << value;
  return out.str();
}
std::string text(const extreme& value) {
  std::ostringstream out;
  out << text(value.value) << " at " << std::hexfloat << value.at;
  return out.str();
}

void parse(const std::string& from, std::string& value) { value = from; }
void parse(const std::string& from, std::uint64_t& value) { value = std::stoull(from); }
void parse(const std::string& from, double& value) { value = std::strtod(from.c_str(), nullptr); }
void parse(const std::string& from, extreme& value) {
  char* rest = nullptr;
  value.value = std::strtod(from.c_str(), &rest);
  value.at = std::strtod(rest + std::string(" at ").size(), nullptr);
}

/// The file that r shares with its like, or "".
std::string shared_file(const result& r) {
  if (r.type.ends_with("float16")) return r.type;
  if (r.function.ends_with(']')) return "samples";
  return r.set == "avx2" ? "float_and_double" : "";  // avx512 has the same results, with their rows
}
bool in_one_file(const result& r) { return !shared_file(r).empty(); }

std::filesystem::path file_of(const std::filesystem::path& results, const result& r) {
  return results / r.set / (file_name(in_one_file(r) ? shared_file(r) : r.name()) + ".tsv");
}

/// print(stream) makes the content of the file, at once.
template <class Print>
void write(const std::filesystem::path& file, Print print) {
  std::filesystem::create_directories(file.parent_path());
  const std::filesystem::path unfinished = file.string() + ".part";
  {
    std::ofstream out(unfinished);
    print(out);
    if (!out.flush()) throw std::runtime_error("cannot write " + unfinished.string());
  }
  std::filesystem::rename(unfinished, file);
}

void print_one(std::ostream& out, const result& r) {
  for_each_field(
      r, [&](const char* key, const auto& value) { out << "# " << key << '\t' << text(value) << '\n'; });
  out << table_heading << '\n' << std::setprecision(4);
  for (const auto& row : r.rows)
    out << text(row.low) << '\t' << text(row.high) << '\t' << row.points << '\t' << row.max_ulp << '\t'
        << row.mean_ulp << '\t' << row.max_absolute << '\n';
}

result read_one(std::istream& in, const std::string& file) {
  result r;
  std::string line;
  for_each_field(r, [&](const std::string& key, auto& value) {
    const std::string start = "# " + key + '\t';
    if (!std::getline(in, line) || !line.starts_with(start))
      throw std::runtime_error(file + ": no line " + key + "; run ./dev sweep --fresh");
    parse(line.substr(start.size()), value);
  });
  std::getline(in, line);  // the heading
  for (std::string cells[6]; in >> cells[0] >> cells[1] >> cells[2] >> cells[3] >> cells[4] >> cells[5];) {
    result::row row;
    parse(cells[0], row.low);
    parse(cells[1], row.high);
    parse(cells[2], row.points);
    parse(cells[3], row.max_ulp);
    parse(cells[4], row.mean_ulp);
    parse(cells[5], row.max_absolute);
    r.rows.push_back(row);
  }
  return r;
}

std::string heading_of_all() {
  std::string line;
  const result any;
  for_each_field(
      any, [&](const char* key, const auto&) { line += (line.empty() ? "# " : "\t") + std::string(key); });
  return line;
}

void print_all(std::ostream& out, const std::vector<result>& all) {
  out << heading_of_all() << '\n';
  for (const result& r : all) {
    const char* apart = "";
    for_each_field(r,
                   [&](const char*, const auto& value) { out << std::exchange(apart, "\t") << text(value); });
    out << '\n';
  }
}

std::vector<result> read_all(std::istream& in, const std::string& file) {
  std::string line;
  if (!std::getline(in, line) || line != heading_of_all())
    throw std::runtime_error(file + ": other columns; delete it and run ./dev sweep");
  std::vector<result> all;
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    std::string cell;
    for_each_field(all.emplace_back(), [&](const char*, auto& value) {
      if (!std::getline(cells, cell, '\t')) throw std::runtime_error(file + ": a line is too short");
      parse(cell, value);
    });
  }
  return all;
}

auto named_as(const result& r) {
  return [name = r.name()](const result& other) { return other.name() == name; };
}

}  // namespace

std::string file_name(std::string name) {
  std::ranges::replace(name, ':', '-');
  return name;
}

void keep(const std::filesystem::path& results, const result& r) {
  const auto file = file_of(results, r);
  if (!in_one_file(r)) return write(file, [&](std::ostream& out) { print_one(out, r); });
  std::vector<result> all;
  if (std::ifstream in(file); in) all = read_all(in, file.string());
  if (const auto before = std::ranges::find_if(all, named_as(r)); before != all.end())
    *before = r;
  else
    all.push_back(r);
  write(file, [&](std::ostream& out) { print_all(out, all); });
}

std::optional<result> find(const std::filesystem::path& results, const result& r) {
  const auto file = file_of(results, r);
  std::ifstream in(file);
  if (!in) return std::nullopt;
  if (!in_one_file(r)) return read_one(in, file.string());
  const std::vector<result> all = read_all(in, file.string());
  const auto found = std::ranges::find_if(all, named_as(r));
  return found == all.end() ? std::nullopt : std::optional(*found);
}

}  // namespace sweep
