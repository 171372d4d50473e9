#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iomanip>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

// Numbers and lists as text.

namespace bench {

inline std::string fixed(double value, int decimals) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(decimals) << value;
  return text.str();
}

/// At least so many significant digits: all before the point are written.
inline std::string significant(double value, int digits) {
  const auto magnitude = [](double of) { return static_cast<int>(std::floor(std::log10(of))); };
  const double unit = std::pow(10.0, magnitude(value) + 1 - digits);
  const double rounded = std::round(value / unit) * unit;  // 9.96 becomes 10, which has a digit more
  return fixed(rounded, std::max(0, digits - 1 - magnitude(rounded)));
}

/// A size in binary units.
inline std::string human(std::size_t bytes) {
  constexpr std::size_t KiB = 1024, MiB = 1024 * KiB;
  return bytes < MiB ? std::to_string(bytes / KiB) + " KiB" : std::to_string(bytes / MiB) + " MiB";
}

/// Joins as English does: "a, b and c".
inline std::string list_of(const std::vector<std::string>& items, std::string_view last = " and ") {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i)
    text.append(i == 0 ? "" : i + 1 == items.size() ? last : ", ").append(items[i]);
  return text;
}

/// A number keeps the sign behind it: "25 x", "10 %".
inline bool is_sign(std::string_view word) {
  return word.starts_with('%') || word == "x" || word == "x," || word == "x.";
}

/// Breaks the text into lines that fit a terminal.
inline std::string wrapped(const std::string& text, std::size_t columns = 80) {
  std::vector<std::string> units;
  std::istringstream words(text);
  for (std::string word; words >> word;)
    if (is_sign(word) && !units.empty())
      units.back() += ' ' + word;
    else
      units.push_back(word);

  std::string lines;
  std::size_t used = 0;
  for (const std::string& unit : units) {
    const bool fits = used + 1 + unit.size() <= columns;
    if (!lines.empty()) lines += fits ? ' ' : '\n';
    lines += unit;
    used = fits && used != 0 ? used + 1 + unit.size() : unit.size();
  }
  return lines + '\n';
}

}  // namespace bench
