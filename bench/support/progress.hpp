#pragma once

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

namespace support {

/// How far a run has come and how long it will still take, once it is longer than a second, on stderr: one
/// line that is overwritten on a terminal and vanishes at the end, a line a quarter elsewhere.
class progress {
 public:
  explicit progress(std::string_view doing) : doing_(doing) {}
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;
  ~progress() {
    if (terminal_) std::fputs("\r\033[K", stderr);
  }

  /// `done` is the share from 0 to 1, `what` the part at hand.
  void show(double done, std::string_view what = "") {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    if (seconds < 1) return;
    const double share = std::clamp(done, 0.0, 1.0), left = share > 0 ? seconds * (1 - share) / share : 0;
    const int percent = static_cast<int>(100 * share);
    if (terminal_) {
      std::string bar(20, '.');
      std::fill_n(bar.begin(), percent / 5, '#');
      std::fprintf(stderr, "\r\033[K%s [%s] %3d %%, %.0f s left  %.*s", doing_.c_str(), bar.c_str(), percent,
                   left, static_cast<int>(what.size()), what.data());
    } else if (percent >= next_) {
      std::fprintf(stderr, "%s %3d %%\n", doing_.c_str(), percent);
      next_ = percent / 25 * 25 + 25;
    }
  }

 private:
  std::string doing_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  bool terminal_ = isatty(STDERR_FILENO) != 0;
  int next_ = 0;
};

}  // namespace support
