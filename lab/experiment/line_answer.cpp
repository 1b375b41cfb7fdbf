#include "lab/experiment/line_answer.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "lab/experiment/theory_law.hpp"
#include "models/theory/arrivals/two_moment.hpp"
#include "models/theory/impatience.hpp"
#include "models/theory/mdc.hpp"
#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/mmck.hpp"

namespace tiersim::lab {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

bool is_exponential(const LineQuestion& question) {
  return question.law && question.law->kind() == "exponential";
}

std::string percent(double share) {
  return fmt::format("{:.2g} %", share * 100);
}

LineAnswer with_places(const LineQuestion& q) {
  const int places = q.servers + *q.waiting_max;
  const theory::MMcKQueue queue(q.arrival_rate_per_s, 1 / q.service_s, q.servers, places);
  return {queue.means.wait_s,
          queue.means.sojourn_s,
          queue.sojourn_quantile_s(0.95),
          fmt::format("M/M/{}/{}", q.servers, places),
          true,
          fmt::format("{} of its requests find the line full", percent(queue.loss_probability))};
}

LineAnswer with_patience(const LineQuestion& q) {
  const theory::ImpatientQueue queue(q.arrival_rate_per_s, 1 / q.service_s, q.servers,
                                     theory::Law::deterministic(to_seconds(*q.patience)));
  return {queue.served_wait_s,
          queue.served_wait_s + q.service_s,
          unknown,
          fmt::format("M/M/{}+D", q.servers),
          true,
          fmt::format("{} of its requests leave the line", percent(queue.abandon_probability))};
}

/// Poisson arrivals, no limits, stable.
std::optional<LineAnswer> exact_line(const LineQuestion& q) {
  if (is_exponential(q)) {
    const auto queue = theory::MMcQueue::solve(q.arrival_rate_per_s, 1 / q.service_s, q.servers);
    return LineAnswer{queue->means.wait_s, queue->means.sojourn_s, queue->sojourn_quantile_s(0.95),
                      fmt::format("M/M/{}", q.servers), true};
  }
  if (q.law && q.law->is_deterministic()) {
    const auto queue = theory::MDcQueue::solve(q.arrival_rate_per_s, q.service_s, q.servers);
    return LineAnswer{queue->means.wait_s, queue->means.sojourn_s,
                      queue->wait_quantile_s(0.95) + q.service_s, fmt::format("M/D/{}", q.servers),
                      true};
  }
  if (q.servers > 1) return std::nullopt;
  // Pollaczek and Khinchine: two moments are enough for the mean.
  const double wait =
      theory::vut_wait_s({q.arrival_rate_per_s, 1 / q.service_s, 1, 1, q.service_scv});
  LineAnswer found{wait, wait + q.service_s, unknown, "M/G/1", true};
  const auto service = q.law ? law_of(*q.law) : std::nullopt;
  if (!service) return found;
  if (const auto queue = theory::MG1Queue::solve(q.arrival_rate_per_s, *service))
    found.sojourn_p95_s = sojourn_quantile_s(*queue, *service, 0.95);
  return found;
}

LineAnswer approximated(const LineQuestion& q) {
  const double wait = theory::allen_cunneen_wait_s(
      {q.arrival_rate_per_s, 1 / q.service_s, q.servers, q.arrival_scv, q.service_scv});
  return {wait, wait + q.service_s, unknown, fmt::format("GI/G/{}", q.servers), false};
}

/// Means hold for every order that does not look at the request; percentiles are FIFO's.
void account_for_order(Discipline discipline, LineAnswer& found) {
  if (discipline == Discipline::fifo) return;
  found.sojourn_p95_s = unknown;
  const bool blind = discipline == Discipline::lifo || discipline == Discipline::random;
  found.exact = found.exact && blind;
  found.note += std::string(found.note.empty() ? "" : "; ") +
                (blind ? "percentiles depend on the order of service" : "means are those of FIFO");
}

}  // namespace

LineAnswer answer(const LineQuestion& q) {
  const bool textbook = q.poisson && is_exponential(q) && q.discipline == Discipline::fifo;
  if (textbook && q.waiting_max && !q.patience) return with_places(q);
  if (textbook && q.patience && !q.waiting_max) return with_patience(q);
  LineAnswer found{unknown, unknown, unknown, "", false};
  if (q.arrival_rate_per_s * q.service_s < q.servers) {
    const std::optional<LineAnswer> exact = q.poisson ? exact_line(q) : std::nullopt;
    found = exact ? *exact : approximated(q);
  }
  account_for_order(q.discipline, found);
  if (q.waiting_max || q.patience) {
    found.exact = false;
    found.note += std::string(found.note.empty() ? "" : "; ") + "its limits are left out";
  }
  return found;
}

}  // namespace tiersim::lab
