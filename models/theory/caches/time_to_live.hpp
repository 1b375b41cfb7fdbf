#pragma once
#include <vector>

namespace tiersim::theory {

/// When the time to live of an entry begins anew.
enum class Renewal : unsigned char {
  on_fill,  ///< with a miss only
  on_hit    ///< with every request
};

/// An item asked for at Poisson rate, kept for a time to live, room without limit. Sources: J.
/// Jung, A. W. Berger, H. Balakrishnan, "Modeling TTL-based Internet caches", IEEE INFOCOM, 2003;
/// N. C. Fofack, P. Nain, G. Neglia, D. Towsley, "Performance evaluation of hierarchical TTL-based
/// cache networks", Computer Networks 65, 2014.
struct TtlItem {
  double rate_per_s = 0;  ///< > 0
  double ttl_s = 0;       ///< >= 0

  /// Share of requests that find it, and of the time that it is there.
  [[nodiscard]] double hit_ratio(Renewal renewal) const;
  [[nodiscard]] double miss_rate_per_s(Renewal renewal) const;
  /// With an exponential time to live of that mean: the same for both renewals.
  [[nodiscard]] double hit_ratio_exponential() const;
};

/// Items of popularity p_k under a rate in all.
struct TtlCatalogue {
  double hit_ratio = 0;
  double mean_items = 0;
  double origin_rate_per_s = 0;  ///< of misses
};

[[nodiscard]] TtlCatalogue ttl_catalogue(const std::vector<double>& popularity, double rate_per_s,
                                         double ttl_s, Renewal renewal);

/// An item whose fetch takes time; requests that come meanwhile wait for it, or fetch it as well.
/// Its time to live begins when it has come.
struct TtlFetch {
  double hit_ratio = 0;
  double delayed_ratio = 0;  ///< those that come during a fetch
  double miss_ratio = 0;     ///< those that begin one
  double origin_rate_coalesced_per_s = 0;
  double origin_rate_stampede_per_s = 0;
  double mean_delay_coalesced_s = 0;  ///< of all requests
};

[[nodiscard]] TtlFetch ttl_fetch(const TtlItem& item, double fetch_s);

/// One layer behind the other: the second is asked for what the first has not. Hits of the second
/// are shares of what it is asked.
struct TwoLayers {
  double hit_first = 0;
  double hit_second = 0;

  [[nodiscard]] double hit_all() const { return hit_first + (1 - hit_first) * hit_second; }
};

/// One item under a constant time to live in each layer; misses of the first are no Poisson
/// process, and that is counted. Source: Fofack et al., above.
[[nodiscard]] TwoLayers two_ttl_layers(double rate_per_s, double ttl1_s, Renewal renewal1,
                                       double ttl2_s, Renewal renewal2);

}  // namespace tiersim::theory
