#include "lanes.hpp"

peers::peer peers::standard_library() { return {"std::", all_by_formula<float>()}; }
