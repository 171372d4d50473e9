#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <stdexcept>
#include <string>

namespace support {

/// Opens a file to write, or throws.
inline std::ofstream create(const std::filesystem::path& path) {
  std::ofstream file(path);
  if (!file) throw std::runtime_error("cannot write " + path.string());
  return file;
}

/// Runs the scripts in `folder`, one after the other in one gnuplot; the last names the picture. They are
/// left there, beside their data, where they can be changed and run again.
inline void draw(std::initializer_list<std::filesystem::path> scripts, const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::string command = "gnuplot";
  fs::path picture;
  for (const fs::path& script : scripts) {
    const fs::path copy = folder / script.filename();
    if (!fs::exists(copy) || !fs::equivalent(script, copy))
      fs::copy_file(script, copy, fs::copy_options::overwrite_existing);
    command += ' ' + script.filename().string();
    picture = script.filename().replace_extension("png");
  }
  fs::current_path(folder);
  if (std::system("gnuplot --version >/dev/null 2>&1") != 0)
    std::cout << "\nNo picture: gnuplot is missing (Debian and Ubuntu: gnuplot-nox).\n";
  else if (std::system(command.c_str()) != 0)
    throw std::runtime_error("gnuplot could not draw " + picture.string());
  else
    std::cout << "\nPicture: " << fs::current_path().append(picture.string()).string() << '\n';
}

}  // namespace support
