"""Coefficients for math/narrow (Debian: python3-scipy).

A number of 16 bits leaves an interval of results that round right, and the inputs are few: the coefficients of
a polynomial that meets all intervals are the solution of a linear program. The one with the widest margin is
taken, and rounded to float coefficient by coefficient, from the highest, each time solving for the rest."""

import numpy as np
from scipy.optimize import linprog
from scipy.special import log_ndtr

OCTAVES = np.array([0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16])  # of table_index(), which puts the first at 4


class format16:
    def __init__(self, precision, lowest_exponent, numbers):
        self.precision, self.lowest_exponent = precision, lowest_exponent
        self.numbers = numbers.astype(float)  # positive and finite

    def rounding_interval(self, y, true_value_is_above):
        """What rounds to where the number just above or below y does."""
        y = y * (1 + np.where(true_value_is_above, 1, -1) * 2.0**-50)
        exponent = np.maximum(np.frexp(y)[1] - 1, self.lowest_exponent)
        ulp = np.ldexp(1.0, exponent - self.precision + 1)
        rounded, power = np.rint(y / ulp) * ulp, np.ldexp(1.0, exponent)
        below = np.where((rounded == power) & (exponent > self.lowest_exponent), ulp / 2, ulp)
        above = np.where(rounded == 2 * power, 2 * ulp, ulp)
        return rounded - below / 2, rounded + above / 2


bfloat16 = format16(8, -126, (np.arange(1, 0x7f80, dtype=np.uint32) << 16).view(np.float32))
float16 = format16(11, -14, np.arange(1, 0x7c00, dtype=np.uint16).view(np.float16))


def single(x):
    return float(np.float32(x))


def program(powers, low, high):
    """c with low < powers c < high, as far inside as can be, in units of half the interval; and how far."""
    half = (high - low) / 2
    rows = np.c_[powers / half[:, None], np.ones(len(half))]
    degrees = powers.shape[1]
    found = linprog(np.r_[np.zeros(degrees), -1], np.r_[rows, rows * np.r_[-np.ones(degrees), 1]],
                    np.r_[high / half, -low / half], bounds=[(None, None)] * degrees + [(None, 1)])
    return found.x[:-1], found.x[-1]


def polynomial(a, low, high, first, degree):
    """The coefficients of a^first, ..., a^degree, in float."""
    scale, coefficients = np.abs(a).max(), []
    for k in range(degree, first - 1, -1):
        c, margin = program((a / scale)[:, None] ** np.arange(first, k + 1), low, high)
        coefficients.insert(0, single(c[-1] / scale**k))
        low, high = low - coefficients[0] * a**k, high - coefficients[0] * a**k
    assert margin > -0.005, margin  # next to nothing: the test tells
    return [0.0] * first + coefficients


def emit(name, numbers, columns):
    def hexadecimal(c):
        mantissa, exponent = float(c).hex().split('p')
        return f"{mantissa.rstrip('0').rstrip('.')}p{int(exponent)}f" if c else '0.f'
    print(name, *(hexadecimal(c) for c in numbers))
    for column in zip(*columns):
        print('  {' + ', '.join(hexadecimal(c) for c in column) + '},')


def pieces(name, scale, offset, last, a, low, high, degree, relative=False):
    """Eight polynomials, in the intervals of table_index(scale a + offset)."""
    first = np.searchsorted(OCTAVES, offset, side='right') - 1
    edges = np.r_[0, (OCTAVES[first + 1:first + 8] - offset) / scale, np.inf]
    inside = [(a >= left) & (a < right) for left, right in zip(edges, edges[1:])]
    columns = [polynomial(a[i], low[i], high[i], int(relative and n == 0), degree)
               for n, i in enumerate(inside)]
    emit(name, (scale, offset, last), np.roll(columns, first + 4, axis=0))


def tanh(name, form, scale, offset, last, degree):
    a = form.numbers[(form.numbers > 2.0**-14) & (form.numbers <= last)]
    low, high = form.rounding_interval(np.tanh(a), False)
    pieces(name, scale, offset, last, a, low, high, degree, relative=True)


def exp2_polynomial(degree, margin):
    """2^f: the least relative error that sigmoid's tail allows, where nothing else can be adjusted."""
    a = bfloat16.numbers[(bfloat16.numbers >= 11) & (bfloat16.numbers < 93)]
    t = -a * single(np.log2(np.e))
    low, high = (bound / np.exp2(np.rint(t)) for bound in bfloat16.rounding_interval(np.exp(-a), False))
    f, half = t - np.rint(t), (high - low) / 2
    grid = np.linspace(-0.5, 0.5, 1001)
    powers = f[:, None] ** np.arange(degree + 1)
    relative = grid[:, None] ** np.arange(degree + 1) / np.exp2(grid)[:, None]
    one, none = np.ones(len(grid)), np.zeros(len(f))
    found = linprog(np.r_[np.zeros(degree + 1), 1],
                    np.r_[np.c_[powers, none], np.c_[-powers, none],
                          np.c_[relative, -one], np.c_[-relative, -one]],
                    np.r_[high - margin * half, margin * half - low, one, -one],
                    bounds=[(None, None)] * (degree + 1) + [(0, None)])
    return np.float32(found.x[:-1]).astype(float)


def tail(name, scale, last, log_of_tail, times_a, exp2_coefficients):
    """log2 T(a), for results a^k T(a) and a^k - a^k T(a)."""
    def logarithm(t):  # of which this polynomial's power of 2 is t
        y = np.log2(t)
        for _ in range(30):
            y += np.log2(t / (np.exp2(np.rint(y)) * np.polyval(exp2_coefficients[::-1], y - np.rint(y))))
        return y

    a = bfloat16.numbers[bfloat16.numbers < 105]
    with np.errstate(over='ignore'):
        log_t = log_of_tail(a)
    a, log_t = a[log_t > -105], log_t[log_t > -105]
    factor = a if times_a else np.ones(len(a))
    low, high = bfloat16.rounding_interval(factor * np.exp(log_t), False)
    low_of_rest, high_of_rest = bfloat16.rounding_interval(-factor * np.expm1(log_t), True)
    low, high = np.maximum(low, factor - high_of_rest) / factor, np.minimum(high, factor - low_of_rest) / factor
    subnormal = (a < 2.0**-120) & times_a  # T(a) < 1/2 decides, by more than half of the last bit
    high = np.where(subnormal, np.minimum(high, 0.5 - 2.0**-16.9), high)
    high = logarithm(high)
    low = np.maximum(logarithm(np.maximum(low, 1e-300)), np.minimum(high, log_t / np.log(2)) - 0.02)
    low = np.where(subnormal, np.maximum(low, high - 1e-5), low)
    pieces(name, scale, 1, last, a, low, high, 3)


def steps(name, log_of_tail, degree):
    """T(a), for results a T(a) and a - a T(a) in float16: eight polynomials in t - n, t = a steps within 1/2 of n.
    The first is that of T(a) - 1/2, which a float holds to more bits; 1/2 and 0 come before the coefficients."""
    a = float16.numbers
    last = a[(a * np.exp(log_of_tail(a)) < 2.0**-25) & (a > 1)][0]
    a = a[a <= last]
    log_t = log_of_tail(a)
    t, rest = np.exp(log_t), -np.expm1(log_t)

    def interval(factor, true_value_is_above):
        """Of factor a, in units of a; narrower by more than what rounding the result to float may do."""
        low, high = float16.rounding_interval(factor * a, true_value_is_above)
        slack = 0.6 * np.ldexp(1.0, np.frexp(factor * a)[1] - 24)
        return (low + slack) / a, (high - slack) / a

    low, high = interval(t, False)
    low_of_rest, high_of_rest = interval(rest, True)
    low, high = np.maximum(low, 1 - high_of_rest), np.minimum(high, 1 - low_of_rest)
    low = np.where(a * t < 2.0**-25, 2.0**-40, low)  # where the result is 0, it keeps its sign
    subnormal = a < 2.0**-13  # halfway, the kernel itself decides
    low, high = np.where(subnormal, t - 2.0**-14, low), np.where(subnormal, 0.5, high)
    steps_per_unit = float(np.float16(7.3 / last))
    n, columns = np.rint(a * steps_per_unit), []
    for k in range(8):
        i, base = n == k, 0.5 if k == 0 else 0.0
        columns.append([base] + polynomial(a[i] * steps_per_unit - n[i], low[i] - base, high[i] - base, 0, degree))
    emit(name, (steps_per_unit, last), columns)


def log_of_sigmoid_of_minus(z):
    return -np.logaddexp(0, z)


tanh('tanh, bfloat16', bfloat16, 4, 1, 3.5, 3)
tanh('tanh, float16', float16, 2.34375, 0.75, 4.5625, 4)
exp2_coefficients = exp2_polynomial(3, 2e-4)
emit('exp2', exp2_coefficients, ())
tail('sigmoid', 1, 104, log_of_sigmoid_of_minus, False, exp2_coefficients)
tail('gelu', 1.09375, 13.625, lambda a: log_ndtr(-a), True, exp2_coefficients)
tail('gelu_tanh', 1.25, 10.5, lambda a: log_of_sigmoid_of_minus(np.sqrt(8 / np.pi) * (a + 0.044715 * a**3)),
     True, exp2_coefficients)
steps('gelu, float16', lambda a: log_ndtr(-a), 6)
steps('gelu_tanh, float16', lambda a: log_of_sigmoid_of_minus(np.sqrt(8 / np.pi) * (a + 0.044715 * a**3)), 6)
