#include "subject.hpp"

#include <ostream>
#include <stdexcept>

#include "../calls/builds.hpp"

namespace subjects {
namespace {

template <class Named>
const Named& find(std::span<const Named> all, std::string_view name, std::string_view what) {
  const auto found = std::ranges::find(all, name, &Named::name);
  if (found == all.end())
    throw std::invalid_argument("tests: " + std::string(what) + " has no " + std::string(name));
  return *found;
}

/// The subject of these calls. `known` is what is true of all activations of the function.
template <class T>
subject<T> subject_of(const calls::build& build, const calls::activation<T>& calls,
                      const oracle::function& known) {
  const auto found = std::ranges::find_if(known.activations, [&](const oracle::activation& a) {
    return a.name == calls.name && a.sample == calls.sample;
  });
  if (found == known.activations.end())
    throw std::logic_error("tests: nothing is known of " + std::string(calls.name));
  const oracle::activation& activation = *found;
  const auto& facts = activation.on<T>();
  std::vector<calls::quantity<T>> quantities;
  for (const auto& q : calls.quantities)
    if (!q.from_output || facts.derivative_from_output) quantities.push_back(q);
  subject<T> s(quantities);
  s.name = calls.name;
  if (calls.sample > 0) s.name += '[' + std::to_string(calls.sample) + ']';
  s.function = known.name;
  s.tier = activation.tier;
  s.sample = calls.sample;
  s.build = &build;
  s.calls = &calls;
  s.f = calls.f;
  s.bounds = activation.bounds<T>();
  s.facts = &facts;
  return s;
}

/// Whether one of these has the same arithmetic, on wider registers.
bool is_repeated(const calls::build& build, const std::vector<const calls::family*>& by) {
  return std::ranges::any_of(by, [&](const calls::family* other) {
    return !other->build.fast_math && other->build.has_fma == build.has_fma &&
           other->build.float_width > build.float_width;
  });
}

/// Adds all on numbers of type T in one of the builds.
template <class T, class Any>
void add(std::vector<Any>& all, const calls::family& in, const calls::builds& builds,
         const oracle::function& known) {
  for (const auto& calls : in.on<T>()) {
    subject<T> s = subject_of(in.build, calls, known);
    s.repeats_wider = is_repeated(in.build, builds.all);
    if constexpr (xact::bfloat16_or_float16<T>) {
      const auto in_float = std::ranges::find_if(in.on_float, [&](const calls::activation<float>& a) {
        return a.name == calls.name && a.sample == calls.sample;
      });
      s.in_float = std::make_shared<subject<float>>(subject_of(in.build, *in_float, known));
    }
    all.push_back(std::move(s));
  }
}

template <class... T>
std::vector<std::variant<subject<T>...>> collected(bool fast_math) {
  std::vector<std::variant<subject<T>...>> all;
  for (const oracle::function* known : oracle::all())
    for (const calls::builds& builds : calls::linked()) {
      if (builds.function != known->name) continue;
      for (const calls::family* build : builds.all)
        if (build->build.fast_math == fast_math) (add<T>(all, *build, builds, *known), ...);
    }
  return all;
}

/// Those of all() that satisfy the predicate.
template <class Predicate>
std::vector<any> those(Predicate predicate) {
  std::vector<any> some;
  std::ranges::copy_if(all(), std::back_inserter(some),
                       [&](const any& which) { return std::visit(predicate, which); });
  return some;
}

}  // namespace

template <class T>
subject<T>::subject(std::vector<calls::quantity<T>> all) : quantities(std::move(all)) {
  const auto scalar = [&](std::string_view wanted) {
    const auto found = std::ranges::find(quantities, wanted, &calls::quantity<T>::name);
    return found == quantities.end() ? nullptr : found->scalar;
  };
  forward_ = scalar("forward");
  derivative_ = scalar("derivative");
  derivative_from_output_ = scalar("derivative_from_output");
  forward_and_derivative_ = scalar("forward_and_derivative");
}

template <class T>
bool subject<T>::has(std::string_view name_of_quantity) const {
  return std::ranges::find(quantities, name_of_quantity, &calls::quantity<T>::name) != quantities.end();
}

template <class T>
const calls::quantity<T>& subject<T>::quantity(std::string_view name_of_quantity) const {
  return find(std::span<const calls::quantity<T>>(quantities), name_of_quantity, name);
}

template <class T>
T subject<T>::of_one(calls::function<T> scalar, T x) const {
  T y;
  run(scalar, 1, {&x}, {&y});
  return y;
}

template <class T>
std::pair<T, T> subject<T>::forward_and_derivative(T x) const {
  T y, dydx;
  run(forward_and_derivative_, 1, {&x}, {&y, &dydx});
  return {y, dydx};
}

template <class T>
void subject<T>::forward(std::span<const T> x, std::span<T> y) const {
  run(quantity("forward").array, x.size(), {x.data()}, {y.data()});
}
template <class T>
void subject<T>::derivative(std::span<const T> x, std::span<T> dydx) const {
  run(quantity("derivative").array, x.size(), {x.data()}, {dydx.data()});
}
template <class T>
void subject<T>::backward(std::span<const T> grad_output, std::span<const T> x,
                          std::span<T> grad_input) const {
  run(quantity("backward").array, x.size(), {grad_output.data(), x.data()}, {grad_input.data()});
}
template <class T>
void subject<T>::backward_from_output(std::span<const T> grad_output, std::span<const T> y,
                                      std::span<T> grad_input) const {
  run(quantity("backward_from_output").array, y.size(), {grad_output.data(), y.data()}, {grad_input.data()});
}
template <class T>
void subject<T>::forward_and_derivative(std::span<const T> x, std::span<T> y, std::span<T> dydx) const {
  run(quantity("forward_and_derivative").array, x.size(), {x.data()}, {y.data(), dydx.data()});
}

template <class T>
void PrintTo(const subject<T>& s, std::ostream* out) {
  *out << by_name::name_of(s);
}

template <class T>
std::string by_name::name_of(const subject<T>& s) {
  std::string name = s.name;
  if (const auto colons = name.find("::"); colons != name.npos) name.replace(colons, 2, "_");
  if (const auto bracket = name.find('['); bracket != name.npos)
    name = name.substr(0, bracket) + "_sample" + std::to_string(s.sample);
  return name + '_' + name_of_type<T> + '_' + std::string(s.build->name);
}

const std::vector<any>& all() {
  static const auto list = collected<float, double>(false);
  return list;
}
const std::vector<any_16>& all_16() {
  static const auto list = collected<xact::bfloat16, xact::float16>(false);
  return list;
}
const std::vector<any>& with_fast_math() {
  static const auto list = collected<float, double>(true);
  return list;
}
const std::vector<any>& all_that_differ() {
  static const auto list = those([](const auto& s) { return !s.repeats_wider; });
  return list;
}
const std::vector<any>& all_by_default() {
  static const auto list = those([](const auto& s) { return s.sample == 0; });
  return list;
}
const std::vector<any>& all_with_derivative_from_output() {
  static const auto list = those([](const auto& s) { return s.has_from_output(); });
  return list;
}

template <class T>
const subject<T>& without_fast_math(const subject<T>& s) {
  for (const any& which : all())
    if (const auto* other = std::get_if<subject<T>>(&which))
      if (other->name == s.name && other->build->instruction_set == s.build->instruction_set) return *other;
  throw std::invalid_argument("tests: no build of " + s.name + " without -ffast-math");
}

template struct subject<float>;
template struct subject<double>;
template struct subject<xact::bfloat16>;
template struct subject<xact::float16>;
template void PrintTo(const subject<float>&, std::ostream*);
template void PrintTo(const subject<double>&, std::ostream*);
template void PrintTo(const subject<xact::bfloat16>&, std::ostream*);
template void PrintTo(const subject<xact::float16>&, std::ostream*);
template std::string by_name::name_of(const subject<float>&);
template std::string by_name::name_of(const subject<double>&);
template std::string by_name::name_of(const subject<xact::bfloat16>&);
template std::string by_name::name_of(const subject<xact::float16>&);
template const subject<float>& without_fast_math(const subject<float>&);
template const subject<double>& without_fast_math(const subject<double>&);

}  // namespace subjects
