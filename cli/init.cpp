#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/output_files.hpp"

namespace tiersim::cli {

namespace {

constexpr const char* starter = R"json({
  // A first scenario: a balancer, some pods, a pool and a database. Run it with
  //   tiersim run NAME_OF_THIS_FILE
  "name": "my_service",
  "run": { "duration": "10m", "warm_up": "1m", "seed": 1, "replications": 5 },

  "workload": {
    "clients": {
      "to": "edge",
      "arrivals": { "process": "poisson", "rate": "100/s" },   // or a profile: [["0s", "100/s"], ["5m", "400/s"]]
      "timeout": "10s"
    }
  },

  "components": {
    "edge": { "kind": "load_balancer", "algorithm": "least_conn", "to": "api" },
    "api": {
      "kind": "deployment",
      "replicas": 3,
      "resources": { "requests": { "cpu": "500m" }, "limits": { "cpu": "1" } },
      "slots": 16,                                             // requests that a pod works on at once
      "operations": {
        "request": [
          { "cpu": "lognormal(8ms, cv=1)" },
          { "query": "pool", "read": "exponential(5ms)" }
        ]
      }
    },
    "pool": { "kind": "connection_pool", "default_pool_size": 20, "query_wait_timeout": "5s", "to": "db" },
    "db": { "kind": "postgres", "max_connections": 100, "concurrency": 8 }
  },

  "slo": [ "p95 < 100ms", "error_rate < 0.1%" ]
}
)json";

ExitCode execute(const std::string& path, Environment& environment) {
  Terminal& terminal = environment.terminal;
  std::error_code error;
  if (path != "-" && std::filesystem::exists(path, error)) {
    terminal.err << "tiersim: " << path << " exists already; it is left as it is\n";
    return ExitCode::usage;
  }
  OutputFiles files(terminal);
  if (!files.open(path)) {
    terminal.err << "tiersim: " << files.problem() << "\n";
    return ExitCode::usage;
  }
  files.write(path, starter);
  if (!files.commit()) {
    terminal.err << "tiersim: " << files.problem() << "\n";
    return ExitCode::internal;
  }
  if (path != "-") terminal.err << "written to " << path << "; try: tiersim run " << path << "\n";
  return ExitCode::ok;
}

}  // namespace

void add_init(CLI::App& app, Action& action) {
  const auto path = std::make_shared<std::string>("scenario.json");
  CLI::App* const command = app.add_subcommand("init", "Writes a small scenario to start from");
  command->add_option("FILE", *path,
                      "The file to write, or - for the standard output; otherwise scenario.json");
  command->footer(R"(A file that exists is left as it is.

Examples
  tiersim init
  tiersim init shop.json)");
  command->callback([path, &action] {
    action = [path](Environment& environment) { return execute(*path, environment); };
  });
}

}  // namespace tiersim::cli
