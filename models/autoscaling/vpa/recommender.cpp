#include "models/autoscaling/vpa/recommender.hpp"

#include <algorithm>

#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim::vpa {
namespace {

/// The recommender's own cap: what no cluster has.
constexpr double amount_max = 1e14;

std::int64_t whole(double amount) {
  if (!(amount > 0)) return 0;
  return static_cast<std::int64_t>(std::min(amount, amount_max));
}

std::int64_t scaled(std::int64_t amount, double factor) {
  return whole(static_cast<double>(amount) * factor);
}

Amounts scaled(const Amounts& amounts, double factor) {
  return {scaled(amounts.cpu_milli, factor), scaled(amounts.memory_bytes, factor)};
}

Amounts percentile(const AggregateUsage& usage, double share) {
  return {whole(usage.cpu().percentile(share) * 1000), whole(usage.memory().percentile(share))};
}

Amounts at_least(const Amounts& amounts, const Amounts& low) {
  return {std::max(amounts.cpu_milli, low.cpu_milli),
          std::max(amounts.memory_bytes, low.memory_bytes)};
}

std::int64_t capped(std::int64_t amount, const std::optional<std::int64_t>& low,
                    const std::optional<std::int64_t>& high) {
  if (low) amount = std::max(amount, *low);
  if (high) amount = std::min(amount, *high);
  return amount;
}

Amounts capped(const Amounts& amounts, const ResourcePolicy& policy) {
  return {
      capped(amounts.cpu_milli, policy.minAllowed_cpu_milli, policy.maxAllowed_cpu_milli),
      capped(amounts.memory_bytes, policy.minAllowed_memory_bytes, policy.maxAllowed_memory_bytes)};
}

std::string sentence(const Recommendation& recommendation) {
  constexpr std::int64_t mebibyte = 1024 * 1024;
  const auto amounts = [](const Amounts& one) {
    return decimal(one.cpu_milli) + " CPU and " + decimal(one.memory_bytes / mebibyte * 1000) +
           " MiB";
  };
  std::string text = "usage asks for " + amounts(recommendation.uncapped_target);
  if (recommendation.target != recommendation.uncapped_target)
    text += ", minAllowed and maxAllowed leave " + amounts(recommendation.target);
  return text;
}

}  // namespace

std::optional<Recommendation> recommend(const AggregateUsage& usage, std::int32_t containers,
                                        const ResourcePolicy& policy,
                                        const RecommenderSettings& settings) {
  if (usage.cpu().is_empty() || usage.memory().is_empty()) return std::nullopt;
  const double margin = 1 + settings.safety_margin_fraction;
  const Amounts low_enough =
      scaled(Amounts{settings.pod_min_cpu_milli, settings.pod_min_memory_bytes},
             1.0 / static_cast<double>(containers));
  const auto estimate = [&](double share, double confidence_factor) {
    const Amounts with_margin = scaled(percentile(usage, share), margin);
    return at_least(scaled(with_margin, confidence_factor), low_enough);
  };
  Recommendation result;
  result.confidence = usage.confidence();
  // Nothing known yet: the bounds are 0 and, at the recommender's cap, infinite.
  const double wide = 1 + 1 / result.confidence;
  const double narrow = 1 + 0.001 / result.confidence;
  result.uncapped_target = estimate(settings.target_percentile, 1);
  result.target = capped(result.uncapped_target, policy);
  result.lower_bound =
      capped(estimate(settings.lower_bound_percentile, 1 / (narrow * narrow)), policy);
  result.upper_bound = capped(estimate(settings.upper_bound_percentile, wide), policy);
  result.reason = sentence(result);
  return result;
}

std::int64_t proportional_limit(std::int64_t limit, std::int64_t request,
                                std::int64_t recommended) {
  if (limit == 0 || request == 0) return limit;
  __extension__ using Wide = __int128;
  return static_cast<std::int64_t>(static_cast<Wide>(limit) * recommended / request);
}

}  // namespace tiersim::vpa
