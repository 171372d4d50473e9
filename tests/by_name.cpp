#include "xact/by_name.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "xact/activations.hpp"

// Activations that are chosen at run time.

namespace {

using xact::accuracy, xact::by_name, xact::by_name_error;
using all = xact::all_activations;

template <class F, class List>
const F* as(const xact::chosen<List>& found) {
  return found ? std::get_if<F>(&*found.activation) : nullptr;
}

TEST(by_name, finds_every_activation_of_the_registry_in_its_tier) {
  all::for_each([]<class F>(const F&) {
    const accuracy tier = F::name.starts_with("fast::")    ? accuracy::fast
                          : F::name.starts_with("exact::") ? accuracy::exact
                                                           : accuracy::accurate;
    const auto found = by_name<all>(xact::core::without_tier(F::name), {}, tier);
    ASSERT_TRUE(as<F>(found)) << F::name;
    if constexpr (!std::is_empty_v<F>) {
      EXPECT_EQ(*as<F>(found), F{}) << F::name;
    }
    EXPECT_EQ(found.error, by_name_error::none);
  });
}

TEST(by_name, what_has_no_tiers_is_in_each) {
  for (const auto tier : {accuracy::accurate, accuracy::fast, accuracy::exact})
    EXPECT_TRUE(as<xact::relu_t>(by_name<all>("relu", {}, tier)));
}

/// Each parameter of each activation, set to that of its last sample.
TEST(by_name, sets_parameters) {
  std::size_t how_many = 0;
  all::for_each([&]<class F>(const F&) {
    if constexpr (xact::core::has_parameters<F>) {
      const F sample = F::samples().back();
      std::vector<xact::named_value> values;
      for (const auto& p : F::parameters) values.push_back({p.name, sample.*p.member});
      const accuracy tier = F::name.starts_with("fast::") ? accuracy::fast : accuracy::accurate;
      const auto found = by_name<all>(xact::core::without_tier(F::name), values, tier);
      ASSERT_TRUE(as<F>(found)) << F::name;
      EXPECT_EQ(*as<F>(found), sample) << F::name;
      ++how_many;
    } else {
      EXPECT_FALSE(requires { F::samples(); }) << F::name << " has parameters, but does not name them";
    }
  });
  EXPECT_GE(how_many, 10u);
}

TEST(by_name, the_others_keep_their_default) {
  const auto found = by_name<all>("hard_tanh", {{"max_val", 4}});
  ASSERT_TRUE(as<xact::hard_tanh_t>(found));
  EXPECT_EQ(*as<xact::hard_tanh_t>(found), xact::hard_tanh_t(-1, 4));
}

TEST(by_name, names_of_instances) {
  EXPECT_EQ(*as<xact::swish_t<>>(by_name<all>("quick_gelu")), xact::quick_gelu);
  EXPECT_EQ(*as<xact::hard_tanh_t>(by_name<all>("relu6")), xact::relu6);
  EXPECT_TRUE(as<xact::swish_t<accuracy::fast>>(by_name<all>("quick_gelu", {}, accuracy::fast)));
}

TEST(by_name, says_what_is_wrong) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const auto expect = [](const auto& found, by_name_error error, std::string_view culprit) {
    EXPECT_FALSE(found);
    EXPECT_EQ(found.error, error);
    EXPECT_EQ(found.culprit, culprit);
  };
  using enum by_name_error;
  expect(by_name<all>("geru"), unknown_activation, "geru");
  expect(by_name<all>("fast::gelu"), unknown_activation, "fast::gelu");
  expect(by_name<all>(""), unknown_activation, "");
  expect(by_name<all>("silu", {}, accuracy::exact), unknown_activation, "silu");
  expect(by_name<all>("leaky_relu", {{"alpha", 0.1}}), unknown_parameter, "alpha");
  expect(by_name<all>("silu", {{"beta", 1}}), unknown_parameter, "beta");
  expect(by_name<all>("leaky_relu", {{"negative_slope", nan}}), invalid_value, "negative_slope");
  expect(by_name<all>("celu", {{"alpha", 0}}), invalid_value, "alpha");
  expect(by_name<all>("hard_tanh", {{"min_val", 2}}), invalid_value, "min_val");
  expect(by_name<all>("softshrink", {{"lambda", -1}}), invalid_value, "lambda");
  expect(by_name<xact::activation_list<xact::relu_t>>("gelu"), unknown_activation, "gelu");
}

TEST(by_name, what_is_found_computes) {
  using mine = xact::activation_list<xact::relu_t, xact::elu_t<>>;
  const auto found = by_name<mine>("elu", {{"alpha", 0.3}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found.visit([](const auto& f) { return f(-1.5f); }), xact::elu_t<>(0.3)(-1.5f));
}

}  // namespace
