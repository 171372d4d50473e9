#pragma once

#include <functional>
#include <iosfwd>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// What the programs of the lesson have in common: options, tables, a JSON file, a picture.

namespace lesson {

using cell = std::variant<double, int, std::string>;

/// Rows of numbers and names under named columns.
struct table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<cell>> rows = {};
};

/// As text, columns aligned, numbers with `digits` significant digits.
void print(const table& t, int digits = 4);

/// What a program found. Goes into the JSON file, where a table is an object of columns, and to the gnuplot
/// script, where it is a data block.
struct report {
  std::vector<std::pair<std::string, cell>> values;
  std::vector<table> tables;
};

/// A command line with --seed, --json, --output and --help beside a program's own options.
class program {
 public:
  program(std::string name, std::string_view description);
  program(program&&) = delete;
  ~program();

  /// A whole number or a finite number from `least` to `most`; `value` is the default.
  void option(const std::string& name, int& value, std::string_view help, int least = 1,
              int most = std::numeric_limits<int>::max());
  void option(const std::string& name, double& value, std::string_view help,
              double least = std::numeric_limits<double>::lowest(),
              double most = std::numeric_limits<double>::max());
  /// One number or more, infinities and NaN included.
  void option(const std::string& name, std::vector<double>& values, std::string_view help);
  /// Text, of which the program checks what it is.
  void option(const std::string& name, std::string& value, std::string_view help);

  /// The program's main: calls `body`, then writes the JSON file and draws the picture, which the script
  /// beside the program's source describes. Exit code 2 and the usage for a bad argument, which `body` may
  /// find by throwing std::invalid_argument; 1 for any other exception.
  int run(int argc, char** argv, const std::function<report()>& body);

  unsigned seed() const { return static_cast<unsigned>(seed_); }

 private:
  struct command_line;
  int reject(std::string_view message) const;

  std::string name_;
  std::unique_ptr<command_line> command_line_;
  int seed_ = 1;
  std::string json_, output_ = ".";
};

}  // namespace lesson
