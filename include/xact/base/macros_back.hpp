// SPDX-License-Identifier: MIT

// What macros_aside.hpp has put aside is back.

#if defined(XACT_MACROS_ASIDE)
#pragma pop_macro("A")
#pragma pop_macro("D")
#pragma pop_macro("F")
#pragma pop_macro("G")
#pragma pop_macro("H")
#pragma pop_macro("I")
#pragma pop_macro("L")
#pragma pop_macro("O")
#pragma pop_macro("R")
#pragma pop_macro("T")
#pragma pop_macro("U")
#pragma pop_macro("V")
#pragma pop_macro("W")
#pragma pop_macro("X")
#pragma pop_macro("Y")
#pragma pop_macro("abs")
#pragma pop_macro("arm")
#pragma pop_macro("first")
#pragma pop_macro("index")
#pragma pop_macro("last")
#pragma pop_macro("max")
#pragma pop_macro("min")
#pragma pop_macro("near")
#pragma pop_macro("round")
#pragma pop_macro("sq")
#pragma pop_macro("unlikely")

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
#pragma pop_macro("XACT_MACROS_ASIDE")
#endif
