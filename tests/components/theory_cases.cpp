#include <cmath>

#include "models/theory/availability.hpp"
#include "models/theory/caches/characteristic_time.hpp"
#include "models/theory/caches/time_to_live.hpp"
#include "models/theory/scalability/scalability_law.hpp"
#include "tests/components/component_cases.hpp"

namespace tiersim::vectors {

namespace {

using namespace tiersim::theory;

std::vector<double> zipf_of(const Json& given) {
  return zipf_popularity(given.at("objects").get<std::size_t>(), given.at("alpha").get<double>());
}

Json zipf_cache(const Json& given) {
  const std::vector<double> popularity = zipf_of(given);
  const std::size_t capacity = given.at("capacity");
  const CharacteristicTime lru = lru_by_time(popularity, capacity);
  return {{"lru_hit_ratio", lru.hits.all},
          {"lru_characteristic_requests", lru.requests},
          {"fifo_or_random_hit_ratio", fifo_by_time(popularity, capacity).hits.all},
          {"perfect_lfu_hit_ratio", perfect_lfu(popularity, capacity)}};
}

Json zipf_ttl(const Json& given) {
  const std::vector<double> popularity = zipf_of(given);
  const double rate = given.at("requests_per_s");
  const double ttl = given.at("ttl_s");
  const TtlCatalogue fill = ttl_catalogue(popularity, rate, ttl, Renewal::on_fill);
  const TtlCatalogue hit = ttl_catalogue(popularity, rate, ttl, Renewal::on_hit);
  return {{"hit_ratio_ttl_from_fill", fill.hit_ratio},
          {"hit_ratio_ttl_renewed_on_hit", hit.hit_ratio},
          {"mean_entries_from_fill", fill.mean_items}};
}

/// A layer in each pod over a shared one, which sees Poisson misses.
Json two_layers_ttl(const Json& given) {
  const double rate = given.at("requests_per_s");
  const double pods = given.at("pods");
  double first = 0;
  double second = 0;
  for (const double p : zipf_of(given)) {
    const TtlItem in_pod{rate * p / pods, given.at("l1_ttl_s")};
    const double hit = in_pod.hit_ratio(Renewal::on_fill);
    const TtlItem shared{rate * p * (1 - hit), given.at("l2_ttl_s")};
    first += p * hit;
    second += p * (1 - hit) * shared.hit_ratio(Renewal::on_fill);
  }
  const double origin = 1 - first - second;
  return {{"l1_share", first},
          {"l2_share", second},
          {"origin_share", origin},
          {"origin_requests_per_s", rate * origin}};
}

Json lru_exact(const Json& given) {
  std::vector<double> popularity = given.at("weights");
  double sum = 0;
  for (const double weight : popularity) sum += weight;
  for (double& weight : popularity) weight /= sum;
  const std::size_t capacity = given.at("capacity");
  return {{"hit_ratio_exact", exact_lru(popularity, capacity).all},
          {"hit_ratio_che", lru_by_time(popularity, capacity).hits.all}};
}

Json cache_hit_ratio(const Json& given, const Json&) {
  const std::string kind = given.at("kind");
  if (kind == "zipf_cache") return zipf_cache(given);
  if (kind == "zipf_ttl") return zipf_ttl(given);
  if (kind == "two_layers_ttl") return two_layers_ttl(given);
  return lru_exact(given);
}

Json usl(const Json& given) {
  const ScalabilityLaw law{given.at("lambda"), given.at("sigma"), given.at("kappa")};
  Json answer;
  for (const double n : given.at("n")) answer["throughput"].push_back(law.throughput_per_s(n));
  if (const auto peak = law.peak()) {
    answer["peak_n"] = *peak;
    const double below = law.throughput_per_s(std::floor(*peak));
    answer["peak_throughput_at_integer_n"] =
        std::max(below, law.throughput_per_s(std::ceil(*peak)));
  }
  const auto limit = law.limit_per_s();
  answer["asymptote"] = limit ? Json(*limit) : Json();
  return answer;
}

constexpr double minutes_per_month = 30 * 24 * 60;

Json availability(const Json& given) {
  Json groups = Json::array();
  std::vector<double> all;
  for (const Json& component : given.at("components")) {
    const double each = availability_of(component.at("mtbf_h"), component.at("mttr_h"));
    all.push_back(k_of_n(component.at("n"), component.at("k"), each));
    groups.push_back({each, all.back()});
  }
  const double system = in_series(all);
  return {{"single_and_group", groups},
          {"system", system},
          {"downtime_min_per_30d", (1 - system) * minutes_per_month},
          {"downtime_h_per_year", (1 - system) * 365 * 24}};
}

Json nines(const Json& given) {
  const double down = 1 - given.at("availability").get<double>();
  return {{"downtime_s_per_day", down * 86400},
          {"downtime_min_per_30d", down * minutes_per_month},
          {"downtime_h_per_365d", down * 365 * 24}};
}

Json scalability_availability(const Json& given, const Json&) {
  const std::string kind = given.at("kind");
  if (kind == "usl") return usl(given);
  return kind == "availability" ? availability(given) : nines(given);
}

}  // namespace

Answers theory_answers() {
  return {{"cache_hit_ratio", cache_hit_ratio},
          {"scalability_availability", scalability_availability}};
}

}  // namespace tiersim::vectors
