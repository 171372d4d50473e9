#pragma once

#include <array>
#include <memory>

#include "bench/arrays.hpp"
#include "report.hpp"

namespace bench {

struct forward;
struct derivative;

template <class T>
using arrays_at_levels = std::array<arrays<T>, 3>;

/// The loops over T that this program was compiled with, over these arrays. Each is compiled in a file of its
/// own, so that the compiler works on all processors.
template <class T, class Operation>
table make_table(const std::shared_ptr<arrays_at_levels<T>>& at);

}  // namespace bench
