#include "cli/progress_line.hpp"

#include <fmt/format.h>

namespace tiersim::cli {

namespace {

constexpr const char* erase_line = "\r\033[K";

std::string clock_text(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  return whole < 60 ? fmt::format("{} s", whole)
                    : fmt::format("{}:{:02} min", whole / 60, whole % 60);
}

}  // namespace

ProgressLine::ProgressLine(Terminal& terminal, bool wanted, std::string name)
    : terminal_(terminal), wanted_(wanted && terminal.err_is_screen), name_(std::move(name)) {}

ProgressLine::~ProgressLine() {
  if (visible_) terminal_.err << erase_line << std::flush;
}

void ProgressLine::show(const lab::Progress& progress) {
  if (!wanted_) return;
  const Clock::time_point now = Clock::now();
  if (now - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = now;
  const double elapsed = std::chrono::duration<double>(now - begun_).count();
  std::string line = fmt::format("{}  {:3.0f} %", name_, progress.done * 100);
  if (progress.done > 0.01)
    line += fmt::format("  {} left", clock_text(elapsed * (1 - progress.done) / progress.done));
  if (elapsed > 0.2) line += fmt::format("  {:.0f} x real time", progress.simulated_s / elapsed);
  line += fmt::format("  {} of {} replications", progress.replications_done, progress.replications);
  terminal_.err << erase_line << line.substr(0, terminal_.err_width - 1) << std::flush;
  visible_ = true;
}

}  // namespace tiersim::cli
