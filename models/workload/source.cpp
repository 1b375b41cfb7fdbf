#include "models/workload/source.hpp"

#include <algorithm>

namespace tiersim {

OpenSource::OpenSource(std::unique_ptr<Client> client, std::unique_ptr<ArrivalProcess> arrivals,
                       std::vector<ClassId> classes)
    : Event(client->context().simulation()),
      client_(std::move(client)),
      arrivals_(std::move(arrivals)),
      classes_(std::move(classes)),
      requests_(client_->context().simulation()) {}

void OpenSource::schedule_next() {
  const TimePoint at = arrivals_->next_or_never();
  if (at != ArrivalProcess::never) schedule_standing(std::max(at, simulation().now()));
}

void OpenSource::fire() {
  const ClassId recorded = classes_.empty() ? Client::any_class : recorded_class();
  schedule_next();
  requests_.start(drive(recorded));
}

ClassId OpenSource::recorded_class() const {
  const std::optional<ClassId> recorded = arrivals_->last_class();
  return recorded ? classes_[*recorded] : Client::any_class;
}

Process OpenSource::drive(ClassId recorded) {
  Request request = client_->make_request(recorded);
  co_await client_->deliver(request);
}

ClosedUsers::ClosedUsers(std::unique_ptr<Client> client, UserStages stages, Distribution think)
    : client_(std::move(client)),
      stages_(std::move(stages)),
      think_(std::move(think)),
      think_draw_(client_->context().draw_number("think")),
      users_(client_->context().simulation()) {}

void ClosedUsers::start() {
  for (std::uint32_t i = 0; i < stages_.users_max(); ++i) users_.spawn(user(i));
}

Process ClosedUsers::user(std::uint32_t index) {
  const Context& context = client_->context();
  for (std::uint32_t round = 0;; ++round) {
    const std::optional<TimePoint> wanted = stages_.active_from(index, context.now());
    if (!wanted) co_return;
    if (*wanted > context.now()) co_await context.simulation().delay(*wanted - context.now());
    Request request = client_->make_request();
    co_await client_->send(request);
    // A user's thinking is its own: it does not depend on who else is there.
    RequestDraw chance(context.world.key, (static_cast<std::uint64_t>(index) << 32) | round,
                       think_draw_);
    co_await context.simulation().delay(think_.sample_duration(chance));
  }
}

}  // namespace tiersim
