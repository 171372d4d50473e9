// Every functor on a GPU gives the bits of the host. Exit code 77 where there is no GPU.

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

#include "xact/xact.hpp"

namespace {

constexpr int no_gpu = 77;

template <class T>
struct results {
  T forward, derivative, value_of_both, derivative_of_both, derivative_from_output;
};

template <class F, class T>
__host__ __device__ results<T> evaluate(F f, T x) {
  const auto both = f.forward_and_derivative(x);
  results<T> r{f.forward(x), f.derivative(x), both.value, both.derivative, T(0)};
  if constexpr (xact::differentiable_from_output<F, T>)
    r.derivative_from_output = f.derivative_from_output(r.forward);
  return r;
}

template <class F, class T>
__global__ void evaluate_all(F f, const T* x, results<T>* y, std::size_t n) {
  const std::size_t i = std::size_t(blockIdx.x) * blockDim.x + threadIdx.x;
  if (i < n) y[i] = evaluate(f, x[i]);
}

/// The same bits, or both NaN.
template <class T>
bool identical(const results<T>& a, const results<T>& b) {
  const T* const first = &a.forward;
  const T* const second = &b.forward;
  for (std::size_t i = 0; i < sizeof a / sizeof(T); ++i)
    if (std::memcmp(first + i, second + i, sizeof(T)) != 0 &&
        !(first[i] != first[i] && second[i] != second[i]))
      return false;
  return true;
}

/// Bit patterns of both signs from end to end, the infinities and NaN among them.
template <class T>
std::vector<T> inputs() {
  using bits = typename xact::simd::format<T>::bits;
  std::vector<T> x;
  const bits stride = ~bits(0) / (1u << 20);
  for (bits pattern = 0; pattern < ~bits(0) - stride; pattern += stride)
    x.push_back(xact::simd::bit_cast<T>(pattern));
  for (const T extreme : {T(0), T(-0.0), T(1) / 3, T(-5.5), T(1e30)}) x.push_back(extreme);
  return x;
}

int differences = 0;

template <class T, class F>
void compare(F f, const std::vector<T>& x) {
  T* device_x = nullptr;
  results<T>* device_y = nullptr;
  std::vector<results<T>> y(x.size());
  cudaMalloc(&device_x, x.size() * sizeof(T));
  cudaMalloc(&device_y, y.size() * sizeof(results<T>));
  cudaMemcpy(device_x, x.data(), x.size() * sizeof(T), cudaMemcpyHostToDevice);
  evaluate_all<<<unsigned((x.size() + 255) / 256), 256>>>(f, device_x, device_y, x.size());
  cudaMemcpy(y.data(), device_y, y.size() * sizeof(results<T>), cudaMemcpyDeviceToHost);
  cudaFree(device_x);
  cudaFree(device_y);
  if (const cudaError_t error = cudaGetLastError(); error != cudaSuccess) {
    std::printf("%s: %s\n", F::name.data(), cudaGetErrorString(error));
    ++differences;
    return;
  }
  int different = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!identical(y[i], evaluate(f, x[i])) && different++ == 0)
      std::printf("%s: other bits at x = %a\n", F::name.data(), double(x[i]));
  std::printf("%s, %s: %zu inputs, %d differ\n", F::name.data(), sizeof(T) == 4 ? "float" : "double",
              x.size(), different);
  differences += different;
}

}  // namespace

int main() {
  int devices = 0;
  if (cudaGetDeviceCount(&devices) != cudaSuccess || devices == 0) {
    std::puts("no GPU");
    return no_gpu;
  }
  const auto floats = inputs<float>();
  const auto doubles = inputs<double>();
  xact::all_activations::for_each_on<float>([&](auto f) { compare(f, floats); });
  xact::all_activations::for_each_on<double>([&](auto f) { compare(f, doubles); });
  return differences == 0 ? 0 : 1;
}
