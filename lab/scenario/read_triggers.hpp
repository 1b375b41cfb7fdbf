#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lab/scenario/autoscaler_spec.hpp"
#include "lab/scenario/spec_reader.hpp"
#include "models/autoscaling/keda/triggers.hpp"

namespace tiersim::lab {

/// A trigger of a ScaledObject and what it looks at.
struct ReadTrigger {
  keda::Trigger trigger;
  TriggerUse use;
};

/// Reads entries of `triggers`: their metadata are texts, as in KEDA.
class TriggerReader : public SpecReader {
 public:
  explicit TriggerReader(ReadingContext& context) : SpecReader(context.reader), context_(context) {}

  /// Nothing after a fault.
  [[nodiscard]] std::optional<ReadTrigger> read(const Node& node);

 private:
  void read_redis(ReadTrigger& read);
  void read_rabbitmq(ReadTrigger& read);
  void read_prometheus(ReadTrigger& read);
  void read_cron(ReadTrigger& read);
  void read_resource(const std::string& type, ReadTrigger& read);

  /// A text of the metadata; refuses what is none.
  std::optional<std::string> entry(const std::string& key);
  std::string needed(const std::string& key, const std::string& example);
  void take(const std::string& key, std::int64_t& out);
  void take(const std::string& key, double& out);
  void take(const std::string& key, bool& out);
  std::optional<double> number_entry(const std::string& key);
  std::optional<cron::Expression> schedule(const std::string& key);
  /// What a queue's name stands for: a name of the section "metrics", or a component with a line.
  void find_queue(const std::string& key, TriggerUse& use);

  ReadingContext& context_;
  const Node* metadata_ = nullptr;
  std::string owner_;
};

}  // namespace tiersim::lab
