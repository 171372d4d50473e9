// Prints the bits that the page has to show: numbers by direct calls of xact, and the rest by page.cpp,
// compiled natively. Ends with 2 where the build has fused multiply-add, so that the bits are others.

#include <bit>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <vector>
#include <xact/xact.hpp>

extern "C" {
double round_to_type(int type, double x);
double neighbour(int type, double x, int above);
void compare(int index, double slope, int type, int which, double x, double* to);
const char* truth_in_decimal(int index, double slope, int type, int which, double x, int digits);
double largest_derivative(int index, double slope);
void pass_back(int index, double slope, int he, int depth, int seed, double* norms);
void neurons_start(int index, double slope, double bias, int seed);
void neurons_step(int index, double slope);
const std::uint8_t* neurons_states();
int neurons_size();
double neurons_loss();
double neurons_change();
}

namespace {

constexpr double slope = 0.1;

std::string separator;

/// Numbers as their bits: JSON has no NaN.
void print(const char* key, const std::vector<double>& numbers) {
  std::printf("%s\"%s\":[", separator.c_str(), key);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    std::printf("%s\"%016" PRIx64 "\"", i > 0 ? "," : "", std::bit_cast<std::uint64_t>(numbers[i]));
  std::printf("]");
  separator = ",";
}

/// Where the recipes lead, a grid, and some at random.
std::vector<double> inputs() {
  std::vector<double> x{-5.5, 17, -90,  9,     9.5,     1e30, -1e30, -2.5, -8,
                        -1.5, 0,  -0.0, 1e-40, -1e-300, 700,  -740,  60000};
  for (double at = -20; at <= 20; at += 2.5) x.push_back(at);
  std::mt19937 random(7);
  for (int i = 0; i < 30; ++i) x.push_back((static_cast<double>(random()) * 0x1p-32 - 0.5) * 24);
  return x;
}

/// One activation on one type.
template <class T, class F>
void print_numbers(const F& f, int index, int type, const char* type_name) {
  for (int which = 0; which < 2; ++which) {
    std::vector<double> x, y, compared;
    std::string decimals;
    for (const double at : inputs()) {
      const auto in_type = static_cast<T>(at);
      x.push_back(static_cast<double>(in_type));
      y.push_back(static_cast<double>(which == 0 ? f(in_type) : f.derivative(in_type)));
      double found[5];
      compare(index, slope, type, which, at, found);
      compared.insert(compared.end(), found + 1, found + 5);
      decimals += (decimals.empty() ? "\"" : ",\"");
      decimals += truth_in_decimal(index, slope, type, which, at, 25);
      decimals += '"';
    }
    std::printf("%s{\"index\":%d,\"name\":\"%s\",\"type\":%d,\"typeName\":\"%s\",\"which\":%d",
                separator.c_str(), index, std::string(f.name).c_str(), type, type_name, which);
    separator = ",";
    print("x", x);
    print("y", y);
    print("compared", compared);
    std::printf(",\"decimals\":[%s]}\n", decimals.c_str());
  }
}

template <class T>
void print_type(int type, const char* name) {
  int index = 0;
  xact::all_activations::for_each([&]<class F>(F f) {
    if constexpr (requires { f.negative_slope; }) f = F(slope);
    if constexpr (xact::exists_for<F, T>) print_numbers<T>(f, index, type, name);
    ++index;
  });
}

void print_neighbours() {
  separator.clear();
  std::printf("],\"neighbours\":{");
  for (int type = 0; type < 4; ++type) {
    std::vector<double> found;
    for (const double x : {1.0, -1.0, 0.0, 1.5, -5.5, 2.0}) {
      found.push_back(neighbour(type, x, 0));
      found.push_back(neighbour(type, x, 1));
    }
    print(std::to_string(type).c_str(), found);
  }
  std::printf("}");
}

/// Of the accurate tier, which comes first in the registry: the networks use it alone.
void print_networks() {
  int count = 0;
  xact::all_activations::for_each([&](const auto& f) { count += f.name.find("::") == f.name.npos; });
  std::printf(",\"deep\":[");
  for (int index = 0; index < count; ++index)
    for (const int he : {0, 1}) {
      std::vector<double> norms(50);
      pass_back(index, slope, he, 50, 1, norms.data());
      std::printf("%s{\"index\":%d,\"he\":%d", index + he > 0 ? "," : "", index, he);
      print("norms", norms);
      print("largest", {largest_derivative(index, slope)});
      std::printf("}\n");
    }
  std::printf("],\"neurons\":[");
  bool first = true;
  for (int index = 0; index < count; ++index)
    for (const double bias : {0.0, -0.3, -1.0, -3.0}) {
      std::vector<double> found;
      neurons_start(index, slope, bias, 1);
      for (int step = 0; step <= 200; ++step) {
        if (step > 0) neurons_step(index, slope);
        if (step % 100 != 0) continue;
        for (int i = 0; i < neurons_size(); ++i) found.push_back(neurons_states()[i]);
        found.push_back(neurons_loss());
        found.push_back(neurons_change());
      }
      std::printf("%s{\"index\":%d", first ? "" : ",", index);
      first = false;
      print("bias", {bias});
      print("found", found);
      std::printf("}\n");
    }
  std::printf("]}\n");
}

}  // namespace

int main() {
#if defined(__FP_FAST_FMA) || defined(__ARM_FEATURE_FMA)
  return 2;
#endif
  std::printf("{\"slope\":%g,\"numbers\":[", slope);
  print_type<float>(0, "float");
  print_type<double>(1, "double");
  print_type<xact::bfloat16>(2, "bfloat16");
  print_type<xact::float16>(3, "float16");
  print_neighbours();
  print_networks();
}
