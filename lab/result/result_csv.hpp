#pragma once
#include <iosfwd>

#include "lab/result/result.hpp"

namespace tiersim::lab {

/// series.csv, long form "time_s,component,metric,value" (RFC 4180, LF line ends), by time; empty:
/// not measured.
void write_series_csv(std::ostream& out, const Series& series);

/// timeline.csv: "time_s,component,event,detail" (RFC 4180, LF line ends). The decisions of
/// autoscalers stand among the events, as the event "decision"; of the same instant, before them.
void write_timeline_csv(std::ostream& out, const std::vector<TimelineEvent>& timeline,
                        const std::vector<ScalingDecision>& decisions = {});

}  // namespace tiersim::lab
