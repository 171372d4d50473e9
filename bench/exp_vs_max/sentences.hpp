#pragma once

#include <cctype>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report.hpp"
#include "text.hpp"

// What was found, in sentences that one can quote.

namespace bench {

/// ReLU's own time varies as much from one run to the next.
inline bool costs_what_relu_costs(double times_relu) { return std::abs(times_relu - 1) <= 0.1; }

/// How a sentence speaks of a function: by its name, or of its derivative.
inline std::string spoken(const table& t, std::string_view function) {
  return std::string(function) + (t.operation == "derivative" ? "'s" : "");
}

/// "in L1", "from memory"
inline std::string place(const report& r, std::size_t level) {
  const std::string_view name = r.levels[level].name;
  return (name == "memory" ? "from " : "in ") + std::string(name);
}

/// How a sentence begins.
inline std::string begin(const report& r, std::size_t level) {
  std::string text = place(r, level) + ' ';
  text.front() = static_cast<char>(std::toupper(text.front()));
  return text;
}

/// "In L1 tanh costs what ReLU costs, within 10 %; sigmoid costs 11 x ReLU, gelu 25 x."
inline std::string cost_sentence(const report& r, const table& t, std::size_t level) {
  std::vector<std::string> like_relu, others, times;
  for (const row& one : t.rows) {
    if (one.group != exp_group || !one.in_sentences) continue;
    const double ratio = t.times_relu(one, level);
    (costs_what_relu_costs(ratio) ? like_relu : others).push_back(spoken(t, one.function));
    if (!costs_what_relu_costs(ratio)) times.push_back(significant(ratio, 2) + " x");
  }
  if (like_relu.empty() && others.empty()) return "";

  const std::string relu = spoken(t, "ReLU");
  std::string noun = t.operation == "derivative" ? " derivative" : "";  // said once
  std::string sentence = begin(r, level);
  if (!like_relu.empty()) {
    if (like_relu.size() > 1 && !noun.empty()) noun += 's';
    sentence += list_of(like_relu) + std::exchange(noun, "") + (like_relu.size() == 1 ? " costs" : " cost") +
                " what " + relu + " costs, within 10 %" + (others.empty() ? "" : "; ");
  }
  for (std::size_t i = 0; i < others.size(); ++i)
    sentence +=
        i == 0 ? others[i] + noun + " costs " + times[i] + ' ' + relu : ", " + others[i] + ' ' + times[i];
  return sentence + '.';
}

/// "In L1 a plain loop takes 9.2 x as long as xact for sigmoid (std::exp), 20 x for gelu (std::erf)."
inline std::string plain_loop_sentence(const report& r, const table& t, std::size_t level) {
  std::vector<std::string> factors;
  for (const row& plain : t.rows) {
    const row* const xact = t.find(exp_group, plain.function);
    if (plain.group != std_group || xact == nullptr || !xact->in_sentences) continue;
    factors.push_back(significant(plain.ns[level] / xact->ns[level], 2) + " x" +
                      (factors.empty() ? " as long as xact" : "") + " for " + spoken(t, plain.function));
    if (t.operation == "forward" && !plain.calls.empty())
      factors.back() += " (" + std::string(plain.calls) + ")";
  }
  if (factors.empty()) return "";
  return begin(r, level) + "a plain loop takes " + list_of(factors, ", ") +
         (t.operation == "derivative" ? " derivative." : ".");
}

/// Of the caches, L1 tells: there no loop waits for memory. The table has the others.
inline std::vector<std::string> sentences(const report& r) {
  constexpr std::size_t first = 0, last = 2;
  std::vector<std::string> told;
  for (const table& t : r.tables)
    for (const std::string& sentence :
         {cost_sentence(r, t, first), cost_sentence(r, t, last), plain_loop_sentence(r, t, first)})
      if (!sentence.empty()) told.push_back(sentence);
  return told;
}

}  // namespace bench
