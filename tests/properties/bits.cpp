#include "../bits/inputs.hpp"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "subject.hpp"

// The bits of every function are those of tests/bits, one file for each arithmetic class: with FMA and
// without.
// `./dev bits FUNCTION` adds the lines of a new function there, by XACT_BITS=add; by XACT_BITS=update a line
// may change, too.

namespace {

using subjects::subject;

/// A file of hashes, a line each: "fast::gelu forward float 0123456789abcdef".
class hashes {
 public:
  explicit hashes(const std::string& path) : path_(path) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      const auto space = line.rfind(' ');
      lines_.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
  }

  /// What the file says of this key, or "".
  std::string of(const std::string& key) const {
    for (const auto& [known, hash] : lines_)
      if (known == key) return hash;
    return {};
  }

  /// Writes down the line of this key: in the place of the old one, or at the end.
  void write(const std::string& key, const std::string& hash) {
    bool found = false;
    for (auto& [known, old] : lines_)
      if (known == key) old = hash, found = true;
    if (!found) lines_.emplace_back(key, hash);
    std::ofstream file(path_);
    for (const auto& [known, text] : lines_) file << known << ' ' << text << '\n';
    std::printf("%s: %s %s\n", path_.c_str(), key.c_str(), hash.c_str());
  }

  /// Of an arithmetic class. The environment variable XACT_BITS_FOLDER may name another folder.
  static hashes& of_class(bool has_fma) {
    static const char* const asked_for = std::getenv("XACT_BITS_FOLDER");
    static const std::string folder = asked_for == nullptr ? XACT_BITS_FOLDER : asked_for;
    static hashes with(folder + "/fma"), without(folder + "/no_fma");
    return has_fma ? with : without;
  }

 private:
  std::string path_;
  std::vector<std::pair<std::string, std::string>> lines_;
};

std::string hexadecimal(std::uint64_t hash) {
  char text[17];
  std::snprintf(text, sizeof text, "%016" PRIx64, hash);
  return text;
}

class bits_of_results : public testing::TestWithParam<subjects::any> {
 protected:
  template <class T>
  static void expect_known(const subject<T>& s, std::string_view quantity, const std::vector<T>& y) {
    const std::string key =
        s.name + ' ' + std::string(quantity) + ' ' + std::string(subjects::name_of_type<T>);
    const std::string hash = hexadecimal(bits::hash(y));
    auto& file = hashes::of_class(s.build->has_fma);
    const std::string known = file.of(key);
    const char* const mode = std::getenv("XACT_BITS");
    const std::string_view wanted = mode == nullptr ? "" : mode;
    if ((wanted == "add" && known.empty()) || (wanted == "update" && known != hash))
      return file.write(key, hash);
    EXPECT_FALSE(known.empty()) << "no hash of '" << key
                                << "' in tests/bits; if the function is new, ./dev bits FUNCTION adds it";
    if (!known.empty()) {
      EXPECT_EQ(hash, known) << key << ", built for " << s.build->name;
    }
  }
};
INSTANTIATE_TEST_SUITE_P(, bits_of_results, testing::ValuesIn(subjects::all()), subjects::by_name());

TEST_P(bits_of_results, are_known) {
  subjects::visit(GetParam(), []<class T>(const subject<T>& s) {
    const std::vector<T> x = bits::inputs<T>(), one(x.size(), T(1));
    std::vector<T> y(x.size());
    s.forward(x, y);
    expect_known(s, "forward", y);
    s.derivative(x, y);
    expect_known(s, "derivative", y);
    if (!s.has_from_output()) return;
    s.backward_from_output(one, x, y);
    expect_known(s, "derivative_from_output", y);
  });
}

}  // namespace
