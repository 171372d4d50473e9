#include "truths.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace sweep {

truths::truths(const std::filesystem::path& file, std::size_t count) : file_(file) {
  const auto must = [&](bool succeeded) {
    if (!succeeded) throw std::system_error(errno, std::generic_category(), file.string());
  };
  const std::size_t size = count * sizeof(long double);
  std::filesystem::create_directories(file.parent_path());
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT, 0666);
  must(descriptor >= 0);
  must(ftruncate(descriptor, static_cast<off_t>(size)) == 0);  // what is new reads as 0
  void* const memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  close(descriptor);
  must(memory != MAP_FAILED);
  entries_ = {static_cast<long double*>(memory), [size](long double* all) { munmap(all, size); }};
}

}  // namespace sweep
