#include "models/theory/caches/lru_layers.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "models/theory/ctmc.hpp"

namespace tiersim::theory {

namespace {

using Contents = std::vector<std::size_t>;  ///< most recently used first
using State = std::pair<Contents, Contents>;

bool has(const Contents& contents, std::size_t item) {
  return std::find(contents.begin(), contents.end(), item) != contents.end();
}

void use(Contents& contents, std::size_t item, std::size_t capacity) {
  std::erase(contents, item);
  contents.insert(contents.begin(), item);
  if (contents.size() > capacity) contents.pop_back();
}

/// What the caches hold after a request.
State after(State state, std::size_t item, std::size_t capacity1, std::size_t capacity2) {
  if (!has(state.first, item)) use(state.second, item, capacity2);
  use(state.first, item, capacity1);
  return state;
}

}  // namespace

TwoLayers two_lru_layers(const std::vector<double>& popularity, std::size_t capacity1,
                         std::size_t capacity2) {
  const std::size_t items = popularity.size();
  // A state that comes again and again: of full caches, after all items in turn, twice.
  State last;
  for (std::size_t turn = 0; turn < 2 * items; ++turn)
    last = after(last, turn % items, capacity1, capacity2);
  std::map<State, std::size_t> numbers{{last, 0}};
  std::vector<State> states{last};
  for (std::size_t at = 0; at < states.size(); ++at) {
    for (std::size_t item = 0; item < items; ++item) {
      const State next = after(states[at], item, capacity1, capacity2);
      if (numbers.try_emplace(next, states.size()).second) states.push_back(next);
    }
  }
  MarkovChain chain(states.size());
  for (std::size_t at = 0; at < states.size(); ++at) {
    for (std::size_t item = 0; item < items; ++item) {
      const State next = after(states[at], item, capacity1, capacity2);
      chain.add(at, numbers.at(next), popularity[item]);
    }
  }
  const std::vector<double> share = chain.stationary();
  double first = 0;
  double second = 0;
  for (std::size_t at = 0; at < states.size(); ++at) {
    for (std::size_t item = 0; item < items; ++item) {
      const double weight = share[at] * popularity[item];
      if (has(states[at].first, item)) {
        first += weight;
      } else if (has(states[at].second, item)) {
        second += weight;
      }
    }
  }
  return {.hit_first = first, .hit_second = second / (1 - first)};
}

}  // namespace tiersim::theory
