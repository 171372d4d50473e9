// What is printed of made-up figures.

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "json.hpp"
#include "report.hpp"
#include "sentences.hpp"
#include "table.hpp"
#include "text.hpp"

namespace {

using namespace bench;

row make_row(std::string_view group, std::string_view function, std::array<double, 3> ns,
             std::string_view calls = "") {
  return {.group = group, .function = function, .calls = calls, .ns = ns};
}

/// In L1 as on a Zen 5; tanh ties with ReLU from memory, fast::tanh is cheaper there.
report made_up(std::string_view operation) {
  report r{.type = "float",
           .bytes_of_type = 4,
           .caches = {32 * 1024, 1024 * 1024, 0},
           .levels = {{{"L1", 8192}, {"L2", 131072}, {"memory", 67108864}}},
           .tables = {{operation, {"avx512bw", 16}, {}}}};
  r.tables[0].rows = {make_row(floor_group, "memcpy", {0.03, 0.035, 0.24}),
                      make_row(max_group, "relu", {0.02, 0.05, 0.2}),
                      make_row(max_group, "leaky_relu", {0.03, 0.05, 0.2}),
                      make_row(exp_group, "sigmoid", {0.2, 0.2, 0.21}),
                      make_row(exp_group, "tanh", {0.178, 0.18, 0.181}),
                      make_row(exp_group, "gelu", {0.5, 0.5, 0.48}),
                      make_row(exp_group, "fast::tanh", {0.021, 0.06, 0.172}),
                      make_row(std_group, "relu", {0.02, 0.05, 0.2}),
                      make_row(std_group, "sigmoid", {1.8, 1.8, 1.9}, "std::exp"),
                      make_row(std_group, "tanh", {10, 14, 14}, "std::tanh"),
                      make_row(std_group, "gelu", {7.5, 15, 15}, "std::erf")};
  return r;
}

row& find(report& r, std::string_view group, std::string_view function) {
  for (row& one : r.tables[0].rows)
    if (one.group == group && one.function == function) return one;
  throw std::logic_error("no such row");
}

void erase(report& r, std::string_view function) {
  std::erase_if(r.tables[0].rows, [&](const row& one) { return one.function == function; });
}

TEST(sentences, forward) {
  EXPECT_EQ(
      sentences(made_up("forward")),
      (std::vector<std::string>{
          "In L1 fast::tanh costs what ReLU costs, within 10 %; sigmoid costs 10 x ReLU, tanh 8.9 x, gelu 25 "
          "x.",
          "From memory sigmoid and tanh cost what ReLU costs, within 10 %; gelu costs 2.4 x ReLU, fast::tanh "
          "0.86 x.",
          "In L1 a plain loop takes 9.0 x as long as xact for sigmoid (std::exp), 56 x for tanh (std::tanh), "
          "15 x for gelu (std::erf)."}));
}

TEST(sentences, derivative) {
  EXPECT_EQ(
      sentences(made_up("derivative")),
      (std::vector<std::string>{
          "In L1 fast::tanh's derivative costs what ReLU's costs, within 10 %; sigmoid's costs 10 x ReLU's, "
          "tanh's 8.9 x, gelu's 25 x.",
          "From memory sigmoid's and tanh's derivatives cost what ReLU's costs, within 10 %; gelu's costs "
          "2.4 x "
          "ReLU's, fast::tanh's 0.86 x.",
          "In L1 a plain loop takes 9.0 x as long as xact for sigmoid's, 56 x for tanh's, 15 x for gelu's "
          "derivative."}));
}

TEST(sentences, none_ties) {
  report r = made_up("forward");
  find(r, exp_group, "fast::tanh").ns[0] = 0.0221;  // 1.105 times ReLU
  EXPECT_EQ(sentences(r)[0], "In L1 sigmoid costs 10 x ReLU, tanh 8.9 x, gelu 25 x, fast::tanh 1.1 x.");
  r = made_up("derivative");
  find(r, exp_group, "fast::tanh").ns[0] = 0.0178;
  EXPECT_EQ(sentences(r)[0],
            "In L1 sigmoid's derivative costs 10 x ReLU's, tanh's 8.9 x, gelu's 25 x, fast::tanh's 0.89 x.");
}

TEST(sentences, all_tie) {
  report r = made_up("forward");
  find(r, exp_group, "gelu").ns[2] = 0.21;
  find(r, exp_group, "fast::tanh").ns[2] = 0.19;
  EXPECT_EQ(sentences(r)[1],
            "From memory sigmoid, tanh, gelu and fast::tanh cost what ReLU costs, within 10 %.");
}

TEST(sentences, of_one_function) {
  report r = made_up("forward");
  for (const std::string_view function : {"sigmoid", "gelu", "fast::tanh"}) erase(r, function);
  EXPECT_EQ(sentences(r),
            (std::vector<std::string>{
                "In L1 tanh costs 8.9 x ReLU.", "From memory tanh costs what ReLU costs, within 10 %.",
                "In L1 a plain loop takes 56 x as long as xact for tanh (std::tanh)."}));
  erase(r, "tanh");
  EXPECT_EQ(sentences(r), std::vector<std::string>{});
}

TEST(sentences, leave_out_what_only_the_table_shows) {
  report r = made_up("forward");
  for (const std::string_view function : {"sigmoid", "gelu"})
    find(r, exp_group, function).in_sentences = false;
  EXPECT_EQ(sentences(r)[0], "In L1 fast::tanh costs what ReLU costs, within 10 %; tanh costs 8.9 x ReLU.");
  EXPECT_EQ(sentences(r)[2], "In L1 a plain loop takes 56 x as long as xact for tanh (std::tanh).");
}

std::string printed(const report& r) {
  std::ostringstream out;
  print(out, r);
  return out.str();
}

TEST(table, fits_a_terminal) {
  std::istringstream lines(printed(made_up("derivative")));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
}

TEST(table, has_each_row) {
  const std::string text = printed(made_up("forward"));
  for (const std::string_view line :
       {"Caches      L1 32 KiB, L2 1 MiB\n",
        "Arrays      L1: 2 of 8 KiB, L2: 2 of 128 KiB, memory: 2 of 64 MiB\n",
        "\nmemcpy                  0.030    0.035    0.240         1.50    0.700     1.20\n",
        "\nrelu                    0.020    0.050    0.200         1.00     1.00     1.00\n",
        "\ngelu                    0.500    0.500    0.480         25.0     10.0     2.40\n",
        "plain loop over std::\n  relu                  0.020    0.050    0.200         1.00     1.00     "
        "1.00\n",
        "\n  tanh                 10.000   14.000   14.000          500      280     70.0\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
}

TEST(table, says_once_that_no_cache_is_reported) {
  report r = made_up("forward");
  r.caches = {};
  EXPECT_NE(printed(r).find("Caches      sizes not reported\n"), std::string::npos) << printed(r);
}

TEST(json, has_each_figure) {
  std::ostringstream out;
  write_json(out, made_up("forward"));
  const std::string text = out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '{'), 1 + 3 * 11);
  EXPECT_NE(text.find(R"(  "cache_bytes": [32768, 1048576, 0],)"), std::string::npos) << text;
  EXPECT_NE(
      text.find(R"(    {"operation": "forward", "group": "exp", "function": "gelu", "level": "memory", )"
                R"("elements": 16777216, "ns_per_element": 0.48, "ratio_to_relu": 2.4, )"
                R"("gigabytes_per_second": 16.6667})"),
      std::string::npos)
      << text;
}

TEST(text, significant_digits) {
  EXPECT_EQ(significant(0.0864, 2), "0.086");
  EXPECT_EQ(significant(0.864, 2), "0.86");
  EXPECT_EQ(significant(0.996, 2), "1.0");
  EXPECT_EQ(significant(4.07, 2), "4.1");
  EXPECT_EQ(significant(9.94, 2), "9.9");
  EXPECT_EQ(significant(9.96, 2), "10");
  EXPECT_EQ(significant(25.3, 2), "25");
  EXPECT_EQ(significant(104.0, 2), "100");
  EXPECT_EQ(significant(106.0, 2), "110");
  EXPECT_EQ(significant(25.3, 3), "25.3");
}

TEST(text, wraps_between_words) {
  EXPECT_EQ(wrapped("one two three", 7), "one two\nthree\n");
  EXPECT_EQ(wrapped("one two three", 13), "one two three\n");
  EXPECT_EQ(wrapped("incomprehensible", 7), "incomprehensible\n");
  EXPECT_EQ(wrapped("an incomprehensible word", 7), "an\nincomprehensible\nword\n");
  EXPECT_EQ(wrapped("tanh 8.9 x, xact 10 %.", 8), "tanh\n8.9 x,\nxact\n10 %.\n");
}

}  // namespace
