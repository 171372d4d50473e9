#pragma once

#include <ostream>
#include <string_view>

#include "report.hpp"

namespace bench {

/// All figures. Names and numbers here need no escapes, so that a library for JSON would only cost compile
/// time.
inline void write_json(std::ostream& out, const report& r) {
  out << "{\n  \"type\": \"" << r.type << "\",\n  \"instruction_set\": \""
      << r.tables.front().compiled_for.instruction_set << "\",\n  \"cache_bytes\": [" << r.caches[0] << ", "
      << r.caches[1] << ", " << r.caches[2] << "],\n  \"results\": [";
  std::string_view separator = "\n";
  for (const table& t : r.tables)
    for (const row& one : t.rows)
      for (std::size_t i = 0; i < r.levels.size(); ++i) {
        out << separator << "    {\"operation\": \"" << t.operation << "\", \"group\": \"" << one.group
            << "\", \"function\": \"" << one.function << "\", \"level\": \"" << r.levels[i].name
            << "\", \"elements\": " << r.levels[i].array_bytes / r.bytes_of_type
            << ", \"ns_per_element\": " << one.ns[i] << ", \"ratio_to_relu\": " << t.times_relu(one, i)
            << ", \"gigabytes_per_second\": " << r.gigabytes_per_second(one, i) << "}";
        separator = ",\n";
      }
  out << "\n  ]\n}\n";
}

}  // namespace bench
