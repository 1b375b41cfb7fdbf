#include "lab/result/result_csv.hpp"

#include <sstream>

#include "tests/support/catch.hpp"

using namespace tiersim::lab;

TEST_CASE("series.csv has a row per instant and column, empty where nothing was measured",
          "[result]") {
  std::ostringstream out;
  write_series_csv(
      out, {{0, 0.5},
            {{"requests", "offered_per_s", {10, 12.25}}, {"api", "waiting", {not_measured, 3}}}});
  CHECK(out.str() ==
        "time_s,component,metric,value\n"
        "0,requests,offered_per_s,10\n"
        "0,api,waiting,\n"
        "0.5,requests,offered_per_s,12.25\n"
        "0.5,api,waiting,3\n");
}

TEST_CASE("timeline.csv quotes what needs it", "[result]") {
  std::ostringstream out;
  write_timeline_csv(out, {{15, "api", "scale_up", "3 -> 4, cpu 70 %"},
                           {20, "db", "fault", "say \"no\"\nthen die"}});
  CHECK(out.str() ==
        "time_s,component,event,detail\n"
        "15,api,scale_up,\"3 -> 4, cpu 70 %\"\n"
        "20,db,fault,\"say \"\"no\"\"\nthen die\"\n");
}

TEST_CASE("empty results give the headings alone", "[result]") {
  std::ostringstream out;
  write_series_csv(out, {});
  write_timeline_csv(out, {});
  CHECK(out.str() == "time_s,component,metric,value\ntime_s,component,event,detail\n");
}
