#include "sim/kernel/deadlock.hpp"

#include <algorithm>
#include <coroutine>
#include <tuple>

#include "sim/kernel/call_link.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/simulation.hpp"

namespace tiersim {

namespace {

using Frame = std::coroutine_handle<>;

/// A set of frames; sorted when the last one is in. Nothing depends on the order of addresses.
class FrameSet {
 public:
  void add(Frame frame) { addresses_.push_back(frame.address()); }

  void close() {
    std::sort(addresses_.begin(), addresses_.end());
    addresses_.erase(std::unique(addresses_.begin(), addresses_.end()), addresses_.end());
  }

  [[nodiscard]] bool has(Frame frame) const {
    return std::binary_search(addresses_.begin(), addresses_.end(), frame.address());
  }

 private:
  std::vector<void*> addresses_;
};

std::string seconds(TimePoint at) {
  std::string text = std::to_string(to_seconds(at));
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text + " s";
}

std::string count(std::size_t number, const std::string& one) {
  return std::to_string(number) + " " + one + (number == 1 ? "" : "s");
}

}  // namespace

/// Looks into the lines of all resources.
class WaitSurvey {
 public:
  explicit WaitSurvey(Simulation& simulation) : simulation_(simulation) {
    std::vector<Frame> frames;
    simulation.frames_that_give_up(frames);
    for (const Frame frame : frames) giving_up_.add(frame);
    giving_up_.close();
  }

  /// Every resource with a line.
  [[nodiscard]] std::vector<Resource*> lines() const {
    std::vector<Resource*> found;
    simulation_.resources().for_each([&](Resource& resource) {
      if (!resource.line_.empty()) found.push_back(&resource);
    });
    return found;
  }

  /// The largest set in which all wait for each other: resources leave it until none has to.
  [[nodiscard]] std::vector<Resource*> circle() const {
    std::vector<Resource*> set;
    simulation_.resources().for_each([&](Resource& resource) {
      const bool may_be_stuck = resource.visits_ != nullptr && !resource.closing_ &&
                                resource.held_ > 0 && resource.held_ >= resource.units_;
      if (may_be_stuck) set.push_back(&resource);
    });
    for (std::size_t before = 0; before != set.size();) {
      before = set.size();
      FrameSet stuck;
      for (Resource* const resource : set) add_stuck(*resource, stuck);
      stuck.close();
      std::erase_if(set, [&](Resource* resource) {
        return stuck_holders(*resource, stuck) < resource->held_;
      });
    }
    std::erase_if(set, [](Resource* resource) { return resource->line_.empty(); });
    return set;
  }

  [[nodiscard]] Deadlock describe(const std::vector<Resource*>& set) const {
    Deadlock deadlock;
    deadlock.at = simulation_.now();
    std::vector<Place> oldest;
    const FrameSet holders = holders_in(set);
    for (Resource* const resource : set) {
      deadlock.lines.push_back(
          {resource->name_, resource->units_, resource->held_, resource->waiting()});
      deadlock.waiting += resource->waiting();
      resource->line_.for_each([&](Waiter& waiter) {
        const Resource::Acquire& acquire = Resource::Acquire::of(waiter);
        oldest.push_back({resource, &acquire, is_called_by(acquire, holders)});
      });
    }
    std::stable_sort(oldest.begin(), oldest.end(), [](const Place& a, const Place& b) {
      return std::tuple(!a.in_circle, a.waiter->since_, a.waiter->who_) <
             std::tuple(!b.in_circle, b.waiter->since_, b.waiter->who_);
    });
    if (oldest.size() > Deadlock::listed_max) oldest.resize(Deadlock::listed_max);
    for (const Place& place : oldest)
      deadlock.oldest.push_back({place.waiter->who_, place.waiter->since_,
                                 held_above(*place.resource, *place.waiter),
                                 place.resource->name_});
    return deadlock;
  }

  /// Precondition: somebody waits.
  [[nodiscard]] static TimePoint oldest_wait(Resource& resource) {
    if (resource.line_.discipline() == Discipline::fifo)
      return Resource::Acquire::of(resource.line_.next()).since_;
    TimePoint oldest = TimePoint::max();
    resource.line_.for_each(
        [&](Waiter& waiter) { oldest = std::min(oldest, Resource::Acquire::of(waiter).since_); });
    return oldest;
  }

  [[nodiscard]] static bool is_full(const Resource& resource) {
    return resource.visits_ != nullptr && resource.held_ >= resource.units_;
  }

 private:
  /// Somebody's place in a line.
  struct Place {
    Resource* resource;
    const Resource::Acquire* waiter;
    bool in_circle;  ///< he, or a caller of his, holds a unit of the set
  };

  [[nodiscard]] static FrameSet in_line_of(Resource& resource) {
    FrameSet in_line;
    resource.line_.for_each(
        [&](Waiter& waiter) { in_line.add(Resource::Acquire::of(waiter).wake_.handle); });
    in_line.close();
    return in_line;
  }

  [[nodiscard]] static FrameSet holders_in(const std::vector<Resource*>& set) {
    FrameSet holders;
    for (Resource* const resource : set) {
      if (resource->visits_ == nullptr) continue;
      const FrameSet in_line = in_line_of(*resource);
      resource->visits_->for_each([&](AbortableVisit& visit) {
        if (visit.frame() && !in_line.has(visit.frame())) holders.add(visit.frame());
      });
    }
    holders.close();
    return holders;
  }

  [[nodiscard]] static bool is_called_by(const Resource::Acquire& waiter, const FrameSet& holders) {
    for (Frame frame = waiter.wake_.handle; frame; frame = caller_of(frame)) {
      if (holders.has(frame)) return true;
    }
    return false;
  }

  /// The frames that wait in the line for good, and those that wait for them.
  void add_stuck(Resource& resource, FrameSet& stuck) const {
    resource.line_.for_each([&](Waiter& waiter) {
      const Resource::Acquire& acquire = Resource::Acquire::of(waiter);
      if (acquire.may_renege()) return;
      for (Frame frame = acquire.wake_.handle; frame; frame = caller_of(frame)) {
        if (giving_up_.has(frame)) return;
        stuck.add(frame);
      }
    });
  }

  [[nodiscard]] static std::size_t stuck_holders(Resource& resource, const FrameSet& stuck) {
    const FrameSet in_line = in_line_of(resource);
    std::size_t holders = 0;
    resource.visits_->for_each([&](AbortableVisit& visit) {
      const Frame frame = visit.frame();
      if (frame && stuck.has(frame) && !in_line.has(frame)) ++holders;
    });
    return holders;
  }

  /// The resources that the calls above a waiter hold, outermost first.
  [[nodiscard]] std::vector<std::string> held_above(const Resource& line,
                                                    const Resource::Acquire& waiter) const {
    std::vector<std::string> names;
    for (Frame frame = waiter.wake_.handle; frame; frame = caller_of(frame)) {
      simulation_.resources().for_each([&](Resource& resource) {
        const bool itself = frame == waiter.wake_.handle;
        if (resource.visits_ == nullptr || (itself && &resource == &line)) return;
        resource.visits_->for_each([&](AbortableVisit& visit) {
          if (visit.frame() == frame) names.insert(names.begin(), resource.name_);
        });
      });
    }
    return names;
  }

  Simulation& simulation_;
  FrameSet giving_up_;
};

std::optional<Deadlock> find_deadlock(Simulation& simulation) {
  const WaitSurvey survey(simulation);
  const std::vector<Resource*> circle = survey.circle();
  if (circle.empty()) return std::nullopt;
  return survey.describe(circle);
}

std::optional<Deadlock> find_waiting(Simulation& simulation) {
  const WaitSurvey survey(simulation);
  const std::vector<Resource*> lines = survey.lines();
  if (lines.empty()) return std::nullopt;
  return survey.describe(lines);
}

std::string to_text(const Deadlock& deadlock,
                    const std::function<std::string(std::uint64_t)>& name_of) {
  const auto named = [](const std::string& name) { return name.empty() ? "a resource" : name; };
  std::string text = "deadlock, found at " + seconds(deadlock.at) + ": " +
                     count(deadlock.waiting, "request") + " wait" +
                     (deadlock.waiting == 1 ? "s" : "") + " for ever";
  for (const Deadlock::Line& line : deadlock.lines) {
    text += "\n  " + named(line.name) + ": " + std::to_string(line.held) + " of " +
            std::to_string(line.units) + " held, " + std::to_string(line.waiting) + " waiting";
  }
  for (const Deadlock::Waiting& waiting : deadlock.oldest) {
    text += "\n  " + (name_of ? name_of(waiting.who) : "request " + std::to_string(waiting.who)) +
            " waits for " + named(waiting.wants) + " since " + seconds(waiting.since);
    for (std::size_t i = 0; i < waiting.holds.size(); ++i)
      text += (i == 0 ? " and holds " : ", ") + named(waiting.holds[i]);
  }
  if (deadlock.waiting > deadlock.oldest.size())
    text += "\n  and " + std::to_string(deadlock.waiting - deadlock.oldest.size()) + " more";
  return text;
}

bool DeadlockWatch::a_line_stands_still() const {
  bool found = false;
  simulation_.resources().for_each([&](Resource& resource) {
    found = found || (WaitSurvey::is_full(resource) && resource.waiting() > 0 &&
                      WaitSurvey::oldest_wait(resource) < last_look_);
  });
  return found;
}

std::optional<Deadlock> DeadlockWatch::look() {
  const bool suspicious = a_line_stands_still();
  last_look_ = simulation_.now();
  if (!suspicious) {
    looks_to_skip_ = skipped_ = 0;
    return std::nullopt;
  }
  if (skipped_ < looks_to_skip_) {
    ++skipped_;
    return std::nullopt;
  }
  skipped_ = 0;
  looks_to_skip_ = 2 * looks_to_skip_ + 1;
  return find_deadlock(simulation_);
}

}  // namespace tiersim
