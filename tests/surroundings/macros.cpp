// Words that other people's headers define as macros, before our headers. The standard headers come first, and xsimd,
// which has to look after itself.
#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <limits>
#include <memory>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>
#include <xsimd/xsimd.hpp>

#define not_this_word !"a macro of somebody else"

// Letters: <complex.h>, <ctype.h> of small systems, Arduino, teaching code
#define A not_this_word
#define B not_this_word
#define C not_this_word
#define D not_this_word
#define E not_this_word
#define F not_this_word
#define G not_this_word
#define H not_this_word
#define I not_this_word
#define J not_this_word
#define K not_this_word
#define L not_this_word
#define M not_this_word
#define N not_this_word
#define O not_this_word
#define P not_this_word
#define Q not_this_word
#define R not_this_word
#define S not_this_word
#define T not_this_word
#define U not_this_word
#define V not_this_word
#define W not_this_word
#define X not_this_word
#define Y not_this_word
#define Z not_this_word
#define complex not_this_word
#define imaginary not_this_word
#define B0 not_this_word
#define B1 not_this_word
#define PI not_this_word
#define EPS not_this_word
#define EPSILON not_this_word

// Functions
#define min(a, b) not_this_word
#define max(a, b) not_this_word
#define abs(x) not_this_word
#define round(x) not_this_word
#define sq(x) not_this_word
#define clamp(x, a, b) not_this_word
#define constrain(x, a, b) not_this_word
#define radians(x) not_this_word
#define degrees(x) not_this_word
#define bit(n) not_this_word
#define MIN(a, b) not_this_word
#define MAX(a, b) not_this_word
#define ABS(x) not_this_word
#define SIGN(x) not_this_word
#define CLAMP(x, a, b) not_this_word
#define SQUARE(x) not_this_word
#define exp(x) not_this_word
#define fma(a, b, c) not_this_word
#define tanh(x) not_this_word
#define index not_this_word
#define rindex not_this_word
#define first not_this_word
#define last not_this_word
#define length not_this_word

// term.h, rpc/key_prot.h, numerical code
#define columns not_this_word
#define opaque not_this_word
#define half not_this_word
#define hi not_this_word
#define high not_this_word
#define lo not_this_word
#define low not_this_word

// windows.h and its kin
#define near not_this_word
#define far not_this_word
#define NEAR not_this_word
#define FAR not_this_word
#define small not_this_word
#define hyper not_this_word
#define interface not_this_word
#define IN not_this_word
#define OUT not_this_word
#define OPTIONAL not_this_word
#define CONST not_this_word
#define VOID not_this_word
#define TRUE not_this_word
#define FALSE not_this_word
#define BOOL not_this_word
#define ERROR not_this_word
#define DELETE not_this_word
#define STRICT not_this_word
#define NO_ERROR not_this_word
#define ABSOLUTE not_this_word
#define RELATIVE not_this_word
#define OPAQUE not_this_word
#define TRANSPARENT not_this_word
#define DIFFERENCE not_this_word
#define IGNORE not_this_word
#define INFINITE not_this_word
#define OVERFLOW not_this_word
#define UNDERFLOW not_this_word
#define DOMAIN not_this_word

// X11, Qt, AssertMacros.h, Arduino, kernels
#define None not_this_word
#define Bool not_this_word
#define Status not_this_word
#define True not_this_word
#define False not_this_word
#define Always not_this_word
#define Success not_this_word
#define Above not_this_word
#define Below not_this_word
#define Complex not_this_word
#define signals not_this_word
#define slots not_this_word
#define emit not_this_word
#define foreach not_this_word
#define forever not_this_word
#define check(x) not_this_word
#define verify(x) not_this_word
#define require(x) not_this_word
#define HIGH not_this_word
#define LOW not_this_word
#define INPUT not_this_word
#define OUTPUT not_this_word
#define DEFAULT not_this_word
#define INTERNAL not_this_word
#define EXTERNAL not_this_word
#define likely(x) not_this_word
#define unlikely not_this_word
#define always_inline not_this_word
#define noinline not_this_word
#define visibility not_this_word
#define hidden not_this_word
#define optimize not_this_word
#define error not_this_word
#define aligned not_this_word
#define packed not_this_word
#define unused not_this_word
#define arm not_this_word
#define linux not_this_word
#define unix not_this_word
#define major not_this_word
#define minor not_this_word

// Unit tests and logs
#define TEST(x) not_this_word
#define CHECK(x) not_this_word
#define REQUIRE(x) not_this_word
#define ASSERT(x) not_this_word
#define LOG(x) not_this_word
#define FAIL(x) not_this_word
#define DEBUG not_this_word
#define INFO not_this_word

#include "xact/dispatch.hpp"
#include "xact/xact.hpp"

// They mean again what they did.
#if !defined(I) || !defined(V) || !defined(near) || !defined(unlikely)
#error "a macro is gone"
#endif
#undef not_this_word
#define not_this_word 42
static_assert(V == 42 && max(1, 2) == 42);

// Kernels are still themselves when they are instantiated.
#undef F  // which this file uses
#undef T
#include "every_call.hpp"

int main() { call_everything_on<float>(); }
