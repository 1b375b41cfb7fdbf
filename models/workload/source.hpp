#pragma once
#include <memory>
#include <vector>

#include "models/workload/arrival_process.hpp"
#include "models/workload/client.hpp"
#include "models/workload/user_stages.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/simulation.hpp"

namespace tiersim {

/// Sends requests into the house from the start of the run on.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  virtual void start() = 0;
  /// Destroys the requests under way; the house is being taken down.
  virtual void evacuate() = 0;
};

/// Open arrivals: the next request does not wait for the answer to the last one.
class OpenSource final : public Source, private Event {
 public:
  /// `classes`: what the classes that the arrivals know are called here; empty when they know none.
  OpenSource(std::unique_ptr<Client> client, std::unique_ptr<ArrivalProcess> arrivals,
             std::vector<ClassId> classes = {});

  void start() override { schedule_next(); }

  void evacuate() override { requests_.destroy_all(); }

 private:
  void fire() override;
  void schedule_next();
  /// Of the arrival that was returned last.
  [[nodiscard]] ClassId recorded_class() const;
  Process drive(ClassId recorded);

  std::unique_ptr<Client> client_;
  std::unique_ptr<ArrivalProcess> arrivals_;
  std::vector<ClassId> classes_;
  ProcessScope requests_;
};

/// Closed users: each sends a request, waits for its answer, thinks, and sends the next. A failure
/// is answered by thinking, like a success; a user who is no longer wanted stops after the answer
/// in hand.
class ClosedUsers final : public Source {
 public:
  ClosedUsers(std::unique_ptr<Client> client, UserStages stages, Distribution think);

  void start() override;

  void evacuate() override { users_.destroy_all(); }

 private:
  Process user(std::uint32_t index);

  std::unique_ptr<Client> client_;
  UserStages stages_;
  Distribution think_;
  std::uint32_t think_draw_;
  ProcessScope users_;
};

}  // namespace tiersim
