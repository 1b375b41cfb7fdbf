#include "cli/terminal.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace tiersim::cli {

namespace {

bool is_screen(int descriptor) {
  const char* const kind = std::getenv("TERM");
  return isatty(descriptor) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

/// Reference: no-color.org; set to anything but nothing, it asks for no colour.
bool colour_refused() {
  const char* const wish = std::getenv("NO_COLOR");
  return wish != nullptr && *wish != '\0';
}

winsize size_of(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return winsize{};
  return size;
}

}  // namespace

const std::string& standard_input(Terminal& terminal) {
  if (!terminal.piped)
    terminal.piped.emplace(std::istreambuf_iterator<char>(terminal.in),
                           std::istreambuf_iterator<char>());
  return *terminal.piped;
}

Terminal process_terminal() {
  Terminal terminal{std::cin, std::cout, std::cerr};
  terminal.err_is_screen = is_screen(STDERR_FILENO);
  terminal.out_colour = is_screen(STDOUT_FILENO) && !colour_refused();
  terminal.err_colour = terminal.err_is_screen && !colour_refused();
  if (const winsize size = size_of(STDOUT_FILENO); size.ws_col > 0) {
    // Tables need 60 columns; lines beyond 120 are hard to follow.
    terminal.width = std::clamp<std::size_t>(size.ws_col, 60, 120);
    terminal.height = std::max<std::size_t>(size.ws_row, 24);
  }
  if (const winsize size = size_of(STDERR_FILENO); size.ws_col > 0)
    terminal.err_width = size.ws_col;
  return terminal;
}

}  // namespace tiersim::cli
