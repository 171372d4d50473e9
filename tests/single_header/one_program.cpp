#include <bit>
#include <cstdint>
#include <cstdio>

#include "results.hpp"

// The folder xact/, xact.hpp and xact-scalar.hpp in a file each of one program. All have the same bits: of
// arrays both that have them, of scalars all three.

namespace {

bool agree = true;

/// The first results of `expected` are those of the header `name`, all of them if it has `whole`.
void compare(const char* name, const std::vector<results>& found, const std::vector<results>& expected,
             bool whole) {
  const auto complain = [&](const std::string& function) {
    agree = false;
    std::fprintf(stderr, "%s: %s is not as it is in the folder\n", name, function.c_str());
  };
  const auto same = [](float a, float b) {
    return (a != a && b != b) || std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
  };
  if (found.empty() || (whole ? found.size() != expected.size() : found.size() >= expected.size()))
    return complain("the number of functions");
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto& [function, y] = expected[i];
    bool all_same = found[i].function == function && found[i].y.size() == y.size();
    for (std::size_t j = 0; all_same && j < y.size(); ++j) all_same = same(found[i].y[j], y[j]);
    if (!all_same) complain(function);
  }
}

}  // namespace

int main() {
  const auto expected = results_of_folder();
  compare("xact.hpp", results_of_whole(), expected, true);
  compare("xact-scalar.hpp", results_of_scalar(), expected, false);
  std::printf("%zu functions of %zu floats\n", expected.size(), expected.front().y.size());
  return agree ? 0 : 1;
}
