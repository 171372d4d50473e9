#include <algorithm>
#include <array>
#include <cfenv>
#include <string>
#include <vector>

#include "inputs.hpp"
#include "subjects.hpp"

// The floating-point exception flags that a call leaves raised are those that its result justifies:
//
//   invalid         only by NaN: comparison, minimum and maximum raise it on most machines, quiet NaN or not
//   division by 0   never: no function here has a pole
//   overflow        never: no finite input gives an infinite result
//   underflow       only where the result is subnormal, or a limit 0 that is nearly or quite reached
//   inexact         never by a function that is exact, ReLU
//
// What stands in for FMA has underflows of its own, and so has the fast tier, but only next to 0 and where
// the tail on the left, from which both sides are computed, or its square is about to underflow.
//
// By scalars, in batches of every width and in arrays: there all lanes hold the same input, so that each
// answers for its own flags.

namespace {

/// All exponents with a few mantissas and both signs, what is not finite, and every branch of a kernel.
template <class T>
std::vector<T> inputs_of_all_kinds() {
  using bits = subjects::bits_of<T>;
  using format = xact::simd::format<T>;
  constexpr int digits = format::mantissa_bits;
  constexpr bits one = 1, exponents = one << (8 * sizeof(T) - 1 - digits), largest = (one << digits) - 1;
  const std::vector<bits> mantissas = {0, 1, largest / 3, largest / 2, largest};
  std::vector<T> x;
  for (bits exponent = 0; exponent < exponents; ++exponent)
    for (const bits mantissa : mantissas) {
      const T magnitude = subjects::from_bits<T>(exponent << digits | mantissa);
      if (magnitude != magnitude) continue;
      x.push_back(magnitude);
      x.push_back(-magnitude);
    }
  for (const bits quiet : {bits{0}, one, largest / 4}) {
    const T nan = subjects::from_bits<T>(subjects::to_bits(std::numeric_limits<T>::quiet_NaN()) | quiet);
    x.push_back(nan);
    x.push_back(-nan);
  }
  const auto& everywhere = inputs::everywhere<T>();
  for (std::size_t i = 0; i < everywhere.size(); i += 31) x.push_back(everywhere[i]);
  return x;
}

constexpr struct {
  int flag;
  const char* name;
} flags[] = {{FE_INVALID, " invalid"},
             {FE_DIVBYZERO, " division by 0"},
             {FE_OVERFLOW, " overflow"},
             {FE_UNDERFLOW, " underflow"},
             {FE_INEXACT, " inexact"}};

std::string names(int raised) {
  std::string text;
  for (const auto& [flag, name] : flags)
    if (raised & flag) text += name;
  return text;
}

template <class Call>
int flags_of(const Call& call) {
  std::feclearexcept(FE_ALL_EXCEPT);
  call();
  return std::fetestexcept(FE_ALL_EXCEPT);
}

template <class Subject>
class exceptions : public subjects::of<Subject> {
 protected:
  using number = typename Subject::scalar;
  using activation = typename Subject::activation;
  using facts = typename subjects::of<Subject>::facts;
  using limits = std::numeric_limits<number>;
  static constexpr bool is_leaky = std::is_same_v<activation, xact::leaky_relu_t>;
  static constexpr bool by_the_result_alone =
      is_leaky || activation::name.starts_with("exact::") ||
      ((XACT_HAS_FMA || sizeof(number) == 4) && !activation::name.starts_with("fast::"));
  static constexpr number next_to_0 = sizeof(number) == 4 ? number(0x1p-28) : number(0x1p-247);
  static constexpr number far_tail = sizeof(number) == 4 ? number(0x1p-56) : number(0x1p-500);

  /// What justifies flags: a result of one function.
  struct result {
    const char* name;
    long double (*truth)(number);

    bool may_underflow(number x) const {
      if (x == 0) return false;
      const number left = -std::abs(x);
      if (!by_the_result_alone) return -next_to_0 < left || below(far_tail, left);
      return below(limits::min(), is_leaky ? left : x);  // leaky ReLU computes both branches
    }

   private:
    bool below(long double bound, number x) const {
      return std::abs(truth(std::clamp(x, limits::lowest(), limits::max()))) < bound;
    }
  };
  const result forward{"forward", this->truth().forward};
  const result derivative{"derivative", this->truth().derivative};
  const result derivative_from_output{"derivative_from_output", this->truth().derivative_from_output};

  /// call(x) computes these results, for x in all lanes.
  template <class Call>
  void expect_justified(const std::vector<result>& results, const Call& call) const {
    const auto any = [&](auto condition) { return std::ranges::any_of(results, condition); };
    const bool exact = this->bounds.forward.ulp == 0;
    const bool from_output = any([&](const result& r) { return r.name == derivative_from_output.name; });
    constexpr auto range = facts::forward_values;
    std::size_t wrong = 0;
    std::ostringstream examples;
    for (const number x : inputs_) {
      if (from_output && (x < range.at_minus_infinity || range.at_infinity < x)) continue;
      const int raised = flags_of([&] { call(x); });
      int unjustified = raised & (FE_DIVBYZERO | FE_OVERFLOW);
      if (x == x) unjustified |= raised & FE_INVALID;
      if (exact) unjustified |= raised & (FE_INEXACT | FE_UNDERFLOW);
      if (raised & FE_UNDERFLOW && !any([&](const result& r) { return r.may_underflow(x); }))
        unjustified |= FE_UNDERFLOW;
      if (unjustified != 0 && wrong++ < 5)
        examples << "\n " << names(unjustified) << " at " << subjects::exactly(x);
    }
    EXPECT_EQ(wrong, 0u) << "of " << inputs_.size() << " calls of " << results.front().name
                         << (results.size() > 1 ? " and more" : "") << examples.str();
  }

 private:
  std::vector<number> inputs_ = inputs_of_all_kinds<number>();
};
TYPED_TEST_SUITE(exceptions, subjects::all, subjects::by_name);

TYPED_TEST(exceptions, of_scalars) {
  using T = typename TestFixture::number;
  const auto& call = this->scalars();
  this->expect_justified({this->forward}, [&](T x) { call.forward(x); });
  this->expect_justified({this->derivative}, [&](T x) { call.derivative(x); });
  this->expect_justified({this->forward, this->derivative}, [&](T x) { call.forward_and_derivative(x); });
  if (this->has_from_output)
    this->expect_justified({this->derivative_from_output}, [&](T y) { call.derivative_from_output(y); });
}

TYPED_TEST(exceptions, of_batches) {
  using T = typename TestFixture::number;
  std::array<T, 64 / sizeof(T)> in, out, second_out;
  for (const auto& call : calls::batches<T>(TestFixture::activation::name)) {
    SCOPED_TRACE(testing::Message() << "batch of " << call.width);
    const auto at = [&](auto run) {
      return [&, run](T x) {
        in.fill(x);
        run();
      };
    };
    this->expect_justified({this->forward}, at([&] { call.forward(in.data(), out.data()); }));
    this->expect_justified({this->derivative}, at([&] { call.derivative(in.data(), out.data()); }));
    this->expect_justified({this->forward, this->derivative}, at([&] {
                             call.forward_and_derivative(in.data(), out.data(), second_out.data());
                           }));
    if (this->has_from_output)
      this->expect_justified({this->derivative_from_output},
                             at([&] { call.derivative_from_output(in.data(), out.data()); }));
  }
}

/// A block of the loop, a vector and a tail.
TYPED_TEST(exceptions, of_arrays) {
  using T = typename TestFixture::number;
  std::array<T, 5 * xact::ops<xact::simd::native_batch<T>>::width + 1> in, one, out, second_out;
  one.fill(T(1));
  const auto& call = this->arrays();
  const auto at = [&](auto run) {
    return [&, run](T x) {
      in.fill(x);
      run();
    };
  };
  this->expect_justified({this->forward}, at([&] { call.forward(in, out); }));
  this->expect_justified({this->derivative}, at([&] { call.derivative(in, out); }));
  this->expect_justified({this->derivative}, at([&] { call.backward(one, in, out); }));
  this->expect_justified({this->forward, this->derivative},
                         at([&] { call.forward_and_derivative(in, out, second_out); }));
  if (this->has_from_output)
    this->expect_justified({this->derivative_from_output},
                           at([&] { call.backward_from_output(one, in, out); }));
}

}  // namespace
