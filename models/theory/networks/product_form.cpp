#include "models/theory/networks/product_form.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/theory/networks/bard_schweitzer.hpp"
#include "models/theory/networks/populations.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

// Extended, for the range of its exponents more than for its digits.
using Weights = std::vector<long double>;

/// Throughputs that are about right. With every demand multiplied by its class's throughput the
/// weights of all populations that matter are of about the same size.
std::vector<double> guess(const ProductForm& network) {
  ApproximateNetwork rough{network.population, network.delay_s, {}};
  for (const ProductForm::Queue& queue : network.queues) {
    const double most = *std::max_element(queue.capacity.begin(), queue.capacity.end());
    std::vector<double>& demand = rough.demand_s.emplace_back(queue.demand_s);
    for (std::size_t r = 0; r < demand.size(); ++r) {
      rough.delay_s[r] +=
          demand[r] * (1 - 1 / most);  // c servers: one c times as fast, and a delay
      demand[r] /= most;
    }
  }
  return bard_schweitzer(rough, 1e-3).throughput_per_s;
}

class Convolution {
 public:
  explicit Convolution(const ProductForm& network);

  ProductFormSolution solve();

 private:
  struct Queue {
    Weights demand;  // of each class, scaled
    Weights capacity;
  };

  /// Weights of the populations when all customers are thinking, the largest weight 1.
  [[nodiscard]] Weights delays() const;
  /// Weights of the populations with one more queue in the network.
  [[nodiscard]] Weights with(const Queue& queue, const Weights& others) const;
  [[nodiscard]] Weights with(std::size_t first, std::size_t last, Weights others) const;
  /// Mean numbers at the queues first … last - 1, given the weights of all the others.
  void observe(std::size_t first, std::size_t last, const Weights& others);
  void observe(std::size_t queue, const Weights& others);

  const ProductForm& network_;
  Populations populations_;
  std::vector<double> scale_;
  std::vector<Queue> queues_;
  ProductFormSolution solution_;
};

Convolution::Convolution(const ProductForm& network)
    : network_(network), populations_(network.population), scale_(guess(network)) {
  const std::size_t classes = populations_.classes();
  for (const ProductForm::Queue& queue : network.queues) {
    Queue& scaled = queues_.emplace_back();
    for (std::size_t r = 0; r < classes; ++r)
      scaled.demand.push_back(static_cast<long double>(queue.demand_s[r]) * scale_[r]);
    const auto end =
        std::min(queue.capacity.size(), std::max<std::size_t>(populations_.total(), 1));
    scaled.capacity.assign(queue.capacity.begin(),
                           queue.capacity.begin() + static_cast<std::ptrdiff_t>(end));
  }
  solution_.number.assign(classes, std::vector<double>(queues_.size(), 0.0));
  solution_.present.resize(queues_.size());
}

Weights Convolution::delays() const {
  std::vector<Weights> of_class;
  for (std::size_t r = 0; r < populations_.classes(); ++r) {
    const std::size_t most = populations_.limit()[r];
    const long double load = static_cast<long double>(network_.delay_s[r]) * scale_[r];
    Weights& weight = of_class.emplace_back(most + 1, 0.0L);
    const auto mode = static_cast<std::size_t>(std::min(load, static_cast<long double>(most)));
    weight[mode] = 1;  // Poisson, from its mode on: the tails underflow to what they are, nothing
    for (std::size_t n = mode; n > 0; --n)
      weight[n - 1] = weight[n] * static_cast<long double>(n) / load;
    for (std::size_t n = mode; n < most; ++n)
      weight[n + 1] = weight[n] * load / static_cast<long double>(n + 1);
  }
  Weights all(populations_.size());
  for (auto walk = populations_.up(); !walk.done(); walk.next()) {
    long double product = 1;
    for (std::size_t r = 0; r < of_class.size(); ++r) product *= of_class[r][walk.count(r)];
    all[walk.index()] = product;
  }
  return all;
}

// Let H(j) be the weights if the queue's capacities were those from the j-th on. The customer that
// would be served j-th is of one of the classes, hence
//     H(j)[n] = others[n] + sum over r of demand(r) / capacity(j) · H(j+1)[n - e(r)],
// and H(j+1) = H(j) for the last j.
Weights Convolution::with(const Queue& queue, const Weights& others) const {
  Weights weights = others;
  const auto add = [&](const Populations::Walk& walk, long double capacity) {
    long double sum = others[walk.index()];
    for (std::size_t r = 0; r < queue.demand.size(); ++r) {
      if (walk.count(r) > 0)
        sum += queue.demand[r] / capacity * weights[walk.index() - populations_.step(r)];
    }
    weights[walk.index()] = sum;
  };
  for (auto walk = populations_.up(); !walk.done(); walk.next()) add(walk, queue.capacity.back());
  for (std::size_t j = queue.capacity.size() - 1; j > 0; --j) {
    for (auto walk = populations_.down(); !walk.done(); walk.next())
      add(walk, queue.capacity[j - 1]);
  }
  return weights;
}

Weights Convolution::with(std::size_t first, std::size_t last, Weights others) const {
  for (std::size_t k = first; k < last; ++k) others = with(queues_[k], others);
  return others;
}

void Convolution::observe(std::size_t first, std::size_t last, const Weights& others) {
  if (last - first == 1) return observe(first, others);
  const std::size_t middle = first + (last - first) / 2;
  observe(first, middle, with(middle, last, others));
  observe(middle, last, with(first, middle, others));
}

void Convolution::observe(std::size_t queue, const Weights& others) {
  const Queue& here = queues_[queue];
  const std::size_t classes = populations_.classes();
  Weights present(populations_.size(), 0.0L);  // weights of the populations at this queue
  Weights sums(classes, 0.0L);
  Weights totals(populations_.total() + 1, 0.0L);
  long double all = 0;
  present[0] = 1;
  for (auto walk = populations_.up(); !walk.done(); walk.next()) {
    long double& weight = present[walk.index()];
    for (std::size_t r = 0; r < classes; ++r) {
      if (walk.count(r) == 0) continue;
      const long double capacity = here.capacity[std::min(walk.total(), here.capacity.size()) - 1];
      weight += here.demand[r] / capacity * present[walk.index() - populations_.step(r)];
    }
    const long double joint = weight * others[populations_.size() - 1 - walk.index()];
    if (joint == 0) continue;  // nothing elsewhere may stand against an infinite weight here
    all += joint;
    totals[walk.total()] += joint;
    for (std::size_t r = 0; r < classes; ++r)
      sums[r] += static_cast<long double>(walk.count(r)) * joint;
  }
  TIERSIM_ASSERT(all > 0 && std::isfinite(all));
  for (std::size_t r = 0; r < classes; ++r)
    solution_.number[r][queue] = static_cast<double>(sums[r] / all);
  for (const long double weight : totals)
    solution_.present[queue].push_back(static_cast<double>(weight / all));
}

ProductFormSolution Convolution::solve() {
  const Weights thinking = delays();
  const Weights weights = with(0, queues_.size(), thinking);
  const long double all = weights.back();
  TIERSIM_ASSERT(all > 0 && std::isfinite(all));
  for (std::size_t r = 0; r < populations_.classes(); ++r) {
    const bool present = populations_.limit()[r] > 0;
    const long double fewer =
        present ? weights[populations_.size() - 1 - populations_.step(r)] : 0.0L;
    solution_.throughput_per_s.push_back(static_cast<double>(scale_[r] * fewer / all));
  }
  if (!queues_.empty()) observe(0, queues_.size(), thinking);
  return std::move(solution_);
}

void check(const ProductForm& network) {
  const std::size_t classes = network.population.size();
  TIERSIM_ASSERT(classes > 0 && network.delay_s.size() == classes);
  std::vector<double> spent = network.delay_s;
  for (const double delay : network.delay_s) TIERSIM_ASSERT(delay >= 0);
  for (const ProductForm::Queue& queue : network.queues) {
    TIERSIM_ASSERT(queue.demand_s.size() == classes && !queue.capacity.empty());
    for (const double capacity : queue.capacity) TIERSIM_ASSERT(capacity > 0);
    for (std::size_t r = 0; r < classes; ++r) {
      TIERSIM_ASSERT(queue.demand_s[r] >= 0);
      spent[r] += queue.demand_s[r];
    }
  }
  for (std::size_t r = 0; r < classes; ++r)
    TIERSIM_ASSERT(network.population[r] == 0 || spent[r] > 0);
}

}  // namespace

ProductFormSolution solve(const ProductForm& network) {
  check(network);
  return Convolution(network).solve();
}

}  // namespace tiersim::theory
