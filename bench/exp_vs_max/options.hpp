#pragma once

#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "functions.hpp"
#include "text.hpp"

// The command line. A library for it takes the compiler longer than all the rest of the program.

namespace bench {

inline constexpr std::string_view usage = R"(usage: exp_vs_max [options]
What activations with exp cost against those with max: prints a table and what it says, draws a picture.
Shown are ReLU, leaky ReLU, sigmoid, tanh and both GELUs, the fast tier too, and plain loops over std::.

  --all             all functions of the registry in all tiers, instead
  --functions LIST  these, instead, as in: --functions tanh,fast::tanh,exact::tanh
  --double          double instead of float
  --quick           one round of measurements: a few seconds, and rougher figures
  --output DIR      where exp_vs_max.png and its data go (default: the current folder)
  --json FILE       write the figures as JSON, too
  --help            this text
)";

struct options {
  bool all = false, use_double = false, quick = false, help = false;
  std::vector<std::string> functions;  ///< with ReLU, which all are compared with
  std::filesystem::path output = ".", json;
};

/// Throws std::invalid_argument for a name that is not in the registry.
inline std::vector<std::string> parse_functions(const std::string& list) {
  std::vector<std::string> functions = {"relu"};
  std::istringstream names(list);
  for (std::string name; std::getline(names, name, ',');) {
    if (!is_registered(name))
      throw std::invalid_argument("there is no function \"" + name + "\"; there are " +
                                  list_of(names_of_registry()));
    functions.push_back(name);
  }
  return functions;
}

inline options parse(const std::vector<std::string>& arguments) {
  options chosen;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& option = arguments[i];
    const auto value = [&]() -> const std::string& {
      if (i + 1 == arguments.size()) throw std::invalid_argument(option + " needs a value");
      return arguments[++i];
    };
    if (option == "--all")
      chosen.all = true;
    else if (option == "--functions")
      chosen.functions = parse_functions(value());
    else if (option == "--double")
      chosen.use_double = true;
    else if (option == "--quick")
      chosen.quick = true;
    else if (option == "--help")
      chosen.help = true;
    else if (option == "--output")
      chosen.output = value();
    else if (option == "--json")
      chosen.json = value();
    else
      throw std::invalid_argument("unknown argument " + option);
  }
  if (chosen.all && !chosen.functions.empty())
    throw std::invalid_argument("--all and --functions exclude each other");
  if (!has_whole_registry && !chosen.help && (chosen.all || chosen.use_double || !chosen.functions.empty()))
    throw std::invalid_argument(
        "--all, --functions and --double are options of exp_vs_max_all, which ./dev bench builds and runs "
        "for them");
  if (chosen.all) chosen.functions = names_of_registry();
  if (chosen.functions.empty())
    chosen.functions.assign(std::begin(shown_by_default), std::end(shown_by_default));
  return chosen;
}

}  // namespace bench
