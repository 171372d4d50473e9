#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

#include "xact/rows.hpp"

namespace {

/// With pointers, n and the number of rows come last.
TEST(rows_of_pointers, are_those_of_arrays) {
  const std::size_t n = 5, count = 3;
  std::vector<float> x(n * count), y(x.size()), same(x.size()), one(count), same_one(count);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i * 7 % 11) / 4;
  const std::vector<int> classes{4, 0, 2};
  const std::vector<float> dy(x.rbegin(), x.rend()), target(x.size(), 0.25f);
  const auto expect_same = [&] { EXPECT_TRUE(y == same && one == same_one); };

  xact::softmax(x, y, n);
  xact::softmax(x.data(), same.data(), n, count);
  expect_same();
  xact::softmax_backward(dy, x, y, n);
  xact::softmax_backward(dy.data(), x.data(), same.data(), n, count);
  expect_same();
  xact::logsumexp(x, one, n);
  xact::logsumexp(x.data(), same_one.data(), n, count);
  expect_same();
  xact::logsumexp_backward(one, x, one, y, n);
  xact::logsumexp_backward(one.data(), x.data(), one.data(), same.data(), n, count);
  expect_same();
  xact::softmax_cross_entropy(x, classes, one, n);
  xact::softmax_cross_entropy(x.data(), classes.data(), same_one.data(), n, count);
  expect_same();
  xact::softmax_cross_entropy_backward(one, x, classes, y, n);
  xact::softmax_cross_entropy_backward(one.data(), x.data(), classes.data(), same.data(), n, count);
  expect_same();
  xact::bce_with_logits(x, target, y);
  xact::bce_with_logits(x.data(), target.data(), same.data(), x.size());
  expect_same();
  xact::bce_with_logits_backward(dy, x, target, y);
  xact::bce_with_logits_backward(dy.data(), x.data(), target.data(), same.data(), x.size());
  expect_same();
}

}  // namespace
