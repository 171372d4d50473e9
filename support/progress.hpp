#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>

namespace support {

/// How far a long run has come, on stderr: one line that is overwritten on a terminal, a line a quarter
/// elsewhere. It vanishes at the end.
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
    const int percent = static_cast<int>(100 * std::clamp(done, 0.0, 1.0));
    if (terminal_)
      std::fprintf(stderr, "\r\033[K%s %3d %%  %.*s", doing_.c_str(), percent, static_cast<int>(what.size()),
                   what.data());
    else if (percent >= next_)
      std::fprintf(stderr, "%s %3d %%\n", doing_.c_str(), percent), next_ = percent / 25 * 25 + 25;
  }

 private:
  std::string doing_;
  bool terminal_ = isatty(STDERR_FILENO) != 0;
  int next_ = 0;
};

}  // namespace support
