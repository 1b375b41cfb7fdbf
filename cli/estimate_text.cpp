#include "cli/estimate_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lab/report/format.hpp"
#include "lab/report/text_table.hpp"

namespace tiersim::cli {

namespace {

constexpr std::size_t indent = 2;

std::string indented(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    out += std::string(indent, ' ') + text.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return out;
}

lab::TextCell number(const std::string& text) {
  return {text, true};
}

lab::TextCell busy(double utilization) {
  if (std::isnan(utilization)) return number("–");
  return number(fmt::format("{:.0f} %", utilization * 100));
}

/// Waits that no clock would see are not worth their digits.
lab::TextCell time(double seconds) {
  return number(seconds > 0 && seconds < 1e-6 ? "< 1 µs" : lab::format_duration(seconds));
}

std::string table(const lab::InstantEstimate& estimate, const lab::Screen& screen) {
  const auto heading = [](const char* text, bool right) {
    return lab::TextCell{text, right, lab::Style::Dim};
  };
  std::vector<std::vector<lab::TextCell>> rows{{heading("tier", false), heading("mean/s", true),
                                                heading("busy", true), heading("wait", true),
                                                heading("sojourn", true), heading("p95", true),
                                                heading("model", false)}};
  for (const lab::TierEstimate& tier : estimate.tiers) {
    const std::string model = tier.model.empty() ? "–" : (tier.exact ? "" : "~ ") + tier.model;
    rows.push_back({{lab::cut_middle(tier.path, 20)},
                    number(fmt::format("{:.1f}", tier.arrivals_per_s)),
                    busy(tier.utilization),
                    time(tier.wait_s),
                    time(tier.sojourn_s),
                    time(tier.sojourn_p95_s),
                    {model}});
  }
  return indented(lab::text_table(rows, screen.width - indent, screen.colour));
}

std::string overload_text(const lab::OverloadedSpan& span) {
  std::string text =
      fmt::format("more work than it can do from {} to {}, when about {} requests wait",
                  lab::format_clock(span.from_s), lab::format_clock(span.to_s),
                  lab::format_count(std::round(span.line)));
  text += std::isnan(span.drained_s) ? "; they are not served before the end"
                                     : "; served by " + lab::format_clock(span.drained_s);
  return text;
}

}  // namespace

std::string estimate_text(const lab::InstantEstimate& estimate, const lab::Screen& screen) {
  std::string out = "Instant estimate, by formulas; times at the peak\n" + table(estimate, screen);
  const auto say = [&](const std::string& text) {
    out += std::string(indent, ' ') + lab::wrapped(text, screen.width, 2 * indent) + "\n";
  };
  const auto is_approximate = [](const lab::TierEstimate& tier) {
    return !tier.model.empty() && !tier.exact;
  };
  if (std::ranges::any_of(estimate.tiers, is_approximate))
    say("~ approximately: from two moments of the times; shared cores by their means.");
  for (const lab::TierEstimate& tier : estimate.tiers) {
    if (!tier.note.empty()) say(tier.path + ": " + tier.note);
    for (const lab::OverloadedSpan& span : tier.overloads)
      say(tier.path + ": " + overload_text(span));
  }
  for (const std::string& sentence : estimate.left_out) say(sentence);
  return out;
}

}  // namespace tiersim::cli
