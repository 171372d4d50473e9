#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "../formats.hpp"
#include "statistics.hpp"
#include "subject.hpp"
#include "truths.hpp"

namespace sweep {

/// Statistics by bins::index, without those that have no points.
using by_bin = std::vector<std::pair<std::size_t, statistics>>;

/// Floats are taken in slabs of bit patterns in a row, `first` the first. All of a slab has one sign, is
/// finite and lies in one bin.
inline constexpr std::uint32_t slab_size = 1 << 19;

// Each throws std::logic_error where forward_and_derivative gives other bits, or where MPFR finds the
// reference off by more than it said.

/// Of subjects that have the same truth, which is computed once for all of them: tiers and builds of one
/// quantity. The statistics of one that gives the bits of another are the other's.
std::vector<by_bin> measure_slab(const std::vector<const subject<float>*>& group, std::uint32_t first);

/// A float whose true result is close to halfway between two others, and which of them is nearer.
struct hard_case {
  float x = 0, y = 0;
  double distance = 1;  ///< of the truth from the middle, in ULP; below 2^-40 it is an upper bound
};

/// The hardest of a slab; distance 1 where none is within 2^-16.
hard_case hardest_of_slab(const subject<float>& s, std::uint32_t first);

/// Other numbers are taken in pieces of inputs in a row, `first` the first, all in MPFR, of whose answers the
/// `known` are not asked for again. An input is an inputs::double_at, or a bit pattern of 16 bits.
template <class T>
inline constexpr std::uint64_t number_of_inputs = formats::how_many_of_16_bits;
template <>
inline constexpr std::uint64_t number_of_inputs<double> = 10'000'000;
template <class T>
inline constexpr std::uint64_t piece_size = 4'096;
template <>
inline constexpr std::uint64_t piece_size<double> = 4'000;

template <class T>
by_bin measure_piece(const subject<T>& s, std::uint64_t first, const truths& known);

/// The hashes of the outputs alone. A quick check takes the beginning of each slab, one float in 64 with
/// every exponent and all over the mantissas, and one piece of other numbers in sixteen; it leaves out
/// forward_and_derivative, whose bits tests/properties/consistency.cpp compares.
hashes hash_slab(const subject<float>& s, std::uint32_t first, bool quick);
template <class T>
hashes hash_piece(const subject<T>& s, std::uint64_t first, bool quick);

}  // namespace sweep
