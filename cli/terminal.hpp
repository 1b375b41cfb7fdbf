#pragma once
#include <cstddef>
#include <istream>
#include <optional>
#include <ostream>
#include <string>

namespace tiersim::cli {

/// Where a command reads and writes. Injected, so that commands can be tested in-process.
struct Terminal {
  std::istream& in;
  std::ostream& out;           ///< results
  std::ostream& err;           ///< talk and progress
  bool err_is_screen = false;  ///< a screen that can redraw a line
  bool out_colour = false;     ///< whoever fills this honours NO_COLOR, TERM=dumb and pipes
  bool err_colour = false;
  std::size_t width = 80;                 ///< columns of the results
  std::size_t height = 24;                ///< lines of the results
  std::size_t err_width = 80;             ///< columns of the talk
  std::optional<std::string> piped = {};  ///< what `standard_input` has read
};

/// All of the standard input, read the first time it is asked for.
[[nodiscard]] const std::string& standard_input(Terminal& terminal);

/// The terminal of this process.
[[nodiscard]] Terminal process_terminal();

}  // namespace tiersim::cli
