#include "lab/experiment/instant_estimate.hpp"
#include "lab/result/json_text.hpp"

namespace tiersim::lab {

namespace {

void write(const TierEstimate& tier, JsonText& text) {
  const auto member = [&](const char* name, auto value) {
    text.key(name);
    text.value(value);
  };
  text.begin_object();
  member("path", std::string_view(tier.path));
  member("kind", std::string_view(tier.kind));
  member("arrivals_per_s", tier.arrivals_per_s);
  member("arrivals_peak_per_s", tier.arrivals_peak_per_s);
  member("utilization", tier.utilization);
  member("utilization_peak", tier.utilization_peak);
  member("wait_s", tier.wait_s);
  member("sojourn_s", tier.sojourn_s);
  member("sojourn_p95_s", tier.sojourn_p95_s);
  member("model", std::string_view(tier.model));
  member("exact", tier.exact);
  member("note", std::string_view(tier.note));
  text.key("overloads");
  text.begin_array();
  for (const OverloadedSpan& span : tier.overloads) {
    text.begin_object();
    member("from_s", span.from_s);
    member("to_s", span.to_s);
    member("line", span.line);
    member("drained_s", span.drained_s);
    text.end_object();
  }
  text.end_array();
  text.end_object();
}

}  // namespace

std::string to_json(const InstantEstimate& estimate) {
  JsonText text;
  text.begin_object();
  text.key("tiers");
  text.begin_array();
  for (const TierEstimate& tier : estimate.tiers) write(tier, text);
  text.end_array();
  text.key("left_out");
  text.begin_array();
  for (const std::string& sentence : estimate.left_out) text.value(std::string_view(sentence));
  text.end_array();
  text.end_object();
  return text.take();
}

}  // namespace tiersim::lab
