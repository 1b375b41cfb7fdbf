#pragma once
#include <cstddef>
#include <istream>
#include <ostream>

namespace tiersim::cli {

/// Where a command reads and writes. Injected, so that commands can be tested in-process.
struct Terminal {
  std::istream& in;
  std::ostream& out;  ///< results
  std::ostream& err;  ///< talk and progress
  bool out_is_screen = false;
  bool err_is_screen = false;
  bool colour = false;  ///< NO_COLOR, TERM=dumb and pipes are honoured by whoever fills this
  std::size_t width = 80;
  std::size_t height = 24;
};

/// The terminal of this process.
[[nodiscard]] Terminal process_terminal();

}  // namespace tiersim::cli
