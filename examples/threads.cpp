// Threads: the library starts none, so that your thread pool stays in charge. Cut the array where you like,
// vectors or not: an element's result depends on its value alone, so the cuts do not show.

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <span>
#include <thread>
#include <vector>
#include <xact/xact.hpp>

template <class Activation>
void forward_on_threads(const Activation& f, std::span<const float> x, std::span<float> y,
                        std::size_t thread_count) {
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < thread_count; ++t) {
    const std::size_t begin = x.size() * t / thread_count, end = x.size() * (t + 1) / thread_count;
    threads.emplace_back(
        [=] { xact::forward(f, x.subspan(begin, end - begin), y.subspan(begin, end - begin)); });
  }
  for (std::thread& thread : threads) thread.join();
}

int main() {
  std::vector<float> x(1'000'003);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i) * 4e-5f - 20.0f;

  std::vector<float> expected(x.size()), y(x.size());
  xact::forward(xact::gelu, x, expected);

  for (const std::size_t thread_count : {1u, 2u, 3u, 7u}) {
    std::ranges::fill(y, 0.0f);
    forward_on_threads(xact::gelu, x, y, thread_count);
    const bool same = std::memcmp(y.data(), expected.data(), y.size() * sizeof(float)) == 0;
    std::printf("%zu threads: %s\n", thread_count, same ? "the same bits" : "other bits");
    if (!same) return 1;
  }
}
