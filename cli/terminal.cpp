#include "cli/terminal.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace tiersim::cli {

namespace {

bool is_screen(int descriptor) {
  const char* const kind = std::getenv("TERM");
  return isatty(descriptor) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

}  // namespace

Terminal process_terminal() {
  Terminal terminal{std::cin, std::cout, std::cerr};
  terminal.out_is_screen = is_screen(STDOUT_FILENO);
  terminal.err_is_screen = is_screen(STDERR_FILENO);
  const char* const no_colour = std::getenv("NO_COLOR");
  terminal.colour = terminal.out_is_screen && (no_colour == nullptr || *no_colour == '\0');
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    terminal.width = std::clamp<std::size_t>(size.ws_col, 60, 120);
    terminal.height = std::max<std::size_t>(size.ws_row, 24);
  }
  return terminal;
}

}  // namespace tiersim::cli
