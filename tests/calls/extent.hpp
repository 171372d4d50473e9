#pragma once

// What is compiled of an activation: XACT_TEST_EXTENT is one of
//
//     everything   of the functions in depth (tests/in_depth.hpp)
//     results      of the others, for the narrowest and for the widest instruction set: all that has results
//                  of its own. Left out is what they have in common with the functions in depth: products
//                  with a gradient, registers narrower than those of the array functions, f and f' at once in
//                  arrays, but where a kernel computes both
//     arrays       of the others, for the rest: the same kernels, once more, on registers of another size

namespace calls {

enum class extent { everything, results, arrays };

// In an unnamed namespace, because files that are linked together differ in this.
namespace {

constexpr extent compiled = extent::XACT_TEST_EXTENT;

/// Whether a quantity Q on numbers of type T is compiled, where an activation has it.
template <class Q, class T>
constexpr bool is_wanted = [] {
  if (compiled == extent::everything) return true;
  if (Q::outputs > 1) return compiled == extent::results;
  // There is no array function of the derivative from the output but the one that multiplies it.
  return Q::inputs == 1 || (Q::from_output && sizeof(T) > 2);
}();

}  // namespace
}  // namespace calls
