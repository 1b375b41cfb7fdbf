#include "tests/queueing/networks/balancing_farm.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace tiersim::queueing {

RandomSplit::RandomSplit(std::vector<double> p) : cumulated_(std::move(p)) {
  std::partial_sum(cumulated_.begin(), cumulated_.end(), cumulated_.begin());
}

std::size_t RandomSplit::choose(const FarmView& /*view*/, Stream& chance) {
  // The sum may miss 1 by a rounding: whoever draws beyond it goes where the last one goes.
  const double u = chance.uniform() * cumulated_.back();
  return static_cast<std::size_t>(std::upper_bound(cumulated_.begin(), cumulated_.end() - 1, u) -
                                  cumulated_.begin());
}

std::size_t RoundRobin::choose(const FarmView& view, Stream& /*chance*/) {
  const std::size_t server = next_;
  next_ = next_ + 1 == view.customers.size() ? 0 : next_ + 1;
  return server;
}

std::size_t ShortestOf::choose(const FarmView& view, Stream& chance) {
  const std::size_t n = view.customers.size();
  if (order_.size() != n) {
    order_.resize(n);
    std::iota(order_.begin(), order_.end(), std::size_t{0});
  }
  // The first d places of a shuffle. In random order the first of the shortest is a random one.
  std::size_t best = n;
  for (std::size_t i = 0; i < std::min(d_, n); ++i) {
    std::swap(order_[i], order_[i + chance.below(n - i)]);
    if (best == n || view.customers[order_[i]] < view.customers[best]) best = order_[i];
  }
  return best;
}

std::size_t ShortestExpectedDelay::choose(const FarmView& view, Stream& chance) {
  std::size_t best = 0;
  std::uint64_t equal = 1;
  for (std::size_t i = 1; i < view.customers.size(); ++i) {
    // Compared by products: (n_i + 1)/mu_i of equal value may differ in the last bit.
    const double here = static_cast<double>(view.customers[i] + 1) * view.rates_per_s[best];
    const double there = static_cast<double>(view.customers[best] + 1) * view.rates_per_s[i];
    const bool faster = view.rates_per_s[i] > view.rates_per_s[best];
    if (here < there || (here == there && faster)) {
      best = i;
      equal = 1;
    } else if (here == there && view.rates_per_s[i] == view.rates_per_s[best]) {
      if (chance.below(++equal) == 0) best = i;
    }
  }
  return best;
}

Farm::Farm(Simulation& simulation, double arrivals_per_s, std::vector<double> rates_per_s,
           std::unique_ptr<FarmPolicy> policy, RunKey key)
    : Event(simulation),
      gap_s_(1.0 / arrivals_per_s),
      rates_per_s_(std::move(rates_per_s)),
      policy_(std::move(policy)),
      arrivals_(Stream::named(key, "source", "arrivals")),
      choice_(Stream::named(key, "balancer", "choice")),
      service_(Stream::named(key, "servers", "service")),
      customers_(rates_per_s_.size(), 0),
      at_server_(rates_per_s_.size()),
      sent_(rates_per_s_.size(), 0),
      in_flight_(simulation) {
  for (std::size_t i = 0; i < rates_per_s_.size(); ++i)
    servers_.emplace_back(simulation, Station::Params{});
}

void Farm::run(std::uint64_t customers, double settling) {
  schedule_in(from_seconds(arrivals_.exponential() * gap_s_));
  const double per_server_min = 500;
  const double all_min = per_server_min * static_cast<double>(servers_.size());
  const Horizon parts = Horizon::of(customers, 1.0 / gap_s_, std::max(settling, all_min * gap_s_));
  simulation().run_until(TimePoint{from_seconds(parts.warm_up_s)});
  restart();
  simulation().run_until(TimePoint{from_seconds(parts.warm_up_s + parts.measured_s)});
}

void Farm::fire() {
  schedule_in(from_seconds(arrivals_.exponential() * gap_s_));
  const std::size_t server = policy_->choose({customers_, rates_per_s_}, choice_);
  in_flight_.start(customer(server));
}

Process Farm::customer(std::size_t server) {
  const TimePoint came = simulation().now();
  ++sent_[server];
  busy_.count(customers_[server] > 0);
  ++customers_[server];
  at_server_[server].enter(came);
  const Duration service = from_seconds(service_.exponential() / rates_per_s_[server]);
  const auto visit = co_await servers_[server].visit(service);
  const TimePoint now = simulation().now();
  --customers_[server];
  at_server_[server].leave(now, now - came);
  waits_ns_ += static_cast<double>(visit.wait.count());
}

void Farm::restart() {
  const TimePoint now = simulation().now();
  for (Population& server : at_server_) server.restart(now);
  std::fill(sent_.begin(), sent_.end(), 0);
  waits_ns_ = 0;
  busy_.restart();
}

double Farm::served() const {
  double count = 0;
  for (const Population& server : at_server_) count += server.left();
  return count;
}

Ratio Farm::sojourn() const {
  double seconds = 0;
  for (const Population& server : at_server_) seconds += server.mean_stay().sum;
  return {seconds, served()};
}

Ratio Farm::wait() const {
  return {waits_ns_ / 1e9, served()};
}

Ratio Farm::present() const {
  Ratio all = present(0);
  for (std::size_t i = 1; i < at_server_.size(); ++i) all.sum += present(i).sum;
  return all;
}

Ratio Farm::present(std::size_t server) const {
  return at_server_[server].mean(simulation().now());
}

Ratio Farm::share_of(std::size_t server) const {
  const auto all = std::accumulate(sent_.begin(), sent_.end(), std::uint64_t{0});
  return {static_cast<double>(sent_[server]), static_cast<double>(all)};
}

}  // namespace tiersim::queueing
