// One head of attention: scores of queries and keys, a mask, softmax over each row, and the weights times the
// values. The last query is padding, which may attend to nothing: its row of scores is all -infinity, its
// weights are 0, and no NaN comes out.

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <vector>
#include <xact/rows.hpp>

int main() {
  constexpr std::size_t tokens = 4, width = 2;
  const std::vector<float> queries{0.5f, -1, 1.5f, 0.25f, -0.75f, 2, 1, 1};
  const std::vector<float> keys{1, 0.5f, -0.5f, 1, 2, -0.25f, 0, 3};
  const std::vector<float> values{1, 0, 0, 1, -1, 2, 3, -3};
  constexpr float masked = -std::numeric_limits<float>::infinity();

  std::vector<float> weights(tokens * tokens);  // first the scores
  for (std::size_t q = 0; q < tokens; ++q)
    for (std::size_t k = 0; k < tokens; ++k) {
      float score = 0;
      for (std::size_t i = 0; i < width; ++i) score += queries[q * width + i] * keys[k * width + i];
      const bool attends = k <= q && q != tokens - 1;  // to what came before
      weights[q * tokens + k] = attends ? score / std::sqrt(static_cast<float>(width)) : masked;
    }
  xact::softmax(weights, weights, tokens);

  for (std::size_t q = 0; q < tokens; ++q) {
    std::printf("weights");
    for (std::size_t k = 0; k < tokens; ++k)
      std::printf(" %.5f", static_cast<double>(weights[q * tokens + k]));
    std::printf("  output");
    for (std::size_t i = 0; i < width; ++i) {
      float output = 0;
      for (std::size_t k = 0; k < tokens; ++k) output += weights[q * tokens + k] * values[k * width + i];
      std::printf(" %.5f", static_cast<double>(output));
    }
    std::printf("\n");
  }
}
