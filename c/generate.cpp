// Writes the C library from the registry: xact.h, xact.cpp, and names.txt, what the library exports.
//
//     generate FOLDER

#include <cstddef>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "xact/activations.hpp"
#include "xact/core/chosen.hpp"
#include "xact/core/quantity.hpp"

namespace {

struct written {
  std::ostringstream header, source, names;
};

/// A type of numbers: its ending, what C calls it, and what xact does.
struct number_type {
  std::string_view ending, in_c, in_xact;
  bool is_16_bits;
};
template <class T>
constexpr number_type number{"f32", "float", "float", false};
template <>
constexpr number_type number<double>{"f64", "double", "double", false};
template <>
constexpr number_type number<xact::bfloat16>{"bf16", "xact_bfloat16", "xact::bfloat16", true};
template <>
constexpr number_type number<xact::float16>{"f16", "xact_float16", "xact::float16", true};

/// One function of the library: a quantity of a functor on arrays of a type.
struct function {
  number_type type;
  std::string_view functor, quantity;  ///< "fast::gelu", "derivative"
  std::size_t inputs, outputs;
  bool from_output;
  std::vector<std::string_view> parameters{};

  bool is(std::string_view name) const { return quantity == name; }
};

/// "fast_gelu" of "fast::gelu".
std::string in_c(std::string_view name) {
  std::string all(name);
  if (const auto colons = all.find("::"); colons != all.npos) all.replace(colons, 2, "_");
  return all;
}

/// The names of the inputs and outputs.
std::vector<std::string> arrays_of(const function& f) {
  std::vector<std::string> all;
  if (f.inputs == 2) all.push_back("grad_output");
  all.push_back(f.from_output ? "y" : "x");
  if (f.outputs == 2)
    all.insert(all.end(), {"y", "dydx"});
  else
    all.push_back(f.inputs == 2 ? "grad_input" : f.is("derivative") ? "dydx" : "y");
  return all;
}

void write_function(const function& f, written& to) {
  const std::string name = "xact_" + in_c(f.functor) +
                           (f.is("forward") ? "" : '_' + std::string(f.quantity)) + '_' +
                           std::string(f.type.ending);
  const auto arrays = arrays_of(f);
  std::string parameters, arguments, functor = "xact::" + std::string(f.functor), values;
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    parameters += (i < f.inputs ? "const " : "") + std::string(f.type.in_c) + "* " + arrays[i] + ", ";
    arguments += f.type.is_16_bits ? "numbers<" + std::string(f.type.in_xact) + ">(" + arrays[i] + "), "
                                   : arrays[i] + ", ";
  }
  parameters += "size_t n";
  arguments += "n";
  for (const std::string_view parameter : f.parameters) {
    parameters += ", double " + std::string(parameter);
    values += (values.empty() ? "" : ", ") + std::string(parameter);
  }
  const bool may_fail = !f.parameters.empty();
  const std::string declaration = std::string(may_fail ? "int " : "void ") + name + "(" + parameters + ")";
  const std::string called = "xact::dispatch::" + std::string(f.quantity);
  to.header << "XACT_C_API " << declaration << ";\n";
  to.source << declaration << " {\n";
  if (may_fail) {
    to.source << "  using functor = std::remove_const_t<decltype(" << functor << ")>;\n"
              << "  if (!functor::accepts(" << values << ")) return -1;\n"
              << (f.from_output ? "  if (!output_tells(functor(" + values + "))) return -1;\n" : "") << "  "
              << called << "(functor(" << values << "), " << arguments << ");\n  return 0;\n";
  } else {
    to.source << "  " << called << "(" << functor << ", " << arguments << ");\n";
  }
  to.source << "}\n";
  to.names << name << '\n';
}

template <class F, class T>
void write_functions(written& to) {
  if constexpr (xact::exists_for<F, T>)
    xact::core::for_each_quantity([&]<class Q>(Q) {
      if constexpr (Q::on_arrays && Q::template exists<F, xact::computed_in<T>>) {
        function f{number<T>, F::name, Q::name, Q::inputs, Q::outputs, Q::from_output};
        if constexpr (xact::core::has_parameters<F>)
          for (const auto& parameter : F::parameters) f.parameters.push_back(parameter.name);
        write_function(f, to);
      }
    });
}

written write() {
  written to;
  to.header << R"(/* SPDX-License-Identifier: MIT

   xact in C: neural-network activation functions and their derivatives over arrays, on the best instruction
   set that the machine has. Written by c/generate.cpp, for C89 and later, and for C++.

   A name is xact_, the tier (nothing for accurate, fast_ or exact_), the function, the quantity (nothing for
   the value) and the type: f32 and f64, bf16 and f16. The arrays have n elements, of any alignment; an output
   may be an input, but must not overlap one partly. Nothing is allocated, and no state is kept: all functions
   may be called from several threads at once.

   Those that take parameters return 0, or -1, with nothing written, where a parameter is out of its range:
   docs/usage.md has formulas, parameters and their ranges. An array that overlaps another partly is not
   looked for. */

#ifndef XACT_XACT_H
#define XACT_XACT_H

#include <stddef.h>

#if defined(_WIN32) && defined(XACT_C_SHARED)
#if defined(XACT_C_BUILDING)
#define XACT_C_API __declspec(dllexport)
#else
#define XACT_C_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define XACT_C_API __attribute__((__visibility__("default")))
#else
#define XACT_C_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Patterns of 16 bits: the upper half of a float, and IEEE 754's binary16. */
typedef unsigned short xact_bfloat16;
typedef unsigned short xact_float16;

/* The version of xact, "0.1.0", and the instruction set that was chosen: "baseline", "avx2" or "avx512". */
XACT_C_API const char* xact_version(void);
XACT_C_API const char* xact_instruction_set(void);

)";
  to.source << R"(// SPDX-License-Identifier: MIT

// Written by generate.cpp.

#include "xact.h"

#include <type_traits>

#include "xact/dispatch.hpp"

namespace {

static_assert(sizeof(unsigned short) == sizeof(xact::bfloat16));

/// Patterns as the numbers that they are.
template <class H>
const H* numbers(const unsigned short* patterns) {
  return static_cast<const H*>(static_cast<const void*>(patterns));
}
template <class H>
H* numbers(unsigned short* patterns) {
  return static_cast<H*>(static_cast<void*>(patterns));
}

/// Whether f(x) determines f'(x), for these parameters.
template <class F>
bool output_tells([[maybe_unused]] const F& f) {
  if constexpr (requires { f.output_tells(); })
    return f.output_tells();
  else
    return true;
}

#define XACT_TEXT(x) #x
#define XACT_TEXT_OF(x) XACT_TEXT(x)

}  // namespace

extern "C" {

const char* xact_version(void) {
  return XACT_TEXT_OF(XACT_VERSION_MAJOR) "." XACT_TEXT_OF(XACT_VERSION_MINOR) "." XACT_TEXT_OF(XACT_VERSION_PATCH);
}
const char* xact_instruction_set(void) { return xact::dispatch::instruction_set(); }

)";
  to.names << "xact_version\nxact_instruction_set\n";
  xact::all_activations::for_each([&]<class F>(F) {
    write_functions<F, float>(to);
    write_functions<F, double>(to);
    write_functions<F, xact::bfloat16>(to);
    write_functions<F, xact::float16>(to);
    to.header << '\n';
  });
  to.header << "#ifdef __cplusplus\n}\n#endif\n\n#endif\n";
  to.source << "\n}  // extern \"C\"\n";
  return to;
}

bool put(const std::string& file, const std::ostringstream& text) {
  if (std::ofstream(file) << text.str()) return true;
  std::cerr << "generate: cannot write " << file << '\n';
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || argv[1][0] == '-') {
    std::cerr << "usage: generate FOLDER\n";
    return 2;
  }
  const written all = write();
  const std::string folder = std::string(argv[1]) + '/';
  return put(folder + "xact.h", all.header) && put(folder + "xact.cpp", all.source) &&
                 put(folder + "names.txt", all.names)
             ? 0
             : 1;
}
