#include "lab/scenario/arrivals_builder.hpp"

#include <utility>
#include <variant>
#include <vector>

#include "models/workload/count_trace_arrivals.hpp"
#include "models/workload/modulated_arrivals.hpp"
#include "models/workload/poisson_arrivals.hpp"
#include "models/workload/renewal_arrivals.hpp"
#include "models/workload/timestamp_arrivals.hpp"
#include "models/workload/uniform_arrivals.hpp"

namespace tiersim::lab {

namespace {

RateProfile profile_of(const std::vector<Point<Rate>>& points) {
  std::vector<RatePoint> profile;
  profile.reserve(points.size());
  for (const auto& point : points) profile.push_back({TimePoint{point.at}, point.value.per_s});
  return RateProfile(std::move(profile));
}

std::vector<ModulatedArrivals::State> states_of(const std::vector<ArrivalState>& specs) {
  std::vector<ModulatedArrivals::State> states;
  states.reserve(specs.size());
  for (const ArrivalState& spec : specs)
    states.push_back({.per_s = spec.rate.per_s, .mean_stay_s = to_seconds(spec.stay)});
  return states;
}

}  // namespace

std::unique_ptr<ArrivalProcess> open_arrivals(const ArrivalsSpec& spec, Stream stream) {
  switch (spec.process) {
    case ArrivalKind::Poisson:
      return std::make_unique<PoissonArrivals>(profile_of(spec.rate), stream);
    case ArrivalKind::Renewal:
      return std::make_unique<RenewalArrivals>(*spec.interarrival, stream);
    case ArrivalKind::Uniform:
      return std::make_unique<UniformArrivals>(profile_of(spec.rate));
    case ArrivalKind::Modulated:
      return std::make_unique<ModulatedArrivals>(states_of(spec.states), stream);
  }
  return nullptr;
}

std::unique_ptr<ArrivalProcess> trace_arrivals(const TraceSpec& spec, const LoadedTrace& trace,
                                               Stream stream) {
  if (const auto* counts = std::get_if<std::shared_ptr<const CountTrace>>(&trace.data)) {
    CountTraceArrivals::Params params;
    params.process = spec.process == TracePlacement::Poisson   ? IntervalProcess::poisson
                     : spec.process == TracePlacement::Uniform ? IntervalProcess::uniform
                                                               : IntervalProcess::batch;
    params.rate_scale = spec.rate_scale;
    params.speed = spec.speed;
    return std::make_unique<CountTraceArrivals>(*counts, params, stream);
  }
  return std::make_unique<TimestampArrivals>(
      std::get<std::shared_ptr<const TimestampTrace>>(trace.data),
      TimestampArrivals::Params{.rate_scale = spec.rate_scale, .speed = spec.speed, .start = {}});
}

}  // namespace tiersim::lab
