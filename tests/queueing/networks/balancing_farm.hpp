#pragma once
#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

#include "sim/chance/stream.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/station.hpp"
#include "tests/queueing/tallies.hpp"

namespace tiersim::queueing {

/// What a policy sees when a customer comes: how many are at each server, the one in service
/// included, and how fast the servers are.
struct FarmView {
  const std::vector<std::size_t>& customers;
  const std::vector<double>& rates_per_s;
};

/// Says which server a customer joins.
class FarmPolicy {
 public:
  FarmPolicy() = default;
  FarmPolicy(const FarmPolicy&) = delete;
  FarmPolicy& operator=(const FarmPolicy&) = delete;
  virtual ~FarmPolicy() = default;

  virtual std::size_t choose(const FarmView& view, Stream& chance) = 0;
};

/// Server i with probability p[i].
class RandomSplit final : public FarmPolicy {
 public:
  explicit RandomSplit(std::vector<double> p);
  std::size_t choose(const FarmView& view, Stream& chance) override;

 private:
  std::vector<double> cumulated_;
};

/// One server after the other.
class RoundRobin final : public FarmPolicy {
 public:
  std::size_t choose(const FarmView& view, Stream& chance) override;

 private:
  std::size_t next_ = 0;
};

/// Of `d` different servers drawn at random the one with the fewest customers, ties at random; with
/// d = n it is join-the-shortest-queue. Source: M. Mitzenmacher, "The power of two choices in
/// randomized load balancing", IEEE TPDS 12(10), 2001.
class ShortestOf final : public FarmPolicy {
 public:
  explicit ShortestOf(std::size_t d) : d_(d) {}

  std::size_t choose(const FarmView& view, Stream& chance) override;

 private:
  std::size_t d_;
  std::vector<std::size_t> order_;
};

/// The smallest (n_i + 1)/mu_i; a tie goes to the faster server, among equally fast ones at random.
class ShortestExpectedDelay final : public FarmPolicy {
 public:
  std::size_t choose(const FarmView& view, Stream& chance) override;
};

/// Poisson customers, a policy, and servers with exponential service and a waiting line each.
class Farm final : private Event {
 public:
  Farm(Simulation& simulation, double arrivals_per_s, std::vector<double> rates_per_s,
       std::unique_ptr<FarmPolicy> policy, RunKey key);

  /// Measures about so many customers, after `settling` seconds at least.
  void run(std::uint64_t customers, double settling);

  /// Seconds.
  [[nodiscard]] Ratio sojourn() const;
  [[nodiscard]] Ratio wait() const;
  [[nodiscard]] Ratio present() const;
  [[nodiscard]] Ratio present(std::size_t server) const;

  /// Share of the customers who join a busy server.
  [[nodiscard]] Ratio share_waiting() const { return busy_.value(); }

  /// Share of the customers sent to that server.
  [[nodiscard]] Ratio share_of(std::size_t server) const;

 private:
  void fire() override;
  Process customer(std::size_t server);
  void restart();
  [[nodiscard]] double served() const;

  double gap_s_;
  std::vector<double> rates_per_s_;
  std::unique_ptr<FarmPolicy> policy_;
  Stream arrivals_;
  Stream choice_;
  Stream service_;
  std::deque<Station> servers_;  // they do not move
  std::vector<std::size_t> customers_;
  std::vector<Population> at_server_;
  std::vector<std::uint64_t> sent_;
  double waits_ns_ = 0;
  Share busy_;
  ProcessScope in_flight_;
};

}  // namespace tiersim::queueing
