#pragma once

#include <string>
#include <vector>

/// What a function gives on floats of every size.
struct results {
  std::string function;
  std::vector<float> y;
};

// One file, results.cpp, compiled with the folder xact/, with xact.hpp and with xact-scalar.hpp.
std::vector<results> results_of_folder();
std::vector<results> results_of_whole();
std::vector<results> results_of_scalar();
