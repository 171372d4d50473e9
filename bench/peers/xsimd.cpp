#include "lanes.hpp"

peers::peer peers::xsimd_formulas() { return {"xsimd", all_by_formula<batch>()}; }
