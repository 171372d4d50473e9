// The activations of ONNX, PyTorch and ggml, by their names there, and what gives them here. Each expression
// is compiled and compared with the formula that the framework documents, computed by MPFR with the
// framework's own constants. docs/frameworks.md has the tables that this prints:
//
//     frameworks                 compares, and prints the counts
//     frameworks --page          prints the tables
//     frameworks --page FILE     puts them between the marks in FILE
//     frameworks --check FILE    fails where FILE has others

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <limits>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "formats.hpp"
#include "oracle/real.hpp"
#include "xact/celu.hpp"
#include "xact/elu.hpp"
#include "xact/exp.hpp"
#include "xact/expm1.hpp"
#include "xact/gates.hpp"
#include "xact/gelu.hpp"
#include "xact/gelu_tanh.hpp"
#include "xact/hard_sigmoid.hpp"
#include "xact/hard_swish.hpp"
#include "xact/hard_tanh.hpp"
#include "xact/hardshrink.hpp"
#include "xact/leaky_relu.hpp"
#include "xact/log_sigmoid.hpp"
#include "xact/mish.hpp"
#include "xact/relu.hpp"
#include "xact/selu.hpp"
#include "xact/sigmoid.hpp"
#include "xact/silu.hpp"
#include "xact/softcap.hpp"
#include "xact/softplus.hpp"
#include "xact/softshrink.hpp"
#include "xact/softsign.hpp"
#include "xact/swish.hpp"
#include "xact/tanh.hpp"
#include "xact/tanhshrink.hpp"
#include "xact/threshold.hpp"

namespace {

using oracle::real;

enum class framework { onnx, torch, ggml };

enum class kind {
  function,  ///< a functor of xact
  line,      ///< a line of C++
  gate,      ///< of two inputs
  of_rows,   ///< of a row at once, or of all of an array: tests/rows compares it
  absent,    ///< what xact does not have
  random,    ///< draws random numbers
  no_activation,
  last = no_activation
};

/// How ours and theirs are compared on numbers of type T.
template <class T>
struct comparison {
  T (*ours)(T) = nullptr;
  real (*theirs)(const real&) = nullptr;
  xact::error_bound bound{};
};

/// Where it is compared, and how far apart the two are by the framework's doing.
struct details {
  std::vector<double> kinks{};
  double apart = 0;  ///< relative
  double from = -std::numeric_limits<double>::infinity(), to = std::numeric_limits<double>::infinity();
};

struct entry {
  framework where;
  kind what;
  std::string_view name;  ///< or several of one kind, with ", " between
  std::string_view expression, remark;
  details how{};
  comparison<float> in_float{};
  comparison<double> in_double{};
};

// ---- what an entry is made of

/// An expression as its text and as code at once.
template <class Value, class Bound>
struct given {
  kind what;
  std::string_view text;
  Value value;
  Bound bound;
};
template <class Value, class Bound>
given(kind, std::string_view, Value, Bound) -> given<Value, Bound>;

/// A functor, within its promise.
#define XACT_FUNCTOR(...)                                                                                 \
  given {                                                                                                 \
    kind::function, #__VA_ARGS__, [](auto x) { return (__VA_ARGS__)(x); },                                \
        []<class T>(T) { return std::remove_cvref_t<decltype(__VA_ARGS__)>::template bounds<T>.forward; } \
  }

/// A line of C++ with x in it, within so many ULP, or epsilons in absolute terms.
#define XACT_LINE(ulp, epsilons, ...)                                                                    \
  given {                                                                                                \
    kind::line, #__VA_ARGS__, []<class T>(T x) { return static_cast<T>(__VA_ARGS__); }, []<class T>(T) { \
      return xact::error_bound{ulp, epsilons * static_cast<double>(std::numeric_limits<T>::epsilon())};  \
    }                                                                                                    \
  }

/// A gate, with the other input as it is; its text is the gate's. The bound is that of one rounding more, and
/// of a value that was subnormal before the product.
constexpr float other_input = 1.75f;
#define XACT_GATE(functor)                                                                              \
  given {                                                                                               \
    kind::gate, #functor, []<class T>(T x) { return (functor)(x, static_cast<T>(other_input)); },       \
        []<class T>(T) {                                                                                \
          return xact::error_bound{1.5, 2 * static_cast<double>(std::numeric_limits<T>::denorm_min())}; \
        }                                                                                               \
  }

/// A parameter, as the framework rounds it for numbers of type T.
template <class T>
struct rounded_to {
  real operator()(double parameter) const { return static_cast<T>(parameter); }
};

template <class T, class Theirs, class Value, class Bound>
comparison<T> compared(Theirs, const given<Value, Bound>& ours) {
  return {ours.value, [](const real& x) -> real { return Theirs{}(x, rounded_to<T>{}); }, ours.bound(T())};
}

class table {
 public:
  explicit table(framework where) : where_(where) {}

  /// One that there is; `theirs` computes it of x and of its parameters, rounded.
  template <class Theirs, class Value, class Bound>
  void add(std::string_view name, given<Value, Bound> ours, std::string_view remark, Theirs theirs,
           details how = {}) {
    entries_.push_back({where_, ours.what, name, ours.text, remark, std::move(how),
                        compared<float>(theirs, ours), compared<double>(theirs, ours)});
  }
  /// One that there is not, which has something in its place in evaluation, say.
  template <class Theirs, class Value, class Bound>
  void add(kind what, std::string_view name, given<Value, Bound> ours, std::string_view remark, Theirs theirs,
           details how = {}) {
    add(name, ours, remark, theirs, std::move(how));
    entries_.back().what = what;
  }
  /// Of rows, with the call that gives it.
  void add(std::string_view name, std::string_view call, std::string_view remark) {
    entries_.push_back({where_, kind::of_rows, name, call, remark});
  }
  void add(kind what, std::string_view name, std::string_view remark) {
    entries_.push_back({where_, what, name, {}, remark});
  }

  std::vector<entry> take() { return std::move(entries_); }

 private:
  framework where_;
  std::vector<entry> entries_;
};

// ---- their formulas, in forms that keep 160 bits

real smaller(const real& a, const real& b) { return b < a ? b : a; }
real larger(const real& a, const real& b) { return a < b ? b : a; }

real sigmoid(const real& x) { return 1 / (1 + exp(-x)); }
real softplus(const real& x) { return larger(x, 0) + log1p(exp(-abs(x))); }
real hard_sigmoid(const real& x, const real& slope, const real& offset) {
  return larger(0, smaller(1, slope * x + offset));
}
real elu(const real& x, const real& alpha) { return x > 0 ? x : alpha * expm1(x); }
real celu(const real& x, const real& alpha) { return x > 0 ? x : alpha * expm1(x / alpha); }
real leaky_relu(const real& x, const real& slope) { return x > 0 ? x : slope * x; }

/// With 1 + erf(x / sqrt(2)) = erfc(-x / sqrt(2)), which does not cancel.
real gelu(const real& x) { return x / 2 * erfc(-x / sqrt(real(2))); }
/// With (1 + tanh u) / 2 = sigmoid(2 u), which does not cancel.
real gelu_tanh(const real& x, const real& root, const real& cubic) {
  return x * sigmoid(2 * root * (x + cubic * x * x * x));
}
/// sqrt(2 / pi).
real gelu_root() { return sqrt(2 / acos(real(-1))); }
real gelu_cubic() { return real(44715) / 1000000; }

real shrink(const real& x, const real& lambda, const real& bias) {
  return x < -lambda ? x + bias : x > lambda ? x - bias : real(0);
}
/// By its series where x - tanh x cancels; the terms that it leaves out are below 2^-120 of it.
real tanhshrink(const real& x) {
  const real x2 = x * x;
  if (x2 < real(0x1p-40L)) return x * x2 * (real(1) / 3 - x2 * (real(2) / 15 - x2 * (real(17) / 315)));
  return x - tanh(x);
}
real clamp(const real& x, const real& low, const real& high) { return smaller(high, larger(low, x)); }

// ---- the tables

/// Parameters are attributes of the type FLOAT, which a model of doubles widens: they are floats here, too.
std::vector<entry> onnx() {
  [[maybe_unused]] static constexpr float alpha = 0.3f, beta = 0.4f, slope = 0.25f, lambd = 1.5f, bias = 0.5f,
                                          low = -0.7f, high = 6.1f, softcap = 50;
  table t(framework::onnx);
  t.add(kind::no_activation,
        "Abs, Acos, Acosh, Asin, Asinh, Atan, Atanh, Ceil, Cos, Cosh, Erf, Floor, Identity, Log, Neg, "
        "Reciprocal, Round, Sign, Sin, Sinh, Sqrt, Tan",
        "mathematics");
  t.add("softcap of Attention", XACT_FUNCTOR(xact::softcap_t<>{softcap}),
        "softcap tanh(x / softcap), an attribute for its scores",
        [](const real& x, auto as) { return as(softcap) * tanh(x / as(softcap)); });
  t.add(kind::no_activation,
        "BatchNormalization, GroupNormalization, InstanceNormalization, LayerNormalization, LRN, "
        "LpNormalization, MeanVarianceNormalization, RMSNormalization",
        "they normalise");
  t.add("Celu", XACT_FUNCTOR(xact::celu), "max(0, x) + min(0, alpha (e<sup>x / alpha</sup> - 1)), alpha = 1",
        [](const real& x, auto) { return celu(x, 1); }, {.kinks = {0}});
  t.add("Celu (alpha)", XACT_FUNCTOR(xact::celu_t<>{alpha}), "for alpha > 0",
        [](const real& x, auto as) { return celu(x, as(alpha)); }, {.kinks = {0}});
  t.add("Clip", XACT_FUNCTOR(xact::hard_tanh_t{low, high}),
        "min(high, max(low, x)); of 0 and 6 it is `xact::relu6`",
        [](const real& x, auto as) { return clamp(x, as(low), as(high)); }, {.kinks = {low, high}});
  t.add(kind::random, "Dropout", "in training; else x");
  t.add("Elu", XACT_FUNCTOR(xact::elu), "x for x >= 0, else alpha (e<sup>x</sup> - 1), alpha = 1",
        [](const real& x, auto) { return elu(x, 1); }, {.kinks = {0}});
  t.add("Elu (alpha)", XACT_FUNCTOR(xact::elu_t<>{alpha}), "",
        [](const real& x, auto as) { return elu(x, as(alpha)); }, {.kinks = {0}});
  t.add("Exp", XACT_FUNCTOR(xact::exp), "", [](const real& x, auto) { return exp(x); },
        {.kinks = {88.722839, 709.782712893384}});
  t.add(kind::no_activation, "GRU, LSTM, RNN, CausalConvWithState, LinearAttention",
        "layers; their activations stand here by their names");
  t.add("Gelu", XACT_FUNCTOR(xact::gelu), "x (1 + erf(x / √2)) / 2",
        [](const real& x, auto) { return gelu(x); });
  t.add("Gelu (approximate = tanh)", XACT_FUNCTOR(xact::gelu_tanh),
        "x (1 + tanh(√(2/π) (x + 0.044715 x<sup>3</sup>))) / 2",
        [](const real& x, auto) { return gelu_tanh(x, gelu_root(), gelu_cubic()); });
  t.add(
      "HardSigmoid", XACT_FUNCTOR(xact::hard_sigmoid_t{0.2f, 0.5f}),
      "max(0, min(1, alpha x + beta)), alpha = 0.2, beta = 0.5: not `xact::hard_sigmoid`, which is PyTorch's",
      [](const real& x, auto as) { return hard_sigmoid(x, as(0.2f), as(0.5f)); }, {.kinks = {-2.5, 2.5}});
  t.add("HardSigmoid (alpha and beta)", XACT_FUNCTOR(xact::hard_sigmoid_t{alpha, beta}), "",
        [](const real& x, auto as) { return hard_sigmoid(x, as(alpha), as(beta)); },
        {.kinks = {-4.0 / 3, 2}});
  t.add("HardSwish", XACT_FUNCTOR(xact::hard_swish), "x max(0, min(1, x / 6 + 1/2))",
        [](const real& x, auto) { return x * hard_sigmoid(x + 3, real(1) / 6, 0); }, {.kinks = {-3, 0, 3}});
  t.add(kind::absent, "Hardmax", "1 at the first maximum of a row, else 0");
  t.add("LeakyRelu", XACT_FUNCTOR(xact::leaky_relu_t{0.01f}),
        "x for x >= 0, else alpha x, alpha = 0.01; for `float` it is `xact::leaky_relu`",
        [](const real& x, auto as) { return leaky_relu(x, as(0.01f)); }, {.kinks = {0}});
  t.add("LogSoftmax", "xact::log_softmax(x, y, n)", "log(Softmax), of rows of n");
  t.add("Mish", XACT_FUNCTOR(xact::mish), "x tanh(log(1 + e<sup>x</sup>))",
        [](const real& x, auto) { return x * tanh(softplus(x)); });
  t.add("PRelu", XACT_FUNCTOR(xact::leaky_relu_t{slope}),
        "x for x >= 0, else slope x; `xact::prelu(x, slope, y)` for an array of slopes, one a channel",
        [](const real& x, auto as) { return leaky_relu(x, as(slope)); }, {.kinks = {0}});
  t.add("Relu", XACT_FUNCTOR(xact::relu), "max(0, x)", [](const real& x, auto) { return larger(0, x); },
        {.kinks = {0}});
  t.add("ScaledTanh of RNN", XACT_LINE(3.5, 0, alpha * xact::tanh(beta * x)),
        "alpha tanh(beta x), an activation of GRU, LSTM and RNN; where alpha = 1 / beta it is "
        "`xact::softcap_t<>{alpha}`",
        [](const real& x, auto as) { return as(alpha) * tanh(as(beta) * x); });
  t.add("Selu", XACT_FUNCTOR(xact::selu),
        "gamma x for x > 0, else gamma (alpha e<sup>x</sup> - alpha); its constants are floats, alpha = "
        "1.67326319217681884765625 and gamma = 1.05070102214813232421875, ours are those of the paper to all "
        "digits: the results are up to 3.4e-8 of their value apart",
        [](const real& x, auto) {
          const real gamma = 1.05070102214813232421875L, a = 1.67326319217681884765625L;
          return x > 0 ? gamma * x : gamma * a * expm1(x);
        },
        {.kinks = {0}, .apart = 3.4e-8});
  t.add("Shrink", XACT_FUNCTOR(xact::hardshrink),
        "x + bias for x < -lambd, x - bias for x > lambd, else 0; lambd = 0.5, bias = 0",
        [](const real& x, auto) { return shrink(x, 0.5, 0); }, {.kinks = {-0.5, 0.5}});
  t.add("Shrink (bias = 0)", XACT_FUNCTOR(xact::hardshrink_t{lambd}), "",
        [](const real& x, auto as) { return shrink(x, as(lambd), 0); }, {.kinks = {-1.5, 1.5}});
  t.add("Shrink (bias = lambd)", XACT_FUNCTOR(xact::softshrink_t{lambd}), "",
        [](const real& x, auto as) { return shrink(x, as(lambd), as(lambd)); }, {.kinks = {-1.5, 1.5}});
  t.add("Shrink (any bias)",
        XACT_LINE(0.5, 0,
                  x < -lambd  ? x + bias
                  : x > lambd ? x - bias
                              : 0),
        "", [](const real& x, auto as) { return shrink(x, as(lambd), as(bias)); }, {.kinks = {-1.5, 1.5}});
  t.add("Sigmoid", XACT_FUNCTOR(xact::sigmoid), "1 / (1 + e<sup>-x</sup>)",
        [](const real& x, auto) { return sigmoid(x); });
  t.add("Softmax", "xact::softmax(x, y, n)", "e<sup>x</sup> over its sum in a row of n");
  t.add("Softplus", XACT_FUNCTOR(xact::softplus), "log(1 + e<sup>x</sup>)",
        [](const real& x, auto) { return softplus(x); });
  t.add("Softsign", XACT_FUNCTOR(xact::softsign), "x / (1 + abs(x))",
        [](const real& x, auto) { return x / (1 + abs(x)); }, {.kinks = {0}});
  t.add("SwiGLU", XACT_GATE(xact::swiglu), "Swish(a) b, opset 28",
        [](const real& x, auto) { return x * sigmoid(x) * other_input; });
  t.add("Swish", XACT_FUNCTOR(xact::silu), "x / (1 + e<sup>-alpha x</sup>), alpha = 1, opset 24",
        [](const real& x, auto) { return x * sigmoid(x); });
  t.add("Swish (alpha)", XACT_FUNCTOR(xact::swish_t<>{alpha}), "",
        [](const real& x, auto as) { return x * sigmoid(as(alpha) * x); });
  t.add("Tanh", XACT_FUNCTOR(xact::tanh), "", [](const real& x, auto) { return tanh(x); });
  t.add("ThresholdedRelu", XACT_FUNCTOR(xact::threshold_t{1, 0}), "x for x > alpha, else 0; alpha = 1",
        [](const real& x, auto) { return x > 1 ? x : real(0); }, {.kinks = {1}});
  t.add("ThresholdedRelu (alpha)", XACT_FUNCTOR(xact::threshold_t{alpha, 0}), "",
        [](const real& x, auto as) { return x > as(alpha) ? x : real(0); }, {.kinks = {alpha}});
  return t.take();
}

std::vector<entry> torch() {
  [[maybe_unused]] static constexpr double alpha = 0.3, beta = 2.5, threshold = 0.1, value = 20,
                                           negative_slope = 0.2, weight = 0.25, lambd = 0.7, lower = 0.1,
                                           upper = 0.3, min_val = -0.7, max_val = 6.1;
  table t(framework::torch);
  t.add("threshold", XACT_FUNCTOR(xact::threshold_t{threshold, value}), "x for x > threshold, else value",
        [](const real& x, auto as) { return x > as(threshold) ? x : as(value); }, {.kinks = {threshold}});
  t.add("relu", XACT_FUNCTOR(xact::relu), "max(0, x)", [](const real& x, auto) { return larger(0, x); },
        {.kinks = {0}});
  t.add("hardtanh", XACT_FUNCTOR(xact::hard_tanh), "min(max_val, max(min_val, x)), -1 and 1",
        [](const real& x, auto) { return clamp(x, -1, 1); }, {.kinks = {-1, 1}});
  t.add("hardtanh (min_val and max_val)", XACT_FUNCTOR(xact::hard_tanh_t{min_val, max_val}), "",
        [](const real& x, auto as) { return clamp(x, as(min_val), as(max_val)); },
        {.kinks = {min_val, max_val}});
  t.add("hardswish", XACT_FUNCTOR(xact::hard_swish), "0 for x <= -3, x for x >= 3, else x (x + 3) / 6",
        [](const real& x, auto) { return x <= -3  ? real(0)
                                         : x >= 3 ? x
                                                  : x * (x + 3) / 6; },
        {.kinks = {-3, 0, 3}});
  t.add("relu6", XACT_FUNCTOR(xact::relu6), "min(max(0, x), 6)",
        [](const real& x, auto) { return clamp(x, 0, 6); }, {.kinks = {0, 6}});
  t.add("elu", XACT_FUNCTOR(xact::elu), "x for x > 0, else alpha (e<sup>x</sup> - 1), alpha = 1",
        [](const real& x, auto) { return elu(x, 1); }, {.kinks = {0}});
  t.add("elu (alpha)", XACT_FUNCTOR(xact::elu_t<>{alpha}), "",
        [](const real& x, auto as) { return elu(x, as(alpha)); }, {.kinks = {0}});
  t.add("selu", XACT_FUNCTOR(xact::selu), "scale (max(0, x) + min(0, alpha (e<sup>x</sup> - 1)))",
        [](const real& x, auto) {
          const real unit = 1e16L,
                     scale = (real(10507009873554804) + real(934193349852946) / real(1e15L)) / unit,
                     a = (real(16732632423543772) + real(848170429916717) / real(1e15L)) / unit;
          return x > 0 ? scale * x : scale * a * expm1(x);
        },
        {.kinks = {0}});
  t.add("celu", XACT_FUNCTOR(xact::celu), "max(0, x) + min(0, alpha (e<sup>x / alpha</sup> - 1)), alpha = 1",
        [](const real& x, auto) { return celu(x, 1); }, {.kinks = {0}});
  t.add("celu (alpha)", XACT_FUNCTOR(xact::celu_t<>{alpha}), "for alpha > 0",
        [](const real& x, auto as) { return celu(x, as(alpha)); }, {.kinks = {0}});
  t.add("leaky_relu", XACT_FUNCTOR(xact::leaky_relu), "x for x > 0, else negative_slope x, 0.01",
        [](const real& x, auto as) { return leaky_relu(x, as(0.01)); }, {.kinks = {0}});
  t.add("leaky_relu (negative_slope)", XACT_FUNCTOR(xact::leaky_relu_t{negative_slope}), "",
        [](const real& x, auto as) { return leaky_relu(x, as(negative_slope)); }, {.kinks = {0}});
  t.add("prelu", XACT_FUNCTOR(xact::leaky_relu_t{weight}),
        "x for x > 0, else weight x; `xact::prelu(x, weight, y)` for an array of weights, one a channel",
        [](const real& x, auto as) { return leaky_relu(x, as(weight)); }, {.kinks = {0}});
  t.add(kind::random, "rrelu", XACT_FUNCTOR(xact::leaky_relu_t{(lower + upper) / 2}),
        "random slopes in training; in evaluation their mean",
        [](const real& x, auto as) { return leaky_relu(x, as((lower + upper) / 2)); }, {.kinks = {0}});
  t.add("glu", XACT_GATE(xact::glu),
        "a sigmoid(b), of the halves of a row: `xact::forward_gated(xact::glu, x, y, n)`",
        [](const real& x, auto) { return x * sigmoid(other_input); });
  t.add("gelu", XACT_FUNCTOR(xact::gelu), "x Φ(x)", [](const real& x, auto) { return gelu(x); });
  t.add("gelu (approximate = tanh)", XACT_FUNCTOR(xact::gelu_tanh),
        "x (1 + tanh(√(2/π) (x + 0.044715 x<sup>3</sup>))) / 2",
        [](const real& x, auto) { return gelu_tanh(x, gelu_root(), gelu_cubic()); });
  t.add("logsigmoid", XACT_FUNCTOR(xact::log_sigmoid), "log(1 / (1 + e<sup>-x</sup>))",
        [](const real& x, auto) { return -softplus(-x); });
  t.add("hardshrink", XACT_FUNCTOR(xact::hardshrink), "x for abs(x) > lambd, else 0; lambd = 0.5",
        [](const real& x, auto) { return shrink(x, 0.5, 0); }, {.kinks = {-0.5, 0.5}});
  t.add("hardshrink (lambd)", XACT_FUNCTOR(xact::hardshrink_t{lambd}), "",
        [](const real& x, auto as) { return shrink(x, as(lambd), 0); }, {.kinks = {-lambd, lambd}});
  t.add("tanhshrink", XACT_FUNCTOR(xact::tanhshrink), "x - tanh(x)",
        [](const real& x, auto) { return tanhshrink(x); });
  t.add("softsign", XACT_FUNCTOR(xact::softsign), "x / (1 + abs(x))",
        [](const real& x, auto) { return x / (1 + abs(x)); }, {.kinks = {0}});
  t.add("softplus", XACT_FUNCTOR(xact::softplus),
        "log(1 + e<sup>beta x</sup>) / beta, beta = 1; beyond beta x = 20, its threshold, PyTorch returns x, "
        "which is an approximation: there xact is the formula, and they are compared below",
        [](const real& x, auto) { return softplus(x); }, {.kinks = {20}, .to = 20});
  t.add("softplus (beta)", XACT_FUNCTOR(xact::softplus_t<>{beta}), "likewise",
        [](const real& x, auto as) { return softplus(as(beta) * x) / as(beta); }, {.kinks = {8}, .to = 8});
  t.add(kind::absent, "softmin", "softmax of -x");
  t.add("softmax", "xact::softmax(x, y, n)",
        "of the last dimension; also nn.Softmax2d, torch.special.softmax");
  t.add("softshrink", XACT_FUNCTOR(xact::softshrink),
        "x - lambd for x > lambd, x + lambd for x < -lambd, else 0; 0.5",
        [](const real& x, auto) { return shrink(x, 0.5, 0.5); }, {.kinks = {-0.5, 0.5}});
  t.add("softshrink (lambd)", XACT_FUNCTOR(xact::softshrink_t{lambd}), "",
        [](const real& x, auto as) { return shrink(x, as(lambd), as(lambd)); }, {.kinks = {-lambd, lambd}});
  t.add(kind::random, "gumbel_softmax", "softmax of x and noise");
  t.add("log_softmax", "xact::log_softmax(x, y, n)", "of the last dimension; also torch.special.log_softmax");
  t.add("tanh", XACT_FUNCTOR(xact::tanh), "", [](const real& x, auto) { return tanh(x); });
  t.add("sigmoid", XACT_FUNCTOR(xact::sigmoid), "1 / (1 + e<sup>-x</sup>); also torch.special.expit",
        [](const real& x, auto) { return sigmoid(x); });
  t.add("hardsigmoid", XACT_FUNCTOR(xact::hard_sigmoid), "0 for x <= -3, 1 for x >= 3, else x / 6 + 1/2",
        [](const real& x, auto) { return x <= -3  ? real(0)
                                         : x >= 3 ? real(1)
                                                  : (x + 3) / 6; },
        {.kinks = {-3, 3}});
  t.add("silu", XACT_FUNCTOR(xact::silu), "x / (1 + e<sup>-x</sup>)",
        [](const real& x, auto) { return x * sigmoid(x); });
  t.add("mish", XACT_FUNCTOR(xact::mish), "x tanh(softplus(x)), without a threshold",
        [](const real& x, auto) { return x * tanh(softplus(x)); });
  t.add(kind::no_activation,
        "batch_norm, group_norm, instance_norm, layer_norm, local_response_norm, rms_norm, normalize",
        "they normalise, though PyTorch lists them among these");
  t.add(kind::random, "dropout, alpha_dropout, feature_alpha_dropout, dropout1d, dropout2d, dropout3d",
        "in training; else x");
  t.add(kind::no_activation, "nn.MultiheadAttention, nn.AdaptiveLogSoftmaxWithLoss",
        "layers with weights, though PyTorch lists them among these");
  t.add("torch.exp", XACT_FUNCTOR(xact::exp), "", [](const real& x, auto) { return exp(x); },
        {.kinks = {88.722839, 709.782712893384}});
  t.add("torch.expm1", XACT_FUNCTOR(xact::expm1), "", [](const real& x, auto) { return expm1(x); },
        {.kinks = {88.722839, 709.782712893384}});
  t.add("torch.clamp", XACT_FUNCTOR(xact::hard_tanh_t{min_val, max_val}), "min(max_val, max(min_val, x))",
        [](const real& x, auto as) { return clamp(x, as(min_val), as(max_val)); },
        {.kinks = {min_val, max_val}});
  return t.take();
}

/// The constants are those of its source, to which its header refers; it computes in floats.
std::vector<entry> ggml() {
  [[maybe_unused]] static constexpr float negative_slope = 0.1f, low = -0.7f, high = 6.1f, logit_softcap = 50,
                                          alpha_p = 0.8f, alpha_n = 1.3f, beta = 0.5f;
  table t(framework::ggml);
  t.add("abs", XACT_FUNCTOR(xact::leaky_relu_t{-1}), "abs(x)", [](const real& x, auto) { return abs(x); },
        {.kinks = {0}});
  t.add("sgn",
        XACT_LINE(0, 0,
                  x > 0   ? 1
                  : x < 0 ? -1
                          : 0),
        "", [](const real& x, auto) { return x > 0   ? real(1)
                                             : x < 0 ? real(-1)
                                                     : real(0); }, {.kinks = {0}});
  t.add("neg", XACT_LINE(0, 0, -x), "", [](const real& x, auto) { return -x; });
  t.add("step", XACT_LINE(0, 0, xact::relu.derivative(x)), "1 for x > 0, else 0",
        [](const real& x, auto) { return x > 0 ? real(1) : real(0); }, {.kinks = {0}});
  t.add("tanh", XACT_FUNCTOR(xact::tanh), "", [](const real& x, auto) { return tanh(x); });
  t.add("elu", XACT_FUNCTOR(xact::elu), "x for x > 0, else e<sup>x</sup> - 1",
        [](const real& x, auto) { return elu(x, 1); }, {.kinks = {0}});
  t.add("relu", XACT_FUNCTOR(xact::relu), "x for x > 0, else 0",
        [](const real& x, auto) { return larger(0, x); }, {.kinks = {0}});
  t.add("sigmoid", XACT_FUNCTOR(xact::sigmoid), "1 / (1 + e<sup>-x</sup>)",
        [](const real& x, auto) { return sigmoid(x); });
  t.add("gelu", XACT_FUNCTOR(xact::gelu_tanh),
        "x (1 + tanh(√(2/π) x (1 + 0.044715 x<sup>2</sup>))) / 2, with constants of floats: they put the two "
        "up to 1e-6 of their value apart where it is small. On CPUs ggml looks floats up in a table of "
        "float16 and returns 0 or x beyond ±10, which are approximations: compared is the formula between",
        [](const real& x, auto) { return gelu_tanh(x, 0.79788456080286535587989211986876f, 0.044715f); },
        {.apart = 1e-6, .from = -10, .to = 10});
  t.add("gelu_quick", XACT_FUNCTOR(xact::quick_gelu),
        "x / (1 + e<sup>-1.702 x</sup>); on CPUs ggml looks floats up in a table of float16, an "
        "approximation of that",
        [](const real& x, auto as) { return x * sigmoid(as(1.702) * x); });
  t.add("silu", XACT_FUNCTOR(xact::silu), "x / (1 + e<sup>-x</sup>)",
        [](const real& x, auto) { return x * sigmoid(x); });
  t.add("hardswish", XACT_FUNCTOR(xact::hard_swish), "x min(1, max(0, (x + 3) / 6))",
        [](const real& x, auto) { return x * clamp((x + 3) / 6, 0, 1); }, {.kinks = {-3, 0, 3}});
  t.add("hardsigmoid", XACT_FUNCTOR(xact::hard_sigmoid), "min(1, max(0, (x + 3) / 6))",
        [](const real& x, auto) { return clamp((x + 3) / 6, 0, 1); }, {.kinks = {-3, 3}});
  t.add("exp", XACT_FUNCTOR(xact::exp), "", [](const real& x, auto) { return exp(x); },
        {.kinks = {88.722839, 709.782712893384}});
  t.add("expm1", XACT_FUNCTOR(xact::expm1), "e<sup>x</sup> - 1", [](const real& x, auto) { return expm1(x); },
        {.kinks = {88.722839, 709.782712893384}});
  t.add("softplus", XACT_FUNCTOR(xact::softplus),
        "log(1 + e<sup>x</sup>); beyond 20 ggml returns x, an approximation there: compared below",
        [](const real& x, auto) { return softplus(x); }, {.kinks = {20}, .to = 20});
  t.add("gelu_erf", XACT_FUNCTOR(xact::gelu), "x (1 + erf(x / √2)) / 2",
        [](const real& x, auto) { return gelu(x); });
  t.add("xielu",
        XACT_LINE(4, 4, x > 0 ? (alpha_p * x + beta) * x : alpha_n * xact::expm1(x) + (beta - alpha_n) * x),
        "alpha_p x<sup>2</sup> + beta x for x > 0, else alpha_n (e<sup>x</sup> - 1 - x) + beta x; ggml takes "
        "e<sup>eps</sup> for e<sup>x</sup> between eps, a tiny negative number, and 0. Within 4 ULP or, next "
        "to its zero, 4 epsilons",
        [](const real& x, auto as) {
          return x > 0 ? as(alpha_p) * x * x + as(beta) * x : as(alpha_n) * (expm1(x) - x) + as(beta) * x;
        },
        {.kinks = {0}});
  t.add(kind::no_activation, "floor, ceil, round, trunc", "mathematics");
  t.add("reglu", XACT_GATE(xact::reglu), "max(0, a) b",
        [](const real& x, auto) { return larger(x, 0) * other_input; }, {.kinks = {0}});
  t.add("geglu", XACT_GATE(xact::geglu_tanh), "gelu(a) b",
        [](const real& x, auto) { return gelu_tanh(x, gelu_root(), gelu_cubic()) * other_input; });
  t.add("geglu_erf", XACT_GATE(xact::geglu), "gelu_erf(a) b",
        [](const real& x, auto) { return gelu(x) * other_input; });
  t.add("geglu_quick", XACT_GATE(xact::geglu_quick), "gelu_quick(a) b",
        [](const real& x, auto as) { return x * sigmoid(as(1.702) * x) * other_input; });
  t.add("swiglu", XACT_GATE(xact::swiglu), "silu(a) b",
        [](const real& x, auto) { return x * sigmoid(x) * other_input; });
  t.add("swiglu_oai", XACT_GATE(xact::clamped_swiglu),
        "a' sigmoid(alpha a') (b' + 1), a' = min(a, limit), b' = clamp(b, -limit, limit), alpha = 1.702, "
        "limit = 7",
        [](const real& x, auto as) {
          const real clamped_a = smaller(x, 7);
          return clamped_a * sigmoid(as(1.702) * clamped_a) * (other_input + 1);
        },
        {.kinks = {7}});
  t.add("leaky_relu", XACT_FUNCTOR(xact::leaky_relu_t{negative_slope}), "x for x > 0, else negative_slope x",
        [](const real& x, auto as) { return leaky_relu(x, as(negative_slope)); }, {.kinks = {0}});
  t.add("clamp", XACT_FUNCTOR(xact::hard_tanh_t{low, high}), "min(max, max(min, x))",
        [](const real& x, auto as) { return clamp(x, as(low), as(high)); }, {.kinks = {low, high}});
  t.add("silu_back", XACT_LINE(1, 0.0625, xact::silu.derivative(x)),
        "s (1 + x (1 - s)), s = sigmoid(x), times dy; of arrays: `xact::backward(xact::silu, dy, x, dx)`",
        [](const real& x, auto) { return sigmoid(x) * (1 + x * sigmoid(-x)); });
  t.add("soft_max", "xact::softmax(x, y, n)", "its gradient: `xact::softmax_backward(dy, y, dx, n)`");
  t.add(kind::absent, "soft_max_ext, soft_max_ext_back", "with a mask and slopes, added to x first");
  t.add("logit_softcap of flash_attn_ext", XACT_FUNCTOR(xact::softcap_t<>{logit_softcap}),
        "logit_softcap tanh(x / logit_softcap), of its scores",
        [](const real& x, auto as) { return as(logit_softcap) * tanh(x / as(logit_softcap)); });
  t.add(kind::no_activation, "sqr, sqrt, log, sin, cos", "mathematics");
  return t.take();
}

// ---- the comparison

/// Some 400 numbers: of every magnitude, densely where functions bend, where results become subnormal or
/// overflow, and around each kink.
template <class T>
std::vector<T> points(const std::vector<double>& kinks) {
  std::set<T> found{0};
  const auto add = [&](double x) {
    const T rounded = static_cast<T>(x);
    found.insert(rounded);
    found.insert(-rounded);
  };
  using limits = std::numeric_limits<T>;
  const int steps = 40;
  for (int i = 0; i < steps; ++i) {
    const int lowest = limits::min_exponent - limits::digits, highest = limits::max_exponent - 1;
    add(std::ldexp(1.371, lowest + (highest - lowest) * i / steps));
  }
  for (int i = 1; i < 90; ++i) add(0.2337 * i);
  for (const double end : sizeof(T) == 4 ? std::vector{87.3, 103.} : std::vector{708.4, 745.})
    for (int i = -5; i <= 5; ++i) add(end + 0.41 * i);
  add(static_cast<double>(limits::max()));
  add(static_cast<double>(limits::min()));
  add(static_cast<double>(limits::denorm_min()));
  for (const double kink : kinks)
    for (const T at : {static_cast<T>(kink), -static_cast<T>(kink)})
      for (const double near : {0., 0.001, -0.001, 0.1, -0.1}) {
        const T x = at + static_cast<T>(near);
        found.insert({std::nextafter(x, limits::lowest()), x, std::nextafter(x, limits::max())});
      }
  return {found.begin(), found.end()};
}

/// How many points are off; says which is the first.
template <class T>
int disagreements(const entry& e, const comparison<T>& compared) {
  int off = 0;
  for (const T x : points<T>(e.how.kinks)) {
    if (static_cast<double>(x) < e.how.from || static_cast<double>(x) > e.how.to) continue;
    const long double truth(compared.theirs(real(x)));
    const T y = compared.ours(x);
    // An infinite result stands for the next power of 2, and so does a truth beyond it.
    constexpr long double largest = std::numeric_limits<T>::max();
    const long double next = largest + formats::ulp<T>(largest);
    const long double bounded = std::clamp(truth, -next, next);
    const long double result = std::clamp(static_cast<long double>(y), -next, next);  // NaN stays NaN
    const long double unit = formats::ulp<T>(bounded), error = std::fabs(result - bounded);
    if (error <= std::max(compared.bound.ulp * unit, static_cast<long double>(compared.bound.absolute)) +
                     e.how.apart * std::fabs(bounded))
      continue;
    if (off++ == 0)
      std::cerr << e.name << ": " << e.expression << " on " << formats::name_of_type<T> << ": x = " << x
                << " gives " << y << " instead of " << truth << ", " << error / unit << " ULP off\n";
  }
  return off;
}

// ---- the page

std::string_view name_of(framework f) {
  return f == framework::onnx ? "ONNX" : f == framework::torch ? "PyTorch" : "ggml";
}

/// The names of one or more, without the parameters in parentheses.
std::set<std::string> names_of(const entry& e) {
  std::set<std::string> names;
  std::istringstream words{std::string(e.name.substr(0, e.name.find(" (")))};
  for (std::string name; std::getline(words >> std::ws, name, ',');) names.insert(name);
  return names;
}

constexpr std::string_view heading_of_counts =
    "| | functions of xact | in a line of C++ | gates | of rows | not in xact | random | no activation |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|\n";

/// How many names are of each kind, in the order of `kind`. What has several rows counts as its first one.
std::string row_of_counts(framework f, const std::vector<entry>& entries) {
  std::map<std::string, kind> kinds;
  for (const entry& e : entries)
    for (const std::string& name : names_of(e)) kinds.emplace(name, e.what);
  std::vector<int> counts(static_cast<std::size_t>(kind::last) + 1);
  for (const auto& [name, what] : kinds) ++counts[static_cast<std::size_t>(what)];
  std::string text = "| " + std::string(name_of(f)) + " |";
  for (const int of_kind : counts) text += ' ' + std::to_string(of_kind) + " |";
  return text + '\n';
}

std::string row(const entry& e) {
  std::string ours = e.what == kind::absent          ? "not in xact"
                     : e.what == kind::random        ? "random"
                     : e.what == kind::no_activation ? "no activation"
                                                     : "";
  if (!e.expression.empty()) ours += (ours.empty() ? "`" : ", else `") + std::string(e.expression) + '`';
  return "| " + std::string(e.name) + " | " + ours + " | " + std::string(e.remark) + " |\n";
}

using tables = std::vector<std::pair<framework, std::vector<entry>>>;

std::string page(const tables& all) {
  std::string text(heading_of_counts);
  for (const auto& [f, entries] : all) text += row_of_counts(f, entries);
  for (const auto& [f, entries] : all) {
    text += "\n## " + std::string(name_of(f)) + "\n\n| name there | xact | what it is |\n|---|---|---|\n";
    for (const entry& e : entries) text += row(e);
  }
  return text;
}

constexpr std::string_view begin = "<!-- frameworks -->\n\n", end = "\n<!-- /frameworks -->\n";

/// Prints the page, puts it into a file, or looks whether it is there.
int put_page(const std::string& text, const std::string& program, const std::string& file, bool check) {
  std::ostringstream read;
  read << std::ifstream(file).rdbuf();
  const std::string old = read.str();
  const auto from = old.find(begin), to = old.find(end);
  if (from == std::string::npos || to == std::string::npos || to < from) {
    std::cerr << "frameworks: " << file
              << " has not the marks <!-- frameworks --> and <!-- /frameworks -->\n";
    return 1;
  }
  const std::string put = old.substr(0, from) + std::string(begin) + text + old.substr(to);
  if (put == old) return 0;
  if (check) {
    std::cerr << "frameworks: " << file << " is stale: run " << program << " --page " << file << '\n';
    return 1;
  }
  return std::ofstream(file) << put ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv, argv + argc);
  const tables all{{framework::onnx, onnx()}, {framework::torch, torch()}, {framework::ggml, ggml()}};

  if (arguments.size() == 3 && (arguments[1] == "--page" || arguments[1] == "--check"))
    return put_page(page(all), arguments[0], arguments[2], arguments[1] == "--check");
  if (arguments.size() == 2 && arguments[1] == "--page") {
    std::cout << page(all);
    return 0;
  }
  if (arguments.size() != 1) {
    std::cerr << "usage: frameworks [--page [FILE] | --check FILE]\n";
    return 2;
  }

  int off = 0;
  std::cout << heading_of_counts;
  for (const auto& [f, entries] : all) {
    for (const entry& e : entries)
      if (e.in_float.ours != nullptr) off += disagreements(e, e.in_float) + disagreements(e, e.in_double);
    std::cout << row_of_counts(f, entries);
  }
  return off == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
