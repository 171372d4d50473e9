// 16 bits that a program keeps as a type of its own: as patterns, or in a struct. They stay where they are.

#include <cstdint>
#include <cstdio>
#include <vector>
#include <xact/xact.hpp>

/// As ggml has it; its float16 is a std::uint16_t.
struct stored_bfloat16 {
  std::uint16_t bits;
};

int main() {
  std::vector<stored_bfloat16> x(1000, {0xc020}), y(x.size());  // -2.5
  xact::forward(xact::gelu, xact::as<xact::bfloat16>(x), xact::as<xact::bfloat16>(y));
  std::printf("bfloat16: gelu(%04x) = %04x\n", unsigned{x[0].bits}, unsigned{y[0].bits});

  std::vector<std::uint16_t> z(1000, 0xc100);
  xact::forward(xact::gelu, xact::as<xact::float16>(z.data(), z.size()));  // in place
  std::printf("float16 : gelu(c100) = %04x\n", unsigned{z[0]});
}
