#include "models/autoscaling/cron/cron_loop.hpp"

#include <utility>

namespace tiersim::cron {

CronLoop::CronLoop(Context context, Scalable& target, std::vector<ScheduleEntry> entries,
                   WallClock clock)
    : context_(std::move(context)),
      target_(target),
      scaler_(std::move(entries)),
      clock_(clock),
      loops_(context_.simulation()) {}

void CronLoop::start() {
  loops_.spawn(loop());
}

Process CronLoop::loop() {
  UtcTime done = clock_.at(context_.now()) - std::chrono::seconds(1);
  for (;;) {
    const std::optional<UtcTime> next = scaler_.next_after(done);
    if (!next) co_return;
    const Duration wait = clock_.instant_of(*next) - context_.now();
    if (wait > Duration::zero()) co_await context_.simulation().delay(wait);
    carry_out(done, *next);
    done = *next;
  }
}

void CronLoop::carry_out(UtcTime since, UtcTime now) {
  const ScheduleDecision decision = scaler_.decide(since, now, target_.replicas_spec());
  Decision record{.scaler = "cron"};
  record.current = decision.current;
  record.result = decision.desired;
  record.wanted =
      ValueRange{static_cast<double>(decision.desired), static_cast<double>(decision.desired)};
  record.reason = decision.reason;
  context_.record(std::move(record));
  if (decision.desired != decision.current)
    target_.scale_to(decision.desired, decision.reason);
  else
    context_.note("scheduled", decision.reason + "; nothing to change");
}

}  // namespace tiersim::cron
