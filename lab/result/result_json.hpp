#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

#include "lab/result/result.hpp"

namespace tiersim::lab {

/// The text is no result.json. what() says what is wrong and at which pointer.
class ResultFormatError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// result.json: UTF-8, keys in the order of the structs, the shortest digits that read back as the
/// same double, null for not_measured, a newline at the end. Equal results give equal bytes.
std::string to_json(const Result& result);

/// Reads what to_json wrote, of this schema version. Fields that are missing keep their defaults,
/// so that hand-made files may be short; a field of the wrong type or an unknown schema_version
/// throws ResultFormatError.
Result from_json(std::string_view text);

}  // namespace tiersim::lab
