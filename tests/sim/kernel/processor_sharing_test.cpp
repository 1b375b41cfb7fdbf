#include "sim/kernel/processor_sharing.hpp"

#include "sim/chance/stream.hpp"
#include "sim/kernel/process.hpp"
#include "tests/sim/kernel/trace.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

struct Fixture {
  Simulation simulation;
  Trace trace{simulation};
  ProcessScope jobs{simulation};

  Process job(ProcessorSharing& cpu, std::string name, Duration at, Duration demand) {
    co_await simulation.delay(at);
    co_await cpu.use(demand);
    trace.note(name);
  }
};

}  // namespace

TEST_CASE("two jobs share one core", "[kernel]") {
  Fixture world;
  ProcessorSharing cpu(world.simulation, {.cores = 1});
  world.jobs.start(world.job(cpu, "a", 0ms, 10ms));
  world.jobs.start(world.job(cpu, "b", 4ms, 2ms));
  world.jobs.start(world.job(cpu, "none", 5ms, 0ms));
  world.simulation.run_until(TimePoint{6ms});
  CHECK(cpu.jobs() == 2);
  CHECK(cpu.used_core_seconds() == Approx(6e-3));
  world.simulation.run_to_exhaustion();
  // a alone until 4 (6 left); both at half until 8 (a 4 left); a alone until 12.
  CHECK(world.trace.text() == "5:none 8:b 12:a");
  CHECK(cpu.used_core_seconds() == Approx(12e-3));
  CHECK(cpu.throttled_seconds() == 0.0);
}

TEST_CASE("a job is one thread: never faster than one core", "[kernel]") {
  Fixture world;
  ProcessorSharing cpu(world.simulation, {.cores = 2});
  world.jobs.start(world.job(cpu, "a", 0ms, 6ms));
  world.jobs.start(world.job(cpu, "b", 0ms, 6ms));
  world.jobs.start(world.job(cpu, "c", 2ms, 6ms));
  world.simulation.run_to_exhaustion();
  // Until 2 each at 1; then three at 2/3: a and b have 4 left, end at 8; c has 2 left at 1, ends
  // at 10.
  CHECK(world.trace.text() == "8:a 8:b 10:c");
  CHECK(cpu.used_core_seconds() == Approx(18e-3));
}

TEST_CASE("half a core is half the speed", "[kernel]") {
  Fixture world;
  ProcessorSharing cpu(world.simulation, {.cores = 0.5});
  world.jobs.start(world.job(cpu, "a", 0ms, 3ms));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "6:a");
}

TEST_CASE("a quota of half a core stops the job at half of every period", "[kernel]") {
  Fixture world;
  ProcessorSharing cpu(world.simulation, {.cores = 2, .quota = 0.5});
  world.jobs.start(world.job(cpu, "a", 0ms, 120ms));
  world.simulation.run_until(TimePoint{70ms});
  CHECK(cpu.throttled_seconds() == Approx(20e-3));
  world.simulation.run_to_exhaustion();
  // 0-50 and 100-150 run, 200-220 the rest.
  CHECK(world.trace.text() == "220:a");
  CHECK(cpu.used_core_seconds() == Approx(120e-3));
  CHECK(cpu.throttled_seconds() == Approx(100e-3));
}

TEST_CASE("more threads use up the quota sooner; who comes while all stand still waits too",
          "[kernel]") {
  Fixture world;
  ProcessorSharing cpu(world.simulation, {.cores = 4, .quota = 1});
  for (const char* name : {"a", "b", "c", "d"}) world.jobs.start(world.job(cpu, name, 50ms, 40ms));
  world.jobs.start(world.job(cpu, "late", 90ms, 1ms));
  world.simulation.run_to_exhaustion();
  // Four cores from 50 use 100 ms of CPU by 75; from 100 five jobs at 0.8: late is done at 101.25
  // (each has 14 left), then four at 1 until 115.25.
  CHECK(world.trace.text() == "101.25:late 115.25:a 115.25:b 115.25:c 115.25:d");
  CHECK(cpu.throttled_seconds() == Approx(25e-3));
  CHECK(cpu.used_core_seconds() == Approx(161e-3));
}

TEST_CASE("a budget that lasts to the end of its period does not throttle", "[kernel]") {
  Fixture world;
  ProcessorSharing cpu(world.simulation, {.cores = 2, .quota = 1});
  world.jobs.start(world.job(cpu, "a", 0ms, 250ms));
  world.jobs.start(world.job(cpu, "b", 320ms, 80ms));
  world.jobs.start(world.job(cpu, "c", 380ms, 15ms));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "250:a 395:c 400:b");
  CHECK(cpu.throttled_seconds() == 0.0);
}

TEST_CASE("an idle CPU begins a new period with a new budget", "[kernel]") {
  Fixture world;
  ProcessorSharing cpu(world.simulation, {.cores = 1, .quota = 0.2});
  world.jobs.start(world.job(cpu, "a", 10ms, 20ms));  // uses up the budget exactly, and is done
  world.jobs.start(world.job(cpu, "b", 50ms, 5ms));   // has to wait for the next period
  world.jobs.start(world.job(cpu, "c", 230ms, 20ms));
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "30:a 105:b 250:c");
  CHECK(cpu.throttled_seconds() == Approx(50e-3));
}

TEST_CASE("who leaves early gives the others its share", "[kernel]") {
  Fixture world;
  ProcessorSharing cpu(world.simulation, {.cores = 1});
  ProcessScope doomed(world.simulation);
  world.jobs.start(world.job(cpu, "a", 0ms, 10ms));
  doomed.start(world.job(cpu, "b", 0ms, 10ms));
  ActionEvent kill(world.simulation, TimePoint{8ms}, [&doomed] { doomed.destroy_all(); });
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "14:a");
  CHECK(cpu.used_core_seconds() == Approx(14e-3));
}

TEST_CASE("jobs that end together may be destroyed before they go on", "[kernel]") {
  Fixture world;
  ProcessorSharing cpu(world.simulation, {.cores = 2});
  ProcessScope doomed(world.simulation);
  doomed.start(world.job(cpu, "a", 0ms, 3ms));
  doomed.start(world.job(cpu, "b", 0ms, 3ms));
  world.simulation.run_until(TimePoint{2ms});
  doomed.destroy_all();
  CHECK(cpu.jobs() == 0);
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.entries().empty());
}

TEST_CASE("a slow node and a fast one", "[kernel]") {
  Fixture world;
  ProcessorSharing cpu(world.simulation, {.cores = 1});
  world.jobs.start(world.job(cpu, "a", 0ms, 10ms));
  ActionEvent slow(world.simulation, TimePoint{4ms}, [&cpu] { cpu.set_speed(0.25); });
  ActionEvent fast(world.simulation, TimePoint{12ms}, [&cpu] { cpu.set_speed(4.0); });
  world.simulation.run_to_exhaustion();
  CHECK(world.trace.text() == "13:a");
  CHECK(cpu.used_core_seconds() == Approx(13e-3));
}

TEST_CASE("at any speed, quota and number of jobs every job ends and work is conserved",
          "[kernel]") {
  Stream chance(99);
  for (const double speed : {0.3, 1.0, 1.7, 4.0, 13.0}) {
    for (const double quota : {0.7, 1.5, ProcessorSharing::unlimited}) {
      Fixture world;
      ProcessorSharing cpu(world.simulation, {.cores = 2.5, .quota = quota});
      cpu.set_speed(speed);
      Duration work{};
      for (int i = 0; i < 300; ++i) {
        const Duration demand{static_cast<std::int64_t>(1 + chance.below(20'000'000))};
        work += demand;
        world.jobs.start(world.job(
            cpu, "j", Duration{static_cast<std::int64_t>(chance.below(3'000'000'000))}, demand));
      }
      world.simulation.run_to_exhaustion();
      CHECK(world.trace.entries().size() == 300);
      CHECK(cpu.used_core_seconds() == Approx(to_seconds(work) / speed).epsilon(1e-6));
      CHECK(world.simulation.events() < 20'000);
    }
  }
}
