#include "lab/scenario/read_scalers.hpp"

#include "lab/scenario/metric_names.hpp"
#include "lab/scenario/section_forms.hpp"
#include "lab/scenario/spec_reader.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

class ThresholdReader : public SpecReader {
 public:
  ThresholdReader(ReadingContext& context, const Node& node)
      : SpecReader(context.reader), context_(context), node_(node) {}

  [[nodiscard]] std::optional<ThresholdSpec> read() {
    const std::size_t faults_before = reader_.faults();
    if (!open(node_, "a threshold scaler", form_.key_names())) return std::nullopt;
    ThresholdSpec spec;
    spec.metric = metric();
    threshold::Params& params = spec.params;
    needed_number("scaleUpThreshold", params.scaleUpThreshold);
    needed_number("scaleDownThreshold", params.scaleDownThreshold);
    take("minReplicas", params.minReplicas);
    if (const auto most = whole(node_, "maxReplicas"))
      params.maxReplicas = *most;
    else if (node_.find("maxReplicas") == nullptr)
      needs(node_, "maxReplicas", owner, "add \"maxReplicas\": 10, the most pods it may ask for");
    take("intervalSeconds", params.intervalSeconds);
    take("scaleUpSamples", params.scaleUpSamples);
    take("scaleDownSamples", params.scaleDownSamples);
    take("scaleUpStep", params.scaleUpStep);
    take("scaleDownStep", params.scaleDownStep);
    take("cooldownUpSeconds", params.cooldownUpSeconds);
    take("cooldownDownSeconds", params.cooldownDownSeconds);
    if (reader_.faults() != faults_before) return std::nullopt;
    refuse(node_, threshold::validate(params));
    if (reader_.faults() != faults_before) return std::nullopt;
    return spec;
  }

 private:
  static constexpr const char* owner = "a threshold scaler";

  std::string metric() {
    const std::string name =
        text(node_, "metric", owner, R"(add "metric": "cpu", or a name of the section "metrics")");
    const Node* node = node_.find("metric");
    if (node != nullptr && node->is_string() && name != "cpu" && name != "memory")
      static_cast<void>(metric_named(context_, *node, owner));
    return name;
  }

  void needed_number(const std::string& key, double& out) {
    if (const auto value = number(node_, key))
      out = *value;
    else if (node_.find(key) == nullptr)
      needs(node_, key, owner, "add \"" + key + "\": 70");
  }

  void take(const std::string& key, std::int32_t& out) {
    if (const auto value = whole(node_, key))
      out = *value;
    else if (node_.find(key) == nullptr)
      assume(node_, key, std::to_string(out), form_.help_of(key));
  }

  void take(const std::string& key, threshold::Step& out) {
    const Node* node = present(node_, key);
    if (node == nullptr) return assume(node_, key, std::to_string(out.value), form_.help_of(key));
    std::string written = node->text;
    out.percent = node->is_string() && written.ends_with('%');
    if (out.percent) written.pop_back();
    const std::optional<double> value = node->is_string()   ? whole_number_text(written)
                                        : node->is_number() ? std::optional(node->number)
                                                            : std::nullopt;
    constexpr double most = 1e6;
    if (!value || *value != static_cast<double>(static_cast<std::int64_t>(*value)) ||
        *value > most || *value < -most || (node->is_string() && !out.percent)) {
      reader_.fault(*node,
                    quote(key) + " is a number of pods or a percentage, not " + in_words(*node),
                    "write 2, or \"50%\"");
      return;
    }
    out.value = static_cast<std::int32_t>(*value);
    reader_.note(slot_at(*node, key), std::to_string(out.value) + (out.percent ? "%" : ""), "");
  }

  ReadingContext& context_;
  const Node& node_;
  const SectionForm& form_ = section_form("threshold");
};

class CronReader : public SpecReader {
 public:
  using SpecReader::SpecReader;

  /// Nothing after a fault.
  [[nodiscard]] std::optional<cron::ScheduleEntry> entry(const Node& node) {
    const std::size_t faults_before = reader_.faults();
    if (!open(node, owner, section_form("cron").key_names())) return std::nullopt;
    const std::string schedule = text(node, "schedule", owner, R"(add "schedule": "0 7 * * 1-5")");
    cron::ExpressionReading reading = cron::parse_expression(schedule);
    if (!reading.expression && reader_.faults() == faults_before)
      reader_.fault(*node.find("schedule"), quote(schedule) + " is no schedule: " + reading.error,
                    R"(write minute, hour, day of month, month and day of week: "0 7 * * 1-5")");
    const cron::TimeZone zone = read_zone(node);
    const auto replicas = whole(node, "replicas");
    const auto least = whole(node, "replicas_min");
    const auto most = whole(node, "replicas_max");
    if (reader_.faults() != faults_before) return std::nullopt;
    cron::ScheduleEntry entry{schedule, *reading.expression, zone, replicas, least, most};
    if (const std::string fault = cron::fault_of(entry); !fault.empty()) {
      reader_.fault(node, "an entry of a schedule " + fault,
                    R"(write { "schedule": "0 7 * * *", )"
                    R"("replicas": 6 })");
      return std::nullopt;
    }
    return entry;
  }

 private:
  static constexpr const char* owner = "an entry of a schedule";

  cron::TimeZone read_zone(const Node& node) {
    const auto name = optional_text(node, "timeZone");
    if (!name) {
      assume(node, "timeZone", "UTC", section_form("cron").help_of("timeZone"));
      return {};
    }
    const std::optional<cron::TimeZone> zone = time_zone(*name);
    if (!zone) {
      reader_.fault(*node.find("timeZone"), "there is no time zone " + quote(*name) + " here",
                    time_zone_hint(*name));
    }
    return zone.value_or(cron::TimeZone{});
  }
};

}  // namespace

std::optional<ThresholdSpec> read_threshold(ReadingContext& context, const Node& node) {
  return ThresholdReader(context, node).read();
}

std::vector<cron::ScheduleEntry> read_cron(Reader& reader, const Node& node) {
  std::vector<cron::ScheduleEntry> entries;
  if (!reader.expect_list(node, "cron")) return entries;
  if (node.items.empty())
    reader.fault(node, "\"cron\" is empty", R"(add { "schedule": "0 7 * * 1-5", "replicas": 6 })");
  for (const Node& item : node.items) {
    if (auto entry = CronReader(reader).entry(item)) entries.push_back(std::move(*entry));
  }
  return entries;
}

}  // namespace tiersim::lab
