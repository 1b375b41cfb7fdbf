#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>

#include "bench/models/open_queue.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/kernel/station.hpp"
#include "sim/kernel/task.hpp"
#include "sim/kernel/within.hpp"

// Where the customers of an OpenQueue are served, and what they do there.

namespace tiersim::bench {

template <std::size_t servers>
struct OnStation {
  explicit OnStation(Simulation& simulation) : station(simulation, {.servers = servers}) {}

  static Process customer(OpenQueue<OnStation>& queue) {
    const TimePoint arrived = queue.now();
    const Duration service = queue.draw_service();
    co_await queue.place().station.visit(service);
    queue.leave(arrived);
  }

  Station station;
};

inline constexpr Duration client_timeout = 30s;

/// A timer of 30 s that does nothing when it expires.
class ClientTimeout final : private Timer {
 public:
  void arm(Simulation& simulation) { Timer::arm(simulation, client_timeout); }

  using Timer::disarm;

 private:
  void expire() override {}
};

/// Nothing is armed.
struct NoTimeout {
  void arm(Simulation&) {}

  void disarm() {}
};

/// The same without coroutines: customers are objects that come again and again.
template <std::size_t servers, class Timeout = NoTimeout>
class OnStationAsCustomers {
 public:
  using Queue = OpenQueue<OnStationAsCustomers>;

  class Customer final : public Station::Customer {
   public:
    explicit Customer(Station& station) : Station::Customer(station) {}

    void come(Queue& queue) {
      queue_ = &queue;
      arrived_ = queue.now();
      timeout_.arm(queue.simulation());
      enter(queue.draw_service());
    }

   private:
    void leave(const Station::Result&) override {
      timeout_.disarm();
      queue_->leave(arrived_);
      next_ = std::exchange(queue_->place().outside_, this);
    }

    friend OnStationAsCustomers;
    Queue* queue_ = nullptr;
    Customer* next_ = nullptr;  ///< outside
    TimePoint arrived_;
    [[no_unique_address]] Timeout timeout_;
  };

  explicit OnStationAsCustomers(Simulation& simulation)
      : station_(simulation, {.servers = servers}) {
    for (std::size_t i = 0; i < servers + 400; ++i) {  // more than are ever there at once
      Customer& customer = customers_.emplace_back(station_);
      customer.next_ = std::exchange(outside_, &customer);
    }
  }

  void receive(Queue& queue) {
    Customer* customer = outside_;
    if (customer == nullptr) customer = &customers_.emplace_back(station_);
    outside_ = customer->next_;
    customer->come(queue);
  }

 private:
  Station station_;
  std::deque<Customer> customers_;
  Customer* outside_ = nullptr;
};

template <std::size_t servers>
struct OnResource {
  explicit OnResource(Simulation& simulation) : units(simulation, servers) {}

  static Process customer(OpenQueue<OnResource>& queue) {
    const TimePoint arrived = queue.now();
    const Duration service = queue.draw_service();
    {
      const Lease lease = co_await queue.place().units.acquire();
      co_await queue.simulation().delay(service);
    }
    queue.leave(arrived);
  }

  Resource units;
};

/// Arms a timer on arrival and takes it back on departure.
template <std::size_t servers>
struct OnStationWithTimer {
  explicit OnStationWithTimer(Simulation& simulation) : station(simulation, {.servers = servers}) {}

  static Process customer(OpenQueue<OnStationWithTimer>& queue) {
    const TimePoint arrived = queue.now();
    const Duration service = queue.draw_service();
    ClientTimeout timeout;
    timeout.arm(queue.simulation());
    co_await queue.place().station.visit(service);
    timeout.disarm();
    queue.leave(arrived);
  }

  Station station;
};

/// Would leave the line after 30 s: armed only while it waits.
template <std::size_t servers>
struct OnStationWithPatience {
  explicit OnStationWithPatience(Simulation& simulation)
      : station(simulation, {.servers = servers}) {}

  static Process customer(OpenQueue<OnStationWithPatience>& queue) {
    const TimePoint arrived = queue.now();
    const Duration service = queue.draw_service();
    co_await queue.place().station.visit(service, {.patience = client_timeout});
    queue.leave(arrived);
  }

  Station station;
};

/// A visit in a coroutine of its own, as a call of a service is.
inline Task<Station::Result> call(Station& station, Duration service) {
  const Station::Result result = co_await station.visit(service);
  co_return result;
}

template <std::size_t servers>
struct OnCall {
  explicit OnCall(Simulation& simulation) : station(simulation, {.servers = servers}) {}

  static Process customer(OpenQueue<OnCall>& queue) {
    const TimePoint arrived = queue.now();
    const Duration service = queue.draw_service();
    co_await call(queue.place().station, service);
    queue.leave(arrived);
  }

  Station station;
};

/// The same call, given up after 30 s.
template <std::size_t servers>
struct OnCallWithin {
  explicit OnCallWithin(Simulation& simulation)
      : station(simulation, {.servers = servers}), abandoned(simulation) {}

  static Process customer(OpenQueue<OnCallWithin>& queue) {
    const TimePoint arrived = queue.now();
    const Duration service = queue.draw_service();
    co_await within(queue.place().abandoned, client_timeout, call(queue.place().station, service));
    queue.leave(arrived);
  }

  Station station;
  ProcessScope abandoned;
};

}  // namespace tiersim::bench
