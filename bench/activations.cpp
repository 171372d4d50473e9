// Every activation x operation x type x level of memory x kind of input, by the library ("xact") and by the
// plain loops over its formula ("std", "xsimd"); "memory" is the floor under all of them. For example
//
//     activations --benchmark_filter='sigmoid/forward/float/L2'
//     activations --benchmark_filter='/backward/double/L1/normal/xact'

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "caches.hpp"
#include "workload.hpp"

namespace {

using namespace bench;

template <class T>
constexpr std::string_view type_name = "float";
template <>
constexpr std::string_view type_name<double> = "double";
template <>
constexpr std::string_view type_name<xact::bfloat16> = "bfloat16";
template <>
constexpr std::string_view type_name<xact::float16> = "float16";

/// The arrays last asked for: benchmarks are registered so that neighbours share theirs.
template <class T>
arrays<T>& shared_arrays(const memory_level& level, const input& kind) {
  static std::optional<arrays<T>> a;
  static std::string_view level_name, kind_name;
  if (!a || level_name != level.name || kind_name != kind.name) {
    a.reset();
    a = make_arrays<T>(level, kind);
    level_name = level.name, kind_name = kind.name;
  }
  return *a;
}

template <class T, class Operation, class F>
void add(std::string_view function, const memory_level& level, const input& kind, std::string_view by,
         repeated_pass<T> passes) {
  std::string name(function);
  for (std::string_view part : {Operation::name, type_name<T>, level.name, kind.name, by})
    name.append("/").append(part);
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    arrays<T>& a = shared_arrays<T>(level, kind);
    by_library<T, forward, F>(a, 1);  // y = f(x), for backward_from_output
    for (auto _ : state) passes(a, 1);
    using benchmark::Counter;
    const auto n = static_cast<double>(a.size());
    state.counters["element"] = Counter(n, Counter::kIsIterationInvariantRate | Counter::kInvert);
    state.counters["bytes"] =
        Counter(n * sizeof(T) * Operation::arrays_touched, Counter::kIsIterationInvariantRate);
  });
}

template <class T, class Operation>
void add_operation(const memory_level& level, const input& kind) {
  add<T, Operation, xact::relu_t>("memory", level, kind, "floor", by_memory<T, Operation>);
  xact::all_activations::for_each_on<T>([&]<class F>(F) {
    if constexpr (operation_of<Operation, F, T>) {
      add<T, Operation, F>(F::name, level, kind, "xact", by_library<T, Operation, F>);
      if constexpr (has_formula<F> && std::is_same_v<T, xact::computed_in<T>>) {
        add<T, Operation, F>(F::name, level, kind, "std", by_formula<T, Operation, F, T>);
        add<T, Operation, F>(F::name, level, kind, "xsimd", by_formula<T, Operation, F, xsimd::batch<T>>);
      }
    }
  });
}

template <class T>
void add_type() {
  for (const memory_level& level : memory_levels(found_caches()))
    for (const input& kind : {normal, saturated, near_zero}) {
      add_operation<T, forward>(level, kind);
      add_operation<T, derivative>(level, kind);
      add_operation<T, backward>(level, kind);
      add_operation<T, backward_from_output>(level, kind);
      add_operation<T, forward_and_derivative>(level, kind);
    }
}

}  // namespace

int main(int argc, char** argv) {
  // Half a second each, Google Benchmark's default, would take half an hour. A later option prevails.
  std::string min_time = "--benchmark_min_time=0.05";
  std::vector<char*> arguments(argv, argv + argc);
  arguments.insert(arguments.begin() + 1, min_time.data());
  int count = argc + 1;
  arguments.push_back(nullptr);
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  benchmark::AddCustomContext("instruction set", xsimd::default_arch::name());
  add_type<float>();
  add_type<double>();
  add_type<xact::bfloat16>();
  add_type<xact::float16>();
  return benchmark::RunSpecifiedBenchmarks() != 0 ? 0 : 1;
}
