#pragma once

#include <xact/gelu.hpp>
#include <xact/leaky_relu.hpp>
#include <xact/relu.hpp>
#include <xact/sigmoid.hpp>
#include <xact/tanh.hpp>

namespace lesson {

inline constexpr int activation_count = 5;

/// Calls visit(f) with each activation of the lesson.
template <class Visit>
void for_each_activation(double negative_slope, Visit&& visit) {
  visit(xact::sigmoid);
  visit(xact::tanh);
  visit(xact::relu);
  visit(xact::leaky_relu_t(negative_slope));
  visit(xact::gelu);
}

}  // namespace lesson
