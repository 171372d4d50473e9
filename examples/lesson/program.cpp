#include "program.hpp"

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bench/support/gnuplot.hpp"

namespace lesson {

namespace {

using json = nlohmann::ordered_json;

std::string text(const cell& c, int digits) {
  std::ostringstream out;
  out << std::setprecision(digits);
  std::visit([&](const auto& content) { out << content; }, c);
  return out.str();
}

json to_json(const cell& c) {
  return std::visit([](const auto& content) { return json(content); }, c);
}

json to_json(const report& r, const std::string& program, unsigned seed) {
  json all = {{"program", program}, {"seed", seed}};
  for (const auto& [name, value] : r.values) all[name] = to_json(value);
  for (const table& t : r.tables) {
    json& columns = all[t.name];
    for (std::size_t c = 0; c < t.columns.size(); ++c) {
      json& column = columns[t.columns[c]] = json::array();
      for (const auto& row : t.rows) column.push_back(to_json(row[c]));
    }
  }
  return all;
}

void write_gnuplot(std::ostream& out, const report& r) {
  constexpr int all_digits = std::numeric_limits<double>::max_digits10;
  const auto quoted = [](const cell& c) {
    const std::string* const name = std::get_if<std::string>(&c);
    return name != nullptr ? '"' + *name + '"' : text(c, all_digits);
  };
  for (const auto& [name, value] : r.values) out << name << " = " << quoted(value) << '\n';
  for (const table& t : r.tables) {
    out << '$' << t.name << " << EOD\n";
    for (const std::string& column : t.columns) out << '"' << column << "\" ";
    for (const auto& row : t.rows) {
      out << '\n';
      for (const cell& c : row) out << quoted(c) << ' ';
    }
    out << "\nEOD\n";
  }
}

/// "0 to 1", "at least 1", or nothing.
template <class Number>
std::string range_text(Number least, Number most) {
  using limits = std::numeric_limits<Number>;
  std::ostringstream out;
  if (most != limits::max())
    out << least << " to " << most;
  else if (least != limits::lowest())
    out << "at least " << least;
  return out.str();
}

template <class Number>
std::string type_text(Number least, Number most) {
  const std::string range = range_text(least, most);
  return range.empty() ? "NUMBER" : "NUMBER, " + range;
}

/// CLI::Range lets NaN through.
CLI::Validator range(double least, double most) {
  return CLI::Validator(
      [=](std::string& argument) -> std::string {
        double value;
        if (CLI::detail::lexical_cast(argument, value) && least <= value && value <= most) return "";
        const std::string allowed = range_text(least, most);
        return argument + " is not a finite number" + (allowed.empty() ? "" : ", " + allowed);
      },
      "");
}

}  // namespace

void print(const table& t, int digits) {
  for (std::size_t c = 0; c < t.columns.size(); ++c)
    std::printf("%*s", c == 0 ? 11 : 12, t.columns[c].c_str());
  std::putchar('\n');
  for (const auto& row : t.rows) {
    for (std::size_t c = 0; c < row.size(); ++c)
      std::printf("%*s", c == 0 ? 11 : 12, text(row[c], digits).c_str());
    std::putchar('\n');
  }
}

struct program::command_line : CLI::App {
  using CLI::App::App;
};

program::program(std::string name, std::string_view description)
    : name_(std::move(name)), command_line_(std::make_unique<command_line>(std::string(description), name_)) {
  command_line_->get_formatter()->column_width(36);
}

program::~program() = default;

void program::option(const std::string& name, int& value, std::string_view help, int least, int most) {
  command_line_->add_option(name, value, std::string(help))
      ->check(CLI::Range(least, most).description(""))
      ->type_name(type_text(least, most))
      ->capture_default_str();
}

void program::option(const std::string& name, double& value, std::string_view help, double least,
                     double most) {
  command_line_->add_option(name, value, std::string(help))
      ->check(range(least, most))
      ->type_name(type_text(least, most))
      ->capture_default_str();
}

void program::option(const std::string& name, std::vector<double>& values, std::string_view help) {
  command_line_->add_option(name, values, std::string(help))->type_name("NUMBER");
}

void program::option(const std::string& name, std::string& value, std::string_view help) {
  command_line_->add_option(name, value, std::string(help))->capture_default_str();
}

int program::run(int argc, char** argv, const std::function<report()>& body) try {
  option("--seed", seed_, "start of the random numbers", 0);
  option("--json", json_, "a file for the figures");
  option("--output", output_, "the folder for the picture and its data");
  try {
    command_line_->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      std::cout << command_line_->help();
      return 0;
    }
    return reject(error.what());
  }

  namespace fs = std::filesystem;
  fs::create_directories(output_);
  std::ofstream json_file;
  if (!json_.empty()) json_file = support::create(json_);

  const report found = body();
  if (json_file.is_open()) json_file << to_json(found, name_, seed()).dump(1) << '\n';
  {
    std::ofstream data = support::create(fs::path(output_) / (name_ + ".dat"));
    write_gnuplot(data, found);
  }
  std::cout << std::flush;
  const fs::path scripts = XACT_LESSON_SCRIPTS;
  support::draw({scripts / "style.gp", scripts / (name_ + ".gp")}, output_);
  return 0;
} catch (const std::invalid_argument& error) {
  return reject(error.what());
} catch (const std::exception& error) {
  std::cerr << name_ << ": " << error.what() << '\n';
  return 1;
}

int program::reject(std::string_view message) const {
  std::cerr << name_ << ": " << message << '\n' << command_line_->help();
  return 2;
}

}  // namespace lesson
