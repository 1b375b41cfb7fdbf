#include "tests/queueing/networks/networks_replay.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <optional>
#include <ostream>
#include <thread>

#include "sim/statistics/multiple_testing.hpp"

namespace tiersim::queueing::networks {

namespace {

constexpr std::uint32_t replications = 64;

std::map<std::string, Model> models() {
  std::map<std::string, Model> all = network_models();
  all.merge(arrival_models());
  all.merge(balancing_models());
  all.merge(transient_models());
  return all;
}

/// Replications side by side; which thread plays which makes no difference.
std::vector<Readings> replicate(const Case& reference, Model model, double length,
                                std::uint64_t seed, unsigned threads) {
  std::vector<Readings> readings(replications);
  std::vector<std::exception_ptr> thrown(replications);
  std::atomic<std::uint32_t> next{0};
  const auto work = [&] {
    for (std::uint32_t r = next++; r < replications; r = next++) {
      try {
        model(reference, RunKey{seed, r}, length, readings[r]);
      } catch (...) {
        thrown[r] = std::current_exception();
        next = replications;
      }
    }
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < threads; ++i) workers.emplace_back(work);
    work();
  }
  for (const auto& exception : thrown)
    if (exception) std::rethrow_exception(exception);
  return readings;
}

double events_of(const std::vector<Readings>& readings) {
  double events = 0;
  for (const Readings& replication : readings) events += static_cast<double>(replication.events());
  return events;
}

std::string too_long(const Verdict& verdict, double events) {
  char text[200];
  std::snprintf(text, sizeof text,
                "a sharp %s would take some %.0f million events, more than a case may have",
                verdict.bluntest.c_str(), events / 1e6);
  return text;
}

struct Simulated {
  std::string path;
  Json file;
  std::vector<std::size_t> cases;  ///< indices of those to simulate
};

std::vector<Simulated> files_under(const std::filesystem::path& folder,
                                   const std::map<std::string, Model>& known) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Simulated> files;
  for (const auto& path : paths) {
    std::ifstream in(path);
    Json file = Json::parse(in, nullptr, false);
    if (!file.is_object() || file.value("format", "") != "tiersim-queueing-vectors/1") continue;
    Simulated simulated{path.lexically_relative(folder).generic_string(), std::move(file), {}};
    const Json& cases = simulated.file.at("cases");
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const auto kind = cases[i].at("kind").get<std::string>();
      const bool true_of_system = kind == "exact" || kind == "fluid";
      if (true_of_system && known.contains(cases[i].at("model").get<std::string>()))
        simulated.cases.push_back(i);
    }
    if (!simulated.cases.empty()) files.push_back(std::move(simulated));
  }
  return files;
}

}  // namespace

CaseResult replay_case(const Json& reference_case, Model model, double error,
                       const ReplayParams& params) {
  const Case reference{reference_case.at("parameters"), reference_case.at("expect")};
  const std::vector<Expected> expected = expected_of(reference_case);
  CaseResult result;
  double length = 4'000;
  // Each round has draws of its own: that one was too short is no news of the next.
  for (std::uint64_t round = 0; round < 8; ++round) {
    std::vector<Readings> readings;
    try {
      readings = replicate(reference, model, length, params.seed + round, params.threads);
    } catch (const Unaffordable& reason) {
      return {CaseResult::End::skipped, {reason.what()}, result.events};
    }
    const double events = events_of(readings);
    result.events += events;
    const Verdict verdict = judge(expected, readings, error);
    if (verdict.sharp()) {
      result.end = verdict.faults.empty() ? CaseResult::End::passed : CaseResult::End::failed;
      result.reasons = verdict.faults;
      return result;
    }
    // The error falls with the root of the length. A short run is a poor guide to a long one.
    const double known = std::isfinite(verdict.unsharp) ? verdict.unsharp : 100.0;
    double longer = std::clamp(1.15 * known * known, 1.3, 20.0);
    const double events_left = params.events_max - result.events;
    if (events * longer > events_left) {
      // A sixth of what is left for a better look, if that is a much longer one.
      const double look = events_left / 6 / events;
      if (look < 4) {
        const double needed = events * std::max(longer, known * known);
        return {CaseResult::End::skipped, {too_long(verdict, needed)}, result.events};
      }
      longer = look;
    }
    // A model may have run longer than asked, to settle. No request takes much more events than a
    // dozen, so at least so many were simulated.
    length = longer * std::max(length, events / replications / 12.0);
  }
  return {CaseResult::End::skipped, {"the estimates do not settle"}, result.events};
}

ReplayCount replay(const std::filesystem::path& folder, const ReplayParams& params,
                   std::ostream& out) {
  const std::map<std::string, Model> known = models();
  const std::vector<Simulated> files = files_under(folder, known);
  std::uint64_t numbers = 0;
  for (const Simulated& file : files)
    for (const std::size_t i : file.cases) numbers += expected_of(file.file.at("cases")[i]).size();
  const double error = bonferroni_level(params.family_error, std::max<std::uint64_t>(1, numbers));

  ReplayCount total;
  for (const Simulated& file : files) {
    ReplayCount count;
    for (const std::size_t i : file.cases) {
      const Json& reference_case = file.file.at("cases")[i];
      const Model model = known.at(reference_case.at("model").get<std::string>());
      const CaseResult result = replay_case(reference_case, model, error, params);
      if (result.end == CaseResult::End::passed) ++count.passed;
      if (result.end == CaseResult::End::failed) ++count.failed;
      if (result.end == CaseResult::End::skipped) ++count.skipped;
      for (const std::string& reason : result.reasons)
        out << file.path << ": " << reference_case.at("name").get<std::string>() << ": "
            << (result.end == CaseResult::End::skipped ? "skipped: " : "") << reason << std::endl;
    }
    out << file.path << ": " << count.passed << " passed, " << count.failed << " failed, "
        << count.skipped << " skipped" << std::endl;
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
  }
  return total;
}

}  // namespace tiersim::queueing::networks
