#include "lab/scenario/read_autoscaler.hpp"

#include <algorithm>

#include "lab/scenario/read_aws.hpp"
#include "lab/scenario/read_hpa.hpp"
#include "lab/scenario/read_scaled_object.hpp"
#include "lab/scenario/read_scalers.hpp"
#include "lab/scenario/section_forms.hpp"

namespace tiersim::lab {

namespace {

/// Keys of which an autoscaler may have one; `cron` may stand beside it.
constexpr std::string_view scalers[] = {"hpa", "scaledObject", "threshold", "aws"};

/// The autoscaler itself; null: there is only a schedule, or a fault.
const Member* chosen_scaler(Reader& reader, const Node& node) {
  const Member* chosen = nullptr;
  for (const Member& member : node.members) {
    if (std::find(std::begin(scalers), std::end(scalers), member.key) == std::end(scalers))
      continue;
    if (chosen != nullptr) {
      reader.fault(member.key_place, member.value.pointer,
                   "a deployment has one autoscaler, and \"" + member.key + "\" is a second one",
                   "leave \"" + chosen->key + "\" or \"" + member.key + "\" out");
      return nullptr;
    }
    chosen = &member;
  }
  return chosen;
}

template <class Spec>
void take(AutoscalerSpec& autoscaler, std::optional<Spec> spec) {
  if (spec) autoscaler.scaler = std::move(*spec);
}

}  // namespace

std::optional<AutoscalerSpec> read_autoscaler(ReadingContext& context, const Slot& slot) {
  Reader& reader = context.reader;
  const Node& node = *slot.node;
  if (!reader.expect_map(node, slot.name)) return std::nullopt;
  const std::size_t faults_before = reader.faults();
  const std::vector<std::string> known = section_form("autoscaler").key_names();
  for (const Member& member : node.members) {
    if (std::find(known.begin(), known.end(), member.key) == known.end())
      reader.unknown_key(node, member, "an autoscaler", known);
  }
  AutoscalerSpec autoscaler;
  if (const Member* scaler = chosen_scaler(reader, node)) {
    if (scaler->key == "hpa") take(autoscaler, read_hpa(context, scaler->value));
    if (scaler->key == "scaledObject") take(autoscaler, read_scaled_object(context, scaler->value));
    if (scaler->key == "aws") take(autoscaler, read_aws(context, scaler->value));
    if (scaler->key == "threshold") take(autoscaler, read_threshold(context, scaler->value));
  }
  if (const Node* cron = node.find("cron"); cron != nullptr && !cron->is_null())
    autoscaler.schedule = read_cron(reader, *cron);
  if (reader.faults() != faults_before) return std::nullopt;
  if (autoscaler.schedule.empty() && std::holds_alternative<std::monostate>(autoscaler.scaler)) {
    reader.fault(node, "an autoscaler needs one of " + joined(known),
                 R"(add "hpa": "hpa.yaml", or the HPA's spec itself)");
    return std::nullopt;
  }
  return autoscaler;
}

}  // namespace tiersim::lab
