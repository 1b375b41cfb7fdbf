#include "models/theory/station_estimate.hpp"

#include <cmath>
#include <limits>

#include "models/theory/ctmc.hpp"
#include "models/theory/erlang.hpp"
#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/poisson.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

namespace {

StationInput station(double rate, double service, double scv, int servers) {
  StationInput input;
  input.arrival_rate_per_s = rate;
  input.mean_service_s = service;
  input.service_scv = scv;
  input.servers = servers;
  return input;
}

StationInput exponential(double rate, double service, int servers) {
  StationInput input = station(rate, service, 1, servers);
  input.exponential_service = true;
  return input;
}

/// Loss in M/D/1/K: the number left behind by departures, corrected for the arrivals turned away.
double constant_service_loss(double rho, int places) {
  const auto size = static_cast<std::size_t>(places);
  const auto arrivals = poisson_weights(rho, places);
  MarkovChain chain(size);
  for (std::size_t n = 0; n < size; ++n) {
    const std::size_t left = n > 0 ? n - 1 : 0;
    double rest = 1;
    for (std::size_t k = 0; left + k + 1 < size; ++k) {
      chain.add(n, left + k, static_cast<double>(arrivals[k]));
      rest -= static_cast<double>(arrivals[k]);
    }
    chain.add(n, size - 1, rest);
  }
  return 1 - 1 / (chain.stationary()[0] + rho);
}

}  // namespace

TEST_CASE("exact where a queue is known, and says which", "[theory]") {
  const StationEstimate many = estimate_station(exponential(45, 0.1, 5));
  CHECK(many.exactness == Exactness::exact);
  CHECK(many.method == "Erlang C");
  CHECK(many.wait_s == Approx(mmc_mean_wait(5, 45, 0.1)));
  CHECK(*many.sojourn_p99_s == Approx(MMcQueue::solve(45, 10, 5)->sojourn_quantile_s(0.99)));
  CHECK(many.quantile_exactness == Exactness::exact);

  const StationEstimate one = estimate_station(station(80, 0.01, 4, 1));
  CHECK(one.exactness == Exactness::exact);
  CHECK(one.method == "Pollaczek-Khinchine");
  CHECK(one.wait_s == Approx(mg1_mean_wait(80, 0.01, 2)));
  CHECK(one.quantile_exactness == Exactness::approximation);

  const StationEstimate constant = estimate_station(station(80, 0.01, 0, 1));
  CHECK(constant.wait_s == Approx(0.02));
  CHECK(*constant.sojourn_p95_s ==
        Approx(0.01 + MG1Queue::solve(80, Law::deterministic(0.01))->wait_quantile_s(0.95)));
}

TEST_CASE("a known law of the service makes quantiles of M/G/1 exact", "[theory]") {
  StationInput stages = station(0.8, 1, 0.5, 1);
  stages.service_law = Law::erlang(2, 2);
  const StationEstimate estimate = estimate_station(stages);
  CHECK(estimate.quantile_exactness == Exactness::exact);
  CHECK(*estimate.wait_p99_s == MG1Queue::solve(0.8, Law::erlang(2, 2))->wait_quantile_s(0.99));
  // Of exponential service the sojourn is exponential.
  StationInput plain = station(0.8, 1, 1, 1);
  plain.service_law = Law::exponential(1);
  CHECK(*estimate_station(plain).sojourn_p95_s == Approx(5 * std::log(20.0)).epsilon(1e-9));
  // The quantile of a sum lies between those of its parts and their sum.
  CHECK(*estimate.sojourn_p95_s > *estimate.wait_p95_s);
  CHECK(*estimate.sojourn_p95_s < *estimate.wait_p95_s + 2.4);  // p95 of the service: 2.37
}

TEST_CASE("a model has its name in Kendall's notation", "[theory]") {
  StationInput input = exponential(3, 1, 4);
  CHECK(estimate_station(input).model == "M/M/4");
  input.waiting_places = 3;
  CHECK(estimate_station(input).model == "M/M/4/7");
  input.waiting_places.reset();
  input.patience_s = 1;
  CHECK(estimate_station(input).model == "M/M/4+D");
  CHECK(estimate_station(station(3, 1, 0, 4)).model == "M/D/4");
  CHECK(estimate_station(station(3, 1, 2, 4)).model == "M/G/4");
  StationInput bursty = station(3, 1, 2, 4);
  bursty.poisson_arrivals = false;
  CHECK(estimate_station(bursty).model == "GI/G/4");
  CHECK(estimate_station(exponential(9, 1, 4)).model.empty());
}

TEST_CASE("limited lines: losses", "[theory]") {
  StationInput none = station(3, 1, 7, 5);  // no line: any law of the service
  none.waiting_places = 0;
  const StationEstimate loss = estimate_station(none);
  CHECK(loss.exactness == Exactness::exact);
  CHECK(loss.method == "Erlang B");
  CHECK(loss.loss_probability == Approx(erlang_b(5, 3)));
  CHECK(loss.utilization == Approx(0.6 * (1 - loss.loss_probability)));

  StationInput line = exponential(5, 0.2, 1);
  line.waiting_places = 1;
  CHECK(estimate_station(line).loss_probability == Approx(1.0 / 3));
  CHECK(estimate_station(line).method == "M/M/c/K");
}

TEST_CASE("limited lines of other services are approximated, and say so", "[theory]") {
  for (const double rho : {0.8, 0.95, 1.2}) {
    StationInput line = station(rho, 1, 0, 1);
    line.waiting_places = 4;
    const StationEstimate estimate = estimate_station(line);
    CHECK(estimate.exactness == Exactness::approximation);
    CHECK(estimate.method == "Kimura");
    CHECK(estimate.loss_probability == Approx(constant_service_loss(rho, 5)).epsilon(0.04));
    CHECK(estimate.throughput_per_s == Approx(rho * (1 - estimate.loss_probability)));
  }
  // The same formula for exponential service is M/M/c/K.
  StationInput line = station(5, 1, 1, 4);
  line.waiting_places = 3;
  StationInput known = exponential(5, 1, 4);
  known.waiting_places = 3;
  const StationEstimate estimate = estimate_station(line);
  const StationEstimate exact = estimate_station(known);
  CHECK(estimate.loss_probability == Approx(exact.loss_probability).epsilon(1e-12));
  CHECK(estimate.wait_s == Approx(exact.wait_s).epsilon(1e-12));
  CHECK(estimate.wait_probability == Approx(exact.wait_probability).epsilon(1e-12));
  line.service_scv = 0;  // far overload
  line.arrival_rate_per_s = 20;
  CHECK(estimate_station(line).exactness == Exactness::does_not_apply);
}

TEST_CASE("several servers and general service", "[theory]") {
  const double wait = mmc_mean_wait(8, 7, 1);
  const StationEstimate wide = estimate_station(station(7, 1, 5, 8));
  CHECK(wide.method == "Lee-Longton");
  CHECK(wide.wait_s == Approx(3 * wait));
  CHECK(wide.exactness == Exactness::approximation);
  // Below exponential variability the wait falls to that of constant service, which is exact.
  const StationEstimate constant = estimate_station(station(7, 1, 0, 8));
  CHECK(constant.method == "M/D/c (Crommelin)");
  const StationEstimate narrow = estimate_station(station(7, 1, 1e-9, 8));
  CHECK(narrow.method == "Page-Cosmetatos");
  CHECK(narrow.wait_s == Approx(constant.wait_s).epsilon(0.01));
  StationInput bursty = station(7, 1, 1, 8);
  bursty.poisson_arrivals = false;
  bursty.arrival_scv = 4;
  CHECK(estimate_station(bursty).method == "Allen-Cunneen");
  CHECK(estimate_station(bursty).wait_s == Approx(2.5 * wait));
}

TEST_CASE("approximate quantiles are exact for M/M/1 and near for M/G/1", "[theory]") {
  const StationEstimate plain = estimate_station(station(0.8, 1, 1, 1));
  CHECK(*plain.sojourn_p99_s == Approx(5 * std::log(100.0)));
  const Law service = Law::erlang(2, 2);
  const StationEstimate stages = estimate_station(station(0.8, 1, 0.5, 1));
  CHECK(*stages.wait_p99_s ==
        Approx(MG1Queue::solve(0.8, service)->wait_quantile_s(0.99)).epsilon(0.03));
}

TEST_CASE("hardly any wait, constant service: the sojourn is the service", "[theory]") {
  StationInput idle = station(111, 0.027, 0, 18);
  idle.poisson_arrivals = false;
  idle.arrival_scv = 2;
  const StationEstimate estimate = estimate_station(idle);
  CHECK(estimate.method == "Allen-Cunneen");
  CHECK(*estimate.wait_p99_s == 0);
  CHECK(*estimate.sojourn_p99_s == Approx(0.027).epsilon(1e-3));
}

TEST_CASE("processor sharing", "[theory]") {
  StationInput shared = station(0.8, 1, 30, 1);
  shared.discipline = StationInput::Discipline::processor_sharing;
  const StationEstimate estimate = estimate_station(shared);
  CHECK(estimate.exactness == Exactness::exact);
  CHECK(estimate.sojourn_s == Approx(5));
  CHECK(estimate.wait_probability == 0);
  CHECK_FALSE(estimate.sojourn_p95_s);
  shared.service_scv = 1;
  shared.exponential_service = true;
  CHECK(*estimate_station(shared).sojourn_p95_s > 3 * 5);
}

TEST_CASE("patience", "[theory]") {
  StationInput input = exponential(1, 1, 1);
  input.patience_s = 2;
  const StationEstimate estimate = estimate_station(input);
  CHECK(estimate.exactness == Exactness::exact);
  CHECK(estimate.loss_probability == Approx(0.25));
  CHECK(estimate.wait_probability == Approx(2.0 / 3));  // of those served
  input.exponential_service = false;
  CHECK(estimate_station(input).exactness == Exactness::approximation);
}

TEST_CASE("where nothing applies, the reason is given", "[theory]") {
  const StationEstimate overloaded = estimate_station(exponential(10, 1, 10));
  CHECK(overloaded.exactness == Exactness::does_not_apply);
  CHECK(overloaded.offered_load == 1);
  CHECK(overloaded.reason == "The offered load reaches the capacity: the line grows without end.");
  StationInput odd = station(1, 0.1, 1, 1);
  odd.poisson_arrivals = false;
  odd.waiting_places = 3;
  CHECK(estimate_station(odd).exactness == Exactness::does_not_apply);
  CHECK_FALSE(estimate_station(odd).reason.empty());
  const double infinity = std::numeric_limits<double>::infinity();
  const StationEstimate heavy = estimate_station(station(0.5, 1, infinity, 1));
  CHECK(std::isinf(heavy.wait_s));
  CHECK(heavy.quantile_exactness == Exactness::does_not_apply);
}
