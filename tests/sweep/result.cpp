#include "result.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <limits>
#include <sstream>
#include <stdexcept>

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
  visit("hash", r.total.hash);
  visit("short_hash", r.short_hash);
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

}  // namespace

std::filesystem::path file_of(const std::filesystem::path& results, const std::string& set,
                              const std::string& name) {
  std::string file = name + ".tsv";
  std::ranges::replace(file, ':', '-');  // fast::tanh
  return results / set / file;
}

void write(const result& r, const std::filesystem::path& file) {
  std::filesystem::create_directories(file.parent_path());
  const std::filesystem::path unfinished = file.string() + ".part";
  {
    std::ofstream out(unfinished);
    for_each_field(
        r, [&](const char* key, const auto& value) { out << "# " << key << '\t' << text(value) << '\n'; });
    out << table_heading << '\n' << std::setprecision(4);
    for (const auto& row : r.rows)
      out << text(row.low) << '\t' << text(row.high) << '\t' << row.points << '\t' << row.max_ulp << '\t'
          << row.mean_ulp << '\t' << row.max_absolute << '\n';
    if (!out.flush()) throw std::runtime_error("cannot write " + unfinished.string());
  }
  std::filesystem::rename(unfinished, file);
}

std::optional<result> read(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return std::nullopt;
  result r;
  std::string line;
  for_each_field(r, [&](const std::string& key, auto& value) {
    const std::string start = "# " + key + '\t';
    if (!std::getline(in, line) || !line.starts_with(start))
      throw std::runtime_error(file.string() + ": no line " + key + "; run ./dev sweep --fresh");
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

}  // namespace sweep
