#!/usr/bin/env python3
"""xact from Python, by ctypes and NumPy (Debian: python3-numpy): the C library that XACT_BUILD_C_LIBRARY builds.

usage: in_python.py LIBRARY [--repeat N]

LIBRARY:  the shared library, as build/c-library/c/libxact.so
--repeat: times are the best of N, 20 by default

For each function, the time that an element takes in xact and in the formula as it is written in NumPy, and the largest
error of both in ULP of float, against the formula in double. Ends with 1 if xact is off by more than 1.01 ULP."""

import argparse
import ctypes
import sys
import time

try:
    import numpy as np
except ImportError:
    sys.exit("in_python: needs NumPy (Debian: python3-numpy)")

FLOATS = ctypes.POINTER(ctypes.c_float)


def load(path):
    library = ctypes.CDLL(path)
    library.xact_version.restype = library.xact_instruction_set.restype = ctypes.c_char_p
    return library


def pointer(array):
    """The numbers of a NumPy array, which has to have them as float and side by side."""
    if array.dtype != np.float32 or not array.flags.c_contiguous:
        raise TypeError("xact's f32 functions take contiguous arrays of float32: use np.ascontiguousarray(x, np.float32)")
    return array.ctypes.data_as(FLOATS)


def function(library, name, *parameters):
    """y = f(x), into y where it is given, else into a new array."""
    call = getattr(library, f"xact_{name}_f32")
    call.argtypes = [FLOATS, FLOATS, ctypes.c_size_t] + [ctypes.c_double] * len(parameters)
    call.restype = ctypes.c_int if parameters else None

    def of(x, y=None):
        y = np.empty_like(x) if y is None else y
        if x.shape != y.shape:
            raise ValueError(f"{name}: x has the shape {x.shape}, y {y.shape}")
        if call(pointer(x), pointer(y), x.size, *parameters):
            raise ValueError(f"{name} does not accept the parameters {parameters}")
        return y
    return of


def gelu_tanh(x):
    return x / 2 * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))


def true_gelu_tanh(x):
    return x / (1 + np.exp(-2 * np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


# The name, the formula as it is written in NumPy, one that in double loses nothing, and parameters.
FUNCTIONS = [
    ("sigmoid", lambda x: 1 / (1 + np.exp(-x)), lambda x: 1 / (1 + np.exp(-x))),
    ("tanh", np.tanh, np.tanh),
    ("silu", lambda x: x / (1 + np.exp(-x)), lambda x: x / (1 + np.exp(-x))),
    ("gelu_tanh", gelu_tanh, true_gelu_tanh),
    ("elu", lambda x: np.where(x > 0, x, np.expm1(x)), lambda x: np.where(x > 0, x, np.expm1(x)), 1.0),
]


def ulps(y, truth):
    """The largest error of y."""
    return float(np.max(np.abs(y.astype(float) - truth) / np.spacing(np.abs(truth).astype(np.float32)).astype(float)))


def nanoseconds(call, elements, repeat):
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times) / elements * 1e9


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library")
    parser.add_argument("--repeat", type=positive, default=20)
    arguments = parser.parse_args()
    try:
        library = load(arguments.library)
    except (OSError, AttributeError) as error:
        parser.error(f"this is not xact's C library: {error}")

    x = np.linspace(-8, 8, 1 << 18, dtype=np.float32)
    y = np.empty_like(x)
    print(f"xact {library.xact_version().decode()}, {library.xact_instruction_set().decode()}; NumPy {np.__version__}")
    print(f"{'':9}  {'ns an element':>15}   {'error in ULP':>15}")
    print(f"{'':9} {'xact':>7} {'NumPy':>8}   {'xact':>7} {'NumPy':>8}")
    worst = 0
    for name, formula, true_formula, *parameters in FUNCTIONS:
        ours = function(library, name, *parameters)
        truth = true_formula(x.astype(float))
        error = ulps(ours(x, y), truth)
        worst = max(worst, error)
        print(f"{name:9} {nanoseconds(lambda: ours(x, y), x.size, arguments.repeat):7.3f}"
              f" {nanoseconds(lambda: formula(x), x.size, arguments.repeat):8.3f}"
              f"   {error:7.2f} {ulps(formula(x), truth):8.2f}")
    return 0 if worst <= 1.01 else 1


if __name__ == "__main__":
    sys.exit(main())
