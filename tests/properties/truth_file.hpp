#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "../bits_hash.hpp"
#include "../formats.hpp"
#include "../oracle/facts.hpp"

namespace properties {

/// Truths that an earlier run wrote down. The name of the file says what they depend on: the rows, the
/// formulas' arithmetic and the inputs. The parameters of an activation stand elsewhere, so that one in some
/// hundred truths is computed again, and all are if it differs.
class truth_file {
 public:
  template <class T>
  truth_file(const std::string& name, const std::vector<T>& inputs) {
    static const std::uint64_t oracle = hash_of_folder(XACT_ORACLE_FOLDER);
    std::uint64_t hash = oracle;
    for (const T x : inputs) hash = bits_hash::mix(hash ^ formats::to_bits(x));
    std::ostringstream path;
    path << XACT_TRUTHS_FOLDER "/" << std::hex << bits_hash::mix(hash ^ std::hash<std::string>{}(name));
    path_ = path.str();
  }

  /// Reads them if they are there, and are those of `formula`.
  template <class T>
  bool read(const oracle::formula& formula, const std::vector<T>& inputs,
            std::vector<long double>& truths) const {
    std::ifstream file(path_, std::ios::binary);
    truths.resize(inputs.size());
    const auto bytes = static_cast<std::streamsize>(truths.size() * sizeof(long double));
    bool right = file.read(reinterpret_cast<char*>(truths.data()), bytes).gcount() == bytes;
    for (std::size_t i = 0; right && i < inputs.size(); i += 499) right = truths[i] == formula(inputs[i]);
    if (!right) truths.clear();
    return right;
  }

  void write(const std::vector<long double>& truths) const {
    std::filesystem::create_directories(XACT_TRUTHS_FOLDER);
    const std::string part = path_ + '.' + std::to_string(std::random_device{}());
    std::ofstream(part, std::ios::binary)
        .write(reinterpret_cast<const char*>(truths.data()),
               static_cast<std::streamsize>(truths.size() * sizeof(long double)));
    std::filesystem::rename(part, path_);  // at once: another test may be reading
  }

 private:
  static std::uint64_t hash_of_folder(const std::filesystem::path& folder) {
    std::uint64_t sum = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      std::uint64_t hash = text.size();
      for (const char c : text) hash = bits_hash::mix(hash ^ static_cast<unsigned char>(c));
      sum += hash;
    }
    return sum;
  }

  std::string path_;
};

}  // namespace properties
