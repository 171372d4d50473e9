// options of Clang: -Weverything -Wno-c++98-compat -Wno-c++98-compat-pedantic -Wno-pre-c++17-compat -Wno-c++20-compat
// options of Clang: -Wno-padded -Wno-unsafe-buffer-usage -Wno-unknown-warning-option
// options of GNU: -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion -Wfloat-equal
// options of GNU: -Wfloat-conversion -Warith-conversion -Wold-style-cast -Wuseless-cast -Wcast-qual -Wcast-align=strict
// options of GNU: -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wformat=2 -Wredundant-decls
// options of GNU: -Wmissing-declarations -Wundef -Wunused-macros -Wswitch-default -Wswitch-enum -Wextra-semi
// options of GNU: -Wzero-as-null-pointer-constant -Wnon-virtual-dtor -Woverloaded-virtual -Weffc++ -Wsign-promo
// options of GNU: -Wctor-dtor-privacy -Wnoexcept -Wcomma-subscript -Wvolatile -Wmismatched-tags -Wredundant-tags
// options of GNU: -Wdeprecated-copy-dtor -Wconditionally-supported
// options of GNU: -Walloca -Wvla -Wtrampolines
// options of GNU: -Wunused-const-variable=2 -Wunreachable-code
// options of GNU: -Wsuggest-override -Wstrict-null-sentinel -Wplacement-new=2 -Wshift-overflow=2 -Wpacked

// All warnings that g++ and clang have, but for those that object to C++20 as such, to padding, and to pointers.
#include "every_call.hpp"

int main() { call_everything_on<float, double, xact::bfloat16, xact::float16>(); }
