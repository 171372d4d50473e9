#pragma once

#include <zlib.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "network.hpp"

// Fashion-MNIST: 70,000 photographs of clothes, 28 x 28 grey pixels each, in ten classes. Xiao, Rasul and
// Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017; MIT
// licence. Debian and Ubuntu have it in the package dataset-fashion-mnist.

namespace lesson {

inline constexpr std::array<std::string_view, 10> clothes = {
    "T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"};

/// Two classes: an image a column of x, 0 or 1 for its class in target.
struct samples {
  matrix x, target;
  int size() const { return static_cast<int>(x.cols()); }
};

/// The bytes of a gzipped IDX file behind its header: a number for the type, one for each dimension.
inline std::vector<std::uint8_t> read_idx(const std::filesystem::path& path, std::size_t dimensions) {
  const auto fail = [&](const std::string& what) {
    throw std::runtime_error(
        what + ' ' + path.string() +
        ". Fashion-MNIST is Debian's package dataset-fashion-mnist; --data says where it is.");
  };
  const std::unique_ptr<gzFile_s, decltype(&gzclose)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (file == nullptr) fail("cannot open");
  const auto read = [&](std::vector<std::uint8_t>& bytes) {
    const auto size = static_cast<unsigned>(bytes.size());
    if (gzread(file.get(), bytes.data(), size) != static_cast<int>(size)) fail("cannot read");
  };

  std::vector<std::uint8_t> header(4 * (1 + dimensions));
  read(header);
  if (header[0] != 0 || header[1] != 0 || header[2] != 8 || header[3] != dimensions)
    fail("not an IDX file of bytes:");
  std::size_t size = 1;
  for (std::size_t i = 4; i < header.size(); i += 4)
    size *= std::size_t{header[i]} << 24 | std::size_t{header[i + 1]} << 16 |
            std::size_t{header[i + 2]} << 8 | header[i + 3];
  std::vector<std::uint8_t> bytes(size);
  read(bytes);
  return bytes;
}

/// Of `part`, which is "train" or "t10k", the images of two classes; pixels from 0 to 1.
inline samples load(const std::filesystem::path& folder, const std::string& part, int negative,
                    int positive) {
  constexpr std::size_t pixels = 28 * 28;
  const std::vector<std::uint8_t> images = read_idx(folder / (part + "-images-idx3-ubyte.gz"), 3),
                                  labels = read_idx(folder / (part + "-labels-idx1-ubyte.gz"), 1);
  if (images.size() != labels.size() * pixels)
    throw std::runtime_error("images and labels differ in number in " + folder.string());

  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i] == negative || labels[i] == positive) chosen.push_back(i);
  samples made{matrix(pixels, chosen.size()), matrix(1, chosen.size())};
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Eigen::Map<const Eigen::Vector<std::uint8_t, pixels>> image(&images[chosen[i] * pixels]);
    const auto column = static_cast<Eigen::Index>(i);
    made.x.col(column) = image.cast<float>() / 255;
    made.target(0, column) = labels[chosen[i]] == positive;
  }
  return made;
}

}  // namespace lesson
