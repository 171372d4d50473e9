"""Quotients p(x^2) / q(x^2) of the least relative error, by Remez' algorithm, each round of which solves a linear system
with the q of the round before as the weight; both polynomials are multiplied by what makes the last coefficient of q 1.
For math/fast/softcap.hpp tanh(x) = x p / q on |x| <= 9, for math/fast/tanhshrink.hpp x - tanh(x) = x^3 p / q on
|x| <= 8. It needs mpmath."""

import struct

import mpmath as mp

mp.mp.dps = 60


def tanh_over_x(u):
    x = mp.sqrt(u)
    return mp.tanh(x) / x if u > mp.mpf(2) ** -40 else 1 - u / 3


def tanhshrink_over_cube(u):
    x = mp.sqrt(u)
    return (x - mp.tanh(x)) / (x * u) if u > mp.mpf(2) ** -40 else mp.mpf(1) / 3 - 2 * u / 15


def polynomial(c, u):
    return mp.polyval(list(reversed(c)), u)


# f as a function of u = x^2 up to `largest`, with so many coefficients.
for name, f, largest, p_terms, q_terms in (("softcap", tanh_over_x, 81, 5, 5),
                                           ("tanhshrink", tanhshrink_over_cube, 64, 4, 4)):
    unknowns = p_terms + q_terms - 1
    print(name)

    # Points that are dense at both ends, as the extremes of the error are.
    points = [largest * (mp.sin(mp.pi * i / 4000 / 2) ** 4) for i in range(4001)]
    values = [f(u) for u in points]
    chosen = [round(4000 * i / unknowns) for i in range(unknowns + 1)]
    p, q = [mp.mpf(1)] * p_terms, [mp.mpf(1)] + [mp.mpf(0)] * (q_terms - 1)
    for _ in range(40):
        # p(u) - f(u) q(u) = +-e f(u) q_before(u) at the chosen points, q(0) = 1
        rows, right = [], []
        for sign, i in enumerate(chosen):
            u, value = points[i], values[i]
            rows.append([u**k for k in range(p_terms)] + [-value * u**k for k in range(1, q_terms)]
                        + [(-1) ** sign * value * polynomial(q, u)])
            right.append(value)
        solution = mp.lu_solve(mp.matrix(rows), mp.matrix(right))
        p = list(solution[:p_terms])
        q = [mp.mpf(1)] + list(solution[p_terms:unknowns])
        errors = [polynomial(p, u) / polynomial(q, u) / v - 1 for u, v in zip(points, values)]
        # The largest error between two changes of its sign.
        extremes, begin = [], 0
        for i in range(1, len(errors) + 1):
            if i == len(errors) or (errors[i] > 0) != (errors[begin] > 0):
                extremes.append(max(range(begin, i), key=lambda k: abs(errors[k])))
                begin = i
        while len(extremes) > unknowns + 1:
            extremes.pop(0 if abs(errors[extremes[0]]) < abs(errors[extremes[-1]]) else -1)
        if len(extremes) == unknowns + 1:
            chosen = extremes

    scale = 1 / q[-1]
    for part, polynomial_ in (("p", p), ("q", q[:-1])):
        for c in polynomial_:
            print(part, struct.unpack("f", struct.pack("f", float(c * scale)))[0].hex())
    print("relative error 2^", mp.nstr(mp.log(max(abs(e) for e in errors), 2), 5))
