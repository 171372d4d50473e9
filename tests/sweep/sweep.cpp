// Every float, every number of 16 bits, and ten million doubles, of every function: the proof behind the
// promises. Writes down the results; where one says that the function gave these very bits before, what was
// measured then still holds.

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <iomanip>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bench/support/progress.hpp"
#include "measure.hpp"
#include "result.hpp"
#include "xact/simd/xsimd.hpp"

namespace {

using namespace sweep;

struct options {
  std::filesystem::path results = ".", truths = "truths";
  std::filesystem::path hardest;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  bool fresh = false, check = false, quick = false;
  std::vector<std::string> sets, functions, only;
};

/// work(0), ..., work(count - 1) on all threads. What one throws, this throws.
template <class Work>
void in_parallel(const options& chosen, const std::string& label, std::size_t count, Work work) {
  std::atomic<std::size_t> next = 0, done = 0;
  std::exception_ptr failed;
  std::mutex ending;
  std::condition_variable ended;
  const auto run = [&] {
    std::exception_ptr thrown;
    try {
      for (std::size_t i; (i = next++) < count; ++done) work(i);
    } catch (...) {
      thrown = std::current_exception();
    }
    const std::lock_guard lock(ending);
    if (thrown) {
      failed = thrown;
      next = done = count;
    }
    ended.notify_one();
  };
  {
    std::vector<std::jthread> threads(chosen.threads);
    for (auto& thread : threads) thread = std::jthread(run);
    std::unique_lock lock(ending);
    support::progress shown(label);
    while (!ended.wait_for(lock, std::chrono::milliseconds(100), [&] { return done >= count; }))
      shown.show(static_cast<double>(done) / static_cast<double>(count));
  }
  if (failed) std::rethrow_exception(failed);
}

// The inputs of a type, cut into pieces.

template <class T>
struct pieces {
  static constexpr std::size_t count = number_of_inputs<T> / piece_size<T>;
  static std::uint64_t first(std::size_t i) { return i * piece_size<T>; }
  static hashes hash(const subject<T>& s, std::size_t i, bool quick) {
    return hash_piece(s, first(i), quick);
  }
  static auto measuring(const options& chosen, const subject<T>& s) {
    std::string file = std::string(s.calls->function) + '.' + std::string(name_of(s.what));
    if (!std::is_same_v<T, double>) file = file + '.' + subjects::name_of_type<T>;
    return [&s, known = truths(chosen.truths / file, number_of_inputs<T>)](std::size_t i) {
      return measure_piece(s, first(i), known);
    };
  }
};

template <>
struct pieces<float> {
  static constexpr std::size_t a_sign = 0x7f80'0000 / slab_size, count = 2 * a_sign;
  static std::uint32_t first(std::size_t i) {
    return static_cast<std::uint32_t>(i % a_sign) * slab_size + (i < a_sign ? 0 : 0x8000'0000);
  }
  static hashes hash(const subject<float>& s, std::size_t i, bool quick) {
    return hash_slab(s, first(i), quick);
  }
};

/// One quantity on one type, by name.
template <class T>
result named(const subject<T>& s) {
  result r;
  r.function = s.function;
  r.quantity = name_of(s.what);
  r.type = subjects::name_of_type<T>;
  r.set = s.set;
  return r;
}

/// With other parameters than the default, the same kernels are measured on one float in eight.
template <class T>
bool is_taken(const subject<T>& s, std::size_t piece) {
  return s.calls->sample == 0 || piece % 8 == 3;
}

template <class T>
hashes hash(const options& chosen, const subject<T>& s, const std::string& label) {
  std::vector<hashes> of(pieces<T>::count);
  in_parallel(chosen, label, pieces<T>::count, [&](std::size_t i) {
    if (is_taken(s, i)) of[i] = pieces<T>::hash(s, i, chosen.quick);
  });
  hashes sums;
  for (const hashes& one : of) sums.add(one);
  return sums;
}

std::string compiler() {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

std::string xsimd_version() {
  return std::to_string(XSIMD_VERSION_MAJOR) + '.' + std::to_string(XSIMD_VERSION_MINOR) + '.' +
         std::to_string(XSIMD_VERSION_PATCH);
}

template <class T>
std::string label_of(const subject<T>& s) {
  return named(s).name() + ' ' + std::string(s.set);
}

/// The result of what was found in all pieces.
template <class T>
result summed(const subject<T>& s, const std::vector<by_bin>& of) {
  result r = named(s);
  std::vector<statistics> bin_of(bins::count);
  for (const by_bin& one : of)
    for (const auto& [bin, found] : one) bin_of[bin].add(found);
  for (std::size_t bin = 0; bin < bins::count; ++bin) {
    const statistics& found = bin_of[bin];
    r.total.add(found);
    if (found.points == 0) continue;
    r.rows.push_back({bins::low(bin), bins::high(bin), found.points, found.ulp.value, found.mean_ulp(),
                      found.absolute.value});
  }
  r.promise_ulp = s.promise.ulp;
  r.promise_absolute = s.promise.absolute;
  r.compiler = compiler();
  r.xsimd = xsimd_version();
  return r;
}

template <class T>
result measure(const options& chosen, const subject<T>& s) {
  std::vector<by_bin> of(pieces<T>::count);
  const auto measure_piece = pieces<T>::measuring(chosen, s);
  in_parallel(chosen, label_of(s), pieces<T>::count, [&](std::size_t i) { of[i] = measure_piece(i); });
  return summed(s, of);
}

/// All subjects of a group, which have the same truth.
std::vector<result> measure(const options& chosen, const std::vector<const subject<float>*>& group) {
  std::vector<std::vector<by_bin>> of(group.size(), std::vector<by_bin>(pieces<float>::count));
  in_parallel(chosen, label_of(*group.front()) + " and its like", pieces<float>::count, [&](std::size_t i) {
    if (!is_taken(*group.front(), i)) return;
    auto found = measure_slab(group, pieces<float>::first(i));
    for (std::size_t k = 0; k < group.size(); ++k) of[k][i] = std::move(found[k]);
  });
  std::vector<result> all;
  for (std::size_t k = 0; k < group.size(); ++k) all.push_back(summed(*group[k], of[k]));
  return all;
}

void print(const result& r, const char* how, double seconds) {
  std::printf("%-40s %-7s max %.4f ULP, mean %.4f, step %.2f, %s%s, %.0f s\n", r.name().c_str(),
              r.set.c_str(), r.total.ulp.value, r.total.mean_ulp(), r.total.step.value,
              r.total.broken == 0 ? "kept" : "PROMISE BROKEN", how, seconds);
  std::fflush(stdout);
}

/// The hardest cases of correct rounding, one in each octave of each sign.
void write_hardest(std::ostream& out, const options& chosen, const subject<float>& s) {
  const std::string name = named(s).name();
  std::vector<hard_case> of(pieces<float>::count);
  in_parallel(chosen, name + ", hardest", of.size(),
              [&](std::size_t i) { of[i] = hardest_of_slab(s, pieces<float>::first(i)); });
  constexpr std::size_t octave = (1 << 23) / slab_size;
  for (auto first = of.begin(); first != of.end(); first += octave) {
    const auto hardest = std::min_element(first, first + octave, [](const hard_case& a, const hard_case& b) {
      return a.distance < b.distance;
    });
    if (hardest->distance < 1)
      out << s.function << '\t' << name_of(s.what) << '\t' << std::hexfloat << hardest->x << '\t'
          << hardest->y << std::defaultfloat << '\t' << std::setprecision(2) << hardest->distance << '\n';
  }
}

/// Every word of `wanted` is a part of the name.
bool matches(const result& r, const std::string& wanted) {
  std::istringstream words(wanted);
  bool all = true;
  for (std::string word; std::getline(words, word, '.');)
    all &= word == r.function || word == r.quantity || word == r.type;
  return all;
}

/// Writes down and prints what was found; whether the promise is kept.
bool conclude(const options& chosen, result found, const char* how, double seconds) {
  if (!chosen.check) keep(chosen.results, found);
  print(found, how, seconds);
  return found.total.broken == 0;
}

using clock_type = std::chrono::steady_clock;
double seconds_since(clock_type::time_point start) {
  return std::chrono::duration<double>(clock_type::now() - start).count();
}

/// Whether the promise is kept, if that is known of these bits, or nothing is to be measured; else nothing.
template <class T>
std::optional<bool> settle(const options& chosen, const subject<T>& s) {
  result wanted = named(s);
  const auto start = clock_type::now();
  std::vector<result> known;
  for (const std::string_view set :
       {s.set, std::string_view("avx512"), std::string_view("avx2"), std::string_view("sse2")}) {
    wanted.set = set;
    if (auto found = find(chosen.results, wanted);
        found && found->promise_ulp == s.promise.ulp && found->promise_absolute == s.promise.absolute)
      known.push_back(*found);
  }
  if (!chosen.fresh && !known.empty()) {
    const hashes now = hash(chosen, s, label_of(s) + ", bits");
    for (const result& before : known)
      if (chosen.quick ? before.total.hash.quick == now.quick : before.total.hash.all == now.all) {
        const std::string how = before.set == s.set ? ", as before" : ", as " + before.set;
        result found = before;
        found.set = s.set;
        if (!chosen.quick) found.total.hash = now;
        return conclude(chosen, found, how.c_str(), seconds_since(start));
      }
  }
  if (!chosen.check) return std::nullopt;
  if (chosen.quick && known.empty()) return true;  // the contract says so
  std::printf("%-40s %-7s %s: run ./dev sweep\n", wanted.name().c_str(), std::string(s.set).c_str(),
              known.empty() ? "was not measured" : "gives other bits than those that were measured");
  return false;
}

/// The promise is kept, on these bits.
template <class T>
bool run(const options& chosen, const subject<T>& s) {
  const auto start = clock_type::now();
  if (const auto kept = settle(chosen, s)) return *kept;
  const result found = measure(chosen, s);
  return conclude(chosen, found, "", seconds_since(start));
}

/// The same of a group that has one truth.
bool run(const options& chosen, const std::vector<const subject<float>*>& group) {
  bool all_kept = true;
  std::vector<const subject<float>*> open;
  for (const auto* s : group)
    if (const auto kept = settle(chosen, *s))
      all_kept &= *kept;
    else
      open.push_back(s);
  if (open.empty()) return all_kept;
  const auto start = clock_type::now();
  const auto results = measure(chosen, open);
  const double seconds = seconds_since(start) / static_cast<double>(open.size());
  for (const result& found : results) all_kept &= conclude(chosen, found, "", seconds);
  return all_kept;
}

struct task {
  result name;
  std::string_view function;  ///< without its tier
  std::string truth;          ///< those that have it in common are measured together
  subject<float> on_float;    ///< what is run of floats
  std::function<bool()> run;  ///< what is run of other types
  bool in_quick_check, is_done;
};

template <class T>
void add_tasks(std::vector<task>& all, const options& chosen) {
  for (const subject<T>& s : all_subjects<T>()) {
    const bool in_quick_check = s.calls->sample == 0 && !s.calls->repeats_wider;
    task one{named(s), s.calls->function, {}, {}, {}, in_quick_check, false};
    if constexpr (std::is_same_v<T, float>) {
      one.truth = s.calls->facts->truth + ' ' + std::string(name_of(s.what));
      one.on_float = s;
    } else {
      one.run = [&chosen, s] { return run(chosen, s); };
    }
    all.push_back(std::move(one));
  }
}

/// What is asked for: each list that is not empty names all that is. The quick check leaves out other
/// parameters than the default, and builds that only repeat another one's results.
bool is_chosen(const options& chosen, const task& t) {
  if (chosen.quick && !t.in_quick_check) return false;
  const auto names = [](const std::vector<std::string>& list, const auto& matches_one) {
    return list.empty() || std::ranges::any_of(list, matches_one);
  };
  return names(chosen.sets, [&](const std::string& set) { return set == t.name.set; }) &&
         names(chosen.functions, [&](const std::string& function) { return function == t.function; }) &&
         names(chosen.only, [&](const std::string& wanted) { return matches(t.name, wanted); });
}

}  // namespace

int main(int argc, char** argv) {
  options chosen;
  CLI::App app{
      "Measures the error of every function on every float and number of 16 bits, and on ten million "
      "doubles."};
  app.add_option("--results", chosen.results, "Folder of the results")->capture_default_str();
  app.add_option("--truths", chosen.truths, "Folder of what MPFR said before, 1.3 GB")->capture_default_str();
  app.add_option("--threads", chosen.threads, "How many")->check(CLI::Range(1, 1024))->capture_default_str();
  app.add_flag("--fresh", chosen.fresh, "Measure also where the bits are those of a result");
  app.add_flag("--check", chosen.check, "Measure nothing: the bits must be those of the results");
  app.add_flag("--quick", chosen.quick,
               "With --check: one float in 64, one number of another type in sixteen");
  app.add_option("--hardest", chosen.hardest,
                 "Measure nothing: write the inputs whose correct rounding is hardest into this file");
  app.add_option("--set", chosen.sets,
                 "An instruction set, or several, each after a --set; else all of this machine")
      ->allow_extra_args(false);
  app.add_option("--function", chosen.functions,
                 "A function, in all its tiers, or several, each after a --function")
      ->allow_extra_args(false);
  app.add_option("only", chosen.only, "What: words of function.quantity.type, such as gelu or gelu.float");
  std::vector<task> tasks;
  add_tasks<float>(tasks, chosen);
  add_tasks<double>(tasks, chosen);
  add_tasks<xact::bfloat16>(tasks, chosen);
  add_tasks<xact::float16>(tasks, chosen);
  // One instruction set after the other; there are floats in all of them, first.
  std::vector<std::string> sets;
  for (const task& t : tasks)
    if (std::ranges::find(sets, t.name.set) == sets.end()) sets.push_back(t.name.set);
  std::ranges::stable_sort(tasks, std::ranges::less(),
                           [&](const task& t) { return std::ranges::find(sets, t.name.set); });
  try {
    app.parse(argc, argv);
    if (chosen.quick && !chosen.check) throw CLI::ValidationError("--quick", "needs --check");
    for (const std::string& wanted : chosen.only)
      if (std::ranges::none_of(tasks, [&](const task& t) { return matches(t.name, wanted); }))
        throw CLI::ValidationError(wanted, "is no function, quantity or type of xact");
    for (const std::string& function : chosen.functions)
      if (std::ranges::find(tasks, function, &task::function) == tasks.end())
        throw CLI::ValidationError(function, "is no function of xact");
    for (const std::string& set : chosen.sets)
      if (std::ranges::find(sets, set) == sets.end())
        throw CLI::ValidationError(set, "is not an instruction set of this machine and program");
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    if (!chosen.hardest.empty()) {
      std::ofstream out(chosen.hardest);
      out << "# function\tquantity\tx\tnearest\tULP from halfway\n";
      for (const subject<float>& s : all_subjects<float>())
        if (s.promise.rounds() && s.set == sets.back()) write_hardest(out, chosen, s);
      if (!out.flush()) throw std::runtime_error("cannot write " + chosen.hardest.string());
      return 0;
    }
    bool kept = true;
    for (auto t = tasks.begin(); t != tasks.end(); ++t) {
      if (!is_chosen(chosen, *t)) continue;
      if (t->run) {
        kept &= t->run();
        continue;
      }
      std::vector<const subject<float>*> group;
      for (auto same = t; same != tasks.end(); ++same)
        if (is_chosen(chosen, *same) && same->truth == t->truth &&
            std::exchange(same->is_done, true) == false)
          group.push_back(&same->on_float);
      if (!group.empty()) kept &= run(chosen, group);
    }
    return kept ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sweep: %s\n", error.what());
    return 1;
  }
}
