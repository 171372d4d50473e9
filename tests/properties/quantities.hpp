#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "subject.hpp"

// Calls of the quantities of a subject, whatever their number of inputs and outputs, and what each of them
// is.

namespace quantities {

/// What an output of a quantity is, but for the gradient that multiplies it.
enum class part { forward, derivative, derivative_from_output };

/// The quantity that is this alone.
constexpr std::string_view name_of(part p) {
  return p == part::forward ? "forward" : p == part::derivative ? "derivative" : "derivative_from_output";
}

/// The outputs of the quantity of this name, each of which is multiplied by the first input, if there are
/// two. A new quantity is written down here; until then every test of it fails.
inline std::span<const part> parts_of(std::string_view name) {
  using enum part;
  static constexpr std::array of_forward{forward}, of_derivative{derivative},
      of_derivative_from_output{derivative_from_output};
  static constexpr std::array of_both{forward, derivative};
  if (name == "forward") return of_forward;
  if (name == "derivative" || name == "backward") return of_derivative;
  if (name == "derivative_from_output" || name == "backward_from_output") return of_derivative_from_output;
  if (name == "forward_and_derivative") return of_both;
  throw std::logic_error(
      "xact tests: " + std::string(name) +
      " is in core::quantities, but tests/properties/quantities.hpp does not say what it is");
}

/// Numbers for the inputs of a quantity, or from its outputs: a vector for each.
template <class T>
using columns = std::vector<std::vector<T>>;

/// The inputs of a quantity, where x (or y, if it is from the output) is the last, and all before it are
/// grad_output.
template <class T>
columns<T> inputs_of(const calls::quantity<T>& quantity, const std::vector<T>& x,
                     const std::vector<T>& grad_output) {
  columns<T> in(quantity.inputs, grad_output);
  in.back() = x;
  return in;
}
/// The same with a gradient of 1, so that the results are the derivatives themselves.
template <class T>
columns<T> inputs_of(const calls::quantity<T>& quantity, const std::vector<T>& x) {
  return inputs_of(quantity, x, std::vector<T>(x.size(), T(1)));
}

/// Where the arrays of one call lie.
template <class T>
struct places {
  typename subjects::subject<T>::inputs in{};
  typename subjects::subject<T>::outputs out{};
};

template <class T>
places<T> places_of(const columns<T>& in, columns<T>& out) {
  places<T> at;
  for (std::size_t k = 0; k < in.size(); ++k) at.in[k] = in[k].data();
  for (std::size_t k = 0; k < out.size(); ++k) at.out[k] = out[k].data();
  return at;
}

/// The results of `function`, which is one of the quantity's, called with `step` numbers at a time.
template <class T>
columns<T> results_in_steps(const subjects::subject<T>& s, const calls::quantity<T>& quantity,
                            calls::function<T> function, std::size_t step, const columns<T>& in) {
  const std::size_t n = in.front().size();
  columns<T> out(quantity.outputs, std::vector<T>(n));
  places<T> at = places_of(in, out);
  for (std::size_t i = 0; i < n; i += step) {
    s.run(function, step, at.in, at.out);
    for (auto& p : at.in)
      if (p != nullptr) p += step;
    for (auto& p : at.out)
      if (p != nullptr) p += step;
  }
  return out;
}

/// By the array function, of all numbers at once.
template <class T>
columns<T> results_of_array(const subjects::subject<T>& s, const calls::quantity<T>& quantity,
                            const columns<T>& in) {
  columns<T> out(quantity.outputs, std::vector<T>(in.front().size()));
  const auto at = places_of(in, out);
  s.run(quantity.array, in.front().size(), at.in, at.out);
  return out;
}

/// By the functor, of one number after the other.
template <class T>
columns<T> results_of_scalars(const subjects::subject<T>& s, const calls::quantity<T>& quantity,
                              const columns<T>& in) {
  return results_in_steps(s, quantity, quantity.scalar, 1, in);
}

/// By batches, of which there must be a whole number.
template <class T>
columns<T> results_of_batches(const subjects::subject<T>& s, const calls::quantity<T>& quantity,
                              const calls::batch<T>& batch, const columns<T>& in) {
  return results_in_steps(s, quantity, batch.run, batch.width, in);
}

/// Passes if all columns are the same bits, or NaN, as those expected; x is named where they are not.
template <class T>
testing::AssertionResult all_identical(const std::vector<T>& x, const columns<T>& got,
                                       const columns<T>& expected) {
  for (std::size_t k = 0; k < expected.size(); ++k)
    for (std::size_t i = 0; i < x.size(); ++i)
      if (!subjects::identical(got[k][i], expected[k][i]))
        return testing::AssertionFailure()
               << "element " << i << " of " << x.size() << ", x = " << subjects::exactly(x[i]) << ": "
               << subjects::exactly(got[k][i]) << " instead of " << subjects::exactly(expected[k][i]);
  return testing::AssertionSuccess();
}

}  // namespace quantities
