#include "models/theory/caches/characteristic_time.hpp"
#include "models/theory/caches/independent_references.hpp"
#include "models/theory/caches/lru_layers.hpp"
#include "models/theory/caches/time_to_live.hpp"
#include "tests/models/theory/theory_cases.hpp"

namespace tiersim::theory_vectors {
namespace {

using namespace theory;

Json hits_json(const HitRatios& hits) {
  return {{"hit_ratio", hits.all}, {"hit_item", hits.item}};
}

std::vector<double> zipf_of(const Json& p) {
  return zipf_popularity(p.at("n").get<std::size_t>(), p.at("alpha").get<double>());
}

Json lru_irm(const Json& p) {
  return hits_json(exact_lru(p.at("p"), p.at("capacity")));
}

Json fifo_irm(const Json& p) {
  return hits_json(exact_fifo(p.at("p"), p.at("capacity")));
}

Json lru_zipf_exact(const Json& p) {
  return {{"hit_ratio", exact_lru(zipf_of(p), p.at("capacity")).all}};
}

Json time_json(const CharacteristicTime& time) {
  return {{"t_c", time.requests},
          {"hit_ratio", time.hits.all},
          {"hit_first", time.hits.item.front()},
          {"hit_last", time.hits.item.back()}};
}

Json lru_che(const Json& p) {
  return time_json(lru_by_time(zipf_of(p), p.at("capacity")));
}

Json fifo_che(const Json& p) {
  return time_json(fifo_by_time(zipf_of(p), p.at("capacity")));
}

Json ttl_item(const Json& p, Renewal renewal) {
  const TtlItem item{p.at("lambda"), p.at("ttl")};
  return {{"hit_ratio", item.hit_ratio(renewal)},
          {"occupancy", item.hit_ratio(renewal)},
          {"miss_rate", item.miss_rate_per_s(renewal)}};
}

Json ttl_noreset(const Json& p) {
  return ttl_item(p, Renewal::on_fill);
}

Json ttl_reset(const Json& p) {
  return ttl_item(p, Renewal::on_hit);
}

Json ttl_exponential(const Json& p) {
  const TtlItem item{p.at("lambda"), p.at("ttl")};
  const double hit = item.hit_ratio_exponential();
  return {{"hit_ratio", hit}, {"occupancy", hit}, {"miss_rate", item.rate_per_s * (1 - hit)}};
}

Json ttl_catalog(const Json& p) {
  const TtlCatalogue all = ttl_catalogue(zipf_of(p), p.at("lambda"), p.at("ttl"),
                                         p.at("reset") ? Renewal::on_hit : Renewal::on_fill);
  return {{"hit_ratio", all.hit_ratio},
          {"mean_items", all.mean_items},
          {"origin_rate", all.origin_rate_per_s}};
}

Json ttl_fetch_delay(const Json& p) {
  const TtlFetch fetch = ttl_fetch({p.at("lambda"), p.at("ttl")}, p.at("fetch_time"));
  return {{"hit_ratio", fetch.hit_ratio},
          {"delayed_ratio", fetch.delayed_ratio},
          {"miss_ratio", fetch.miss_ratio},
          {"origin_rate_coalesced", fetch.origin_rate_coalesced_per_s},
          {"origin_rate_stampede", fetch.origin_rate_stampede_per_s},
          {"mean_delay_coalesced", fetch.mean_delay_coalesced_s}};
}

Json layers_json(const TwoLayers& layers) {
  return {{"hit1", layers.hit_first}, {"hit2", layers.hit_second}, {"hit_total", layers.hit_all()}};
}

Json two_layer_ttl(const Json& p) {
  const auto rule = [&p](const char* name) {
    return p.at(name) == "reset" ? Renewal::on_hit : Renewal::on_fill;
  };
  const double rate = p.at("lambda");
  const TwoLayers layers =
      two_ttl_layers(rate, p.at("ttl1"), rule("rule1"), p.at("ttl2"), rule("rule2"));
  Json metrics = layers_json(layers);
  metrics["origin_rate"] = rate * (1 - layers.hit_all());
  return metrics;
}

Json two_layer_lru(const Json& p) {
  return layers_json(two_lru_layers(p.at("p"), p.at("capacity1"), p.at("capacity2")));
}

}  // namespace

const Solvers& cache_solvers() {
  static const Solvers solvers{{"lru_irm", lru_irm},
                               {"fifo_irm", fifo_irm},
                               {"lru_zipf_exact", lru_zipf_exact},
                               {"lru_che", lru_che},
                               {"fifo_che", fifo_che},
                               {"ttl_noreset", ttl_noreset},
                               {"ttl_reset", ttl_reset},
                               {"ttl_exponential", ttl_exponential},
                               {"ttl_catalog", ttl_catalog},
                               {"ttl_fetch_delay", ttl_fetch_delay},
                               {"two_layer_ttl", two_layer_ttl},
                               {"two_layer_lru", two_layer_lru}};
  return solvers;
}

}  // namespace tiersim::theory_vectors
