// SPDX-License-Identifier: MIT

// Between this file and macros_back.hpp, which every public header includes last, words that other people's
// headers like to define as macros mean nothing but themselves: I of <complex.h>, max of <windows.h>, abs of
// Arduino. A word belongs here if tests/surroundings/macros.cpp says so. Comparisons of floats for equality
// are meant as such.

#pragma push_macro("XACT_MACROS_ASIDE")
#define XACT_MACROS_ASIDE
#pragma push_macro("A")
#undef A
#pragma push_macro("D")
#undef D
#pragma push_macro("F")
#undef F
#pragma push_macro("G")
#undef G
#pragma push_macro("H")
#undef H
#pragma push_macro("I")
#undef I
#pragma push_macro("L")
#undef L
#pragma push_macro("O")
#undef O
#pragma push_macro("R")
#undef R
#pragma push_macro("T")
#undef T
#pragma push_macro("U")
#undef U
#pragma push_macro("V")
#undef V
#pragma push_macro("W")
#undef W
#pragma push_macro("X")
#undef X
#pragma push_macro("Y")
#undef Y
#pragma push_macro("abs")
#undef abs
#pragma push_macro("arm")
#undef arm
#pragma push_macro("columns")
#undef columns
#pragma push_macro("exp")
#undef exp
#pragma push_macro("first")
#undef first
#pragma push_macro("fma")
#undef fma
#pragma push_macro("half")
#undef half
#pragma push_macro("hi")
#undef hi
#pragma push_macro("high")
#undef high
#pragma push_macro("index")
#undef index
#pragma push_macro("last")
#undef last
#pragma push_macro("lo")
#undef lo
#pragma push_macro("low")
#undef low
#pragma push_macro("max")
#undef max
#pragma push_macro("min")
#undef min
#pragma push_macro("near")
#undef near
#pragma push_macro("opaque")
#undef opaque
#pragma push_macro("round")
#undef round
#pragma push_macro("sq")
#undef sq
#pragma push_macro("tanh")
#undef tanh
#pragma push_macro("unlikely")
#undef unlikely

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wfloat-equal"
#endif
