#include "cli/why.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/scenario_input.hpp"
#include "lab/report/format.hpp"
#include "lab/report/why_side_by_side.hpp"
#include "lab/result/result_json.hpp"
#include "lab/scenario/values.hpp"
#include "sim/description/nearest_name.hpp"

namespace tiersim::cli {

namespace {

/// The numbers between colons, or nothing.
std::vector<int> clock_parts(const std::string& text) {
  std::vector<int> parts;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (true) {
    int part = 0;
    const auto [rest, error] = std::from_chars(at, end, part);
    constexpr int largest = 1'000'000;
    if (error != std::errc{} || part < 0 || part > largest) return {};
    parts.push_back(part);
    if (rest == end) return parts;
    if (*rest != ':') return {};
    at = rest + 1;
  }
}

ExitCode refuse(Terminal& terminal, const std::string& message) {
  terminal.err << "tiersim: " << message << "\n";
  return ExitCode::usage;
}

/// The component that was asked for, or why it cannot be told about.
std::optional<std::string> fault_of(const lab::Result& result, const std::string& component) {
  const std::vector<std::string> scaled = lab::scaled_components(result);
  if (std::find(scaled.begin(), scaled.end(), component) != scaled.end()) return std::nullopt;
  if (scaled.empty())
    return "the result tells of no autoscaler; run the scenario again if it has one";
  std::string hint = did_you_mean(component, scaled);
  if (hint.empty()) hint = fmt::format("autoscaled: {}", fmt::join(scaled, ", "));
  const bool known = result.components.contains(component);
  return fmt::format("{} \"{}\"; {}", known ? "nothing scales" : "there is no component", component,
                     hint);
}

/// The instant of an option, if it is given; a complaint on stderr where it cannot be read.
bool read_option(const char* option, const std::string& text, double duration_s, Terminal& terminal,
                 std::optional<double>& out) {
  if (text.empty()) return true;
  out = read_instant(text, duration_s);
  if (out && *out <= duration_s) return true;
  refuse(terminal, out ? fmt::format("{}: {} is after the end of the run, at {}", option, text,
                                     lab::format_clock(duration_s))
                       : fmt::format("{}: \"{}\" is not an instant of the run; write 0:09:03 or 9m",
                                     option, text));
  return false;
}

std::optional<lab::Result> load_result(const std::string& path, Terminal& terminal) {
  const std::optional<std::string> text = read_result(path, terminal);
  if (!text) {
    terminal.err << "tiersim: cannot read " << path << "; name the result.json of a run\n";
    return std::nullopt;
  }
  try {
    return lab::from_json(*text);
  } catch (const lab::ResultFormatError& error) {
    terminal.err << path << ": " << error.what() << "\n";
    return std::nullopt;
  }
}

double longest_s(const std::vector<lab::Result>& results) {
  double longest = 0;
  for (const lab::Result& result : results) longest = std::max(longest, result.run.duration_s);
  return longest;
}

/// By the names of their scenarios, or by their paths where two have the same.
std::vector<lab::NamedResult> named(const std::vector<std::string>& paths,
                                    const std::vector<lab::Result>& results) {
  std::set<std::string> names;
  for (const lab::Result& result : results) names.insert(result.scenario_name);
  const bool differ = names.size() == results.size();
  std::vector<lab::NamedResult> named;
  for (std::size_t i = 0; i < results.size(); ++i)
    named.push_back({differ ? results[i].scenario_name : paths[i], &results[i]});
  return named;
}

}  // namespace

std::optional<double> read_instant(const std::string& text, double duration_s) {
  if (text.find(':') == std::string::npos) {
    const auto since_start = lab::parse_duration(text);
    return since_start ? std::optional(to_seconds(*since_start)) : std::nullopt;
  }
  std::vector<int> parts = clock_parts(text);
  constexpr double hour_s = 3600;
  if (parts.size() == 2) parts.insert(duration_s >= hour_s ? parts.end() : parts.begin(), 0);
  if (parts.size() != 3 || parts[1] > 59 || parts[2] > 59) return std::nullopt;
  return hour_s * parts[0] + 60.0 * parts[1] + parts[2];
}

ExitCode tell_why(const WhyQuestion& question, Environment& environment) {
  Terminal& terminal = environment.terminal;
  const bool has_stretch = !(question.from.empty() && question.to.empty());
  if (!question.at.empty() && has_stretch)
    return refuse(terminal, "--at asks for one instant; --from and --to for a stretch");
  if (!question.at.empty() && question.results.size() > 1)
    return refuse(terminal, "--at asks one result; name one, or leave --at out");
  std::vector<lab::Result> results;
  for (const std::string& path : question.results) {
    std::optional<lab::Result> result = load_result(path, terminal);
    if (!result) return ExitCode::scenario;
    if (const auto fault = fault_of(*result, question.component))
      return refuse(terminal, question.results.size() > 1 ? path + ": " + *fault : *fault);
    results.push_back(std::move(*result));
  }
  std::optional<double> at;
  lab::Stretch stretch;
  const double duration_s = longest_s(results);
  if (!read_option("--at", question.at, duration_s, terminal, at) ||
      !read_option("--from", question.from, duration_s, terminal, stretch.from_s) ||
      !read_option("--to", question.to, duration_s, terminal, stretch.to_s))
    return ExitCode::usage;
  if (stretch.from_s && stretch.to_s && *stretch.from_s > *stretch.to_s)
    return refuse(terminal, "--from is after --to; swap them");
  const lab::Screen screen{terminal.width, terminal.height, terminal.out_colour};
  if (results.size() > 1) {
    terminal.out << lab::why_side_by_side_text(named(question.results, results), question.component,
                                               stretch, screen);
    return ExitCode::ok;
  }
  terminal.out << (at ? lab::why_at_text(results.front(), question.component, *at, screen)
                      : lab::why_text(results.front(), question.component, stretch, screen));
  return ExitCode::ok;
}

}  // namespace tiersim::cli
