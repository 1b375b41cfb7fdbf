// Runs an experiment on threads of its own, while the caller's thread keeps an ear on Python: it
// hands progress to the caller's function and asks for signals, so that Ctrl-C ends a run within a
// fraction of a second.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include "lab/experiment/experiment.hpp"
#include "python/src/bindings.hpp"

namespace tiersim::python {

namespace {

/// Short enough for a hand on Ctrl-C and for a smooth progress line, long enough to cost nothing.
constexpr std::chrono::milliseconds listening_interval{50};

/// An experiment under way.
class RunningExperiment {
 public:
  RunningExperiment(std::shared_ptr<const LoadedScenario> loaded, lab::ExperimentOptions options)
      : loaded_(std::move(loaded)), options_(std::move(options)) {
    options_.interrupted = &interrupted_;
    options_.progress = [this](const lab::Progress& progress) {
      const std::scoped_lock lock(mutex_);
      progress_ = progress;
    };
    thread_ = std::thread([this] { run(); });
  }

  RunningExperiment(const RunningExperiment&) = delete;
  RunningExperiment& operator=(const RunningExperiment&) = delete;

  /// Without the GIL: the thread does not need it, but other threads of Python do.
  ~RunningExperiment() {
    interrupted_ = true;
    if (thread_.joinable()) thread_.join();
  }

  /// Waits until the run has ended, or as long as an interval; true once it has ended.
  bool wait() {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, listening_interval, [this] { return done_; });
  }

  lab::Progress progress() {
    const std::scoped_lock lock(mutex_);
    return progress_;
  }

  /// After `wait` has said true. Throws what the run threw.
  lab::Result take() {
    thread_.join();
    if (thrown_) std::rethrow_exception(thrown_);
    return std::move(result_);
  }

 private:
  void run() {
    try {
      result_ = lab::run_experiment(loaded_->scenario(), loaded_->traces(), options_);
    } catch (...) {
      thrown_ = std::current_exception();
    }
    const std::scoped_lock lock(mutex_);
    done_ = true;
    ended_.notify_one();
  }

  std::shared_ptr<const LoadedScenario> loaded_;
  lab::ExperimentOptions options_;
  std::atomic<bool> interrupted_ = false;
  std::mutex mutex_;
  std::condition_variable ended_;
  lab::Progress progress_;
  bool done_ = false;
  std::exception_ptr thrown_;
  lab::Result result_;
  std::thread thread_;
};

using Listener = std::function<void(const lab::Progress&)>;

lab::Result run(const std::shared_ptr<LoadedScenario>& loaded, std::optional<std::uint64_t> seed,
                std::optional<int> replications, int jobs, double confidence_level,
                const std::optional<Listener>& listener) {
  loaded->prepare();
  lab::ExperimentOptions options;
  options.seed = seed;
  options.replications = replications;
  options.jobs = jobs;
  options.confidence_level = confidence_level;

  // In this order: when Python raises, the GIL is let go first and the run is joined without it.
  const py::gil_scoped_release others_may_run;
  RunningExperiment experiment(loaded, std::move(options));
  bool done = false;
  while (!done) {
    done = experiment.wait();
    const py::gil_scoped_acquire listening;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (listener) (*listener)(experiment.progress());
  }
  lab::Result result = experiment.take();
  result.tiersim_version = version_number();
  result.tiersim_commit = version_commit();
  return result;
}

}  // namespace

void bind_run(py::module_& module) {
  py::class_<lab::Progress>(module, "Progress")
      .def_readonly("done", &lab::Progress::done)
      .def_readonly("replications_done", &lab::Progress::replications_done)
      .def_readonly("replications", &lab::Progress::replications)
      .def_readonly("simulated_s", &lab::Progress::simulated_s);
  module.def("run", run, py::arg("scenario"), py::arg("seed"), py::arg("replications"),
             py::arg("jobs"), py::arg("confidence_level"), py::arg("listener"));
}

}  // namespace tiersim::python
