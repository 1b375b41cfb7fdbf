#include "models/autoscaling/vpa/vpa_loop.hpp"

#include <algorithm>
#include <utility>

#include "models/autoscaling/hpa_wording.hpp"
#include "models/autoscaling/metrics_pipeline.hpp"
#include "models/autoscaling/vpa/updater.hpp"

namespace tiersim::vpa {
namespace {

constexpr Duration interval = 1min;  // --recommender-interval

const PodSample* sample_of(const std::vector<PodSample>& samples, const std::string& pod) {
  const auto found = std::find_if(samples.begin(), samples.end(),
                                  [&](const PodSample& sample) { return sample.pod == pod; });
  return found == samples.end() || !found->milli ? nullptr : &*found;
}

std::string in_words(const Amounts& amounts) {
  constexpr std::int64_t mebibyte = 1024 * 1024;
  return decimal(amounts.cpu_milli) + " CPU and " +
         decimal(amounts.memory_bytes / mebibyte * 1000) + " MiB";
}

}  // namespace

VpaLoop::VpaLoop(Context context, Scalable& target, const ResourcePolicy& policy,
                 const ResourceMetricsSettings& resource_metrics)
    : context_(std::move(context)),
      target_(target),
      policy_(policy),
      metrics_(context_, target, resource_metrics),
      loops_(context_.simulation()) {}

void VpaLoop::start() {
  Stream stream = context_.stream("vpa phase");
  const double share = stream.uniform();
  metrics_.start();
  loops_.spawn(loop(from_seconds(share * to_seconds(interval))));
}

Process VpaLoop::loop(Duration phase) {
  co_await context_.simulation().delay(phase);
  for (;;) {
    look();
    co_await context_.simulation().delay(interval);
  }
}

/// A container's samples go on where they were; one that is gone leaves what it added.
void VpaLoop::take_samples() {
  target_.pods(pods_);
  const std::vector<PodSample> cpu = metrics_.samples("cpu");
  const std::vector<PodSample> memory = metrics_.samples("memory");
  for (const PodSnapshot& pod : pods_) {
    const std::string name = pod_name(pod.number);
    const PodSample* used = sample_of(cpu, name);
    const PodSample* held = sample_of(memory, name);
    if (used == nullptr || held == nullptr) continue;
    const auto before = sampled_.find(pod.number);
    if (before != sampled_.end() && before->second >= used->timestamp) continue;
    sampled_[pod.number] = used->timestamp;
    ContainerUsage& container = containers_.try_emplace(pod.number, usage_).first->second;
    container.add_cpu(used->timestamp, static_cast<double>(*used->milli) / 1000);
    container.add_memory(held->timestamp, *held->milli / 1000);
  }
  const auto is_gone = [this](const auto& entry) {
    return std::none_of(pods_.begin(), pods_.end(),
                        [&](const PodSnapshot& pod) { return pod.number == entry.first; });
  };
  std::erase_if(containers_, is_gone);
  std::erase_if(sampled_, is_gone);
}

void VpaLoop::look() {
  take_samples();
  recommendation_ = recommend(usage_, 1, policy_);
  if (!recommendation_) return;
  const Amounts& target = recommendation_->target;
  if (told_ && difference(*told_, target) < UpdaterSettings{}.update_change_min) return;
  told_ = target;
  context_.note("recommendation", "target " + in_words(target) + ", from " +
                                      in_words(recommendation_->lower_bound) + " to " +
                                      in_words(recommendation_->upper_bound) + ": " +
                                      recommendation_->reason);
}

}  // namespace tiersim::vpa
