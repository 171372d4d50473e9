#pragma once

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

namespace support {

/// How far a run has come, once it takes longer than a second, on stderr: one line that is overwritten on a
/// terminal and vanishes at the end, a line a quarter elsewhere.
class progress {
 public:
  explicit progress(std::string_view doing) : doing_(doing) {}
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;
  ~progress() {
    if (terminal_) std::fputs("\r\033[K", stderr);
  }

  /// `done` is the share from 0 to 1, `what` the part at hand.
  void show(double done, std::string_view what) {
    if (std::chrono::steady_clock::now() - start_ < std::chrono::seconds(1)) return;
    const int percent = static_cast<int>(100 * std::clamp(done, 0.0, 1.0));
    if (terminal_)
      std::fprintf(stderr, "\r\033[K%s %3d %%  %.*s", doing_.c_str(), percent, static_cast<int>(what.size()),
                   what.data());
    else if (percent >= next_)
      std::fprintf(stderr, "%s %3d %%\n", doing_.c_str(), percent), next_ = percent / 25 * 25 + 25;
  }

 private:
  std::string doing_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  bool terminal_ = isatty(STDERR_FILENO) != 0;
  int next_ = 0;
};

}  // namespace support
