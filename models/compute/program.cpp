#include "models/compute/program.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace tiersim {

namespace {

/// Drawn from exactly one number.
bool takes_one_number(const Distribution& law) {
  static constexpr std::string_view by_one_number[] = {"uniform",   "exponential", "lognormal",
                                                       "weibull",   "pareto",      "bounded_pareto",
                                                       "empirical", "histogram",   "quantiles"};
  return std::find(std::begin(by_one_number), std::end(by_one_number), law.kind()) !=
         std::end(by_one_number);
}

/// Leads past all jumps at once.
void thread(Program& program) {
  const auto past_jumps = [&program](std::uint32_t at) {
    while (at < program.size() && program[at].kind == Instruction::Kind::jump)
      at = program[at].target;
    return at;
  };
  for (std::uint32_t at = 0; at < program.size(); ++at) {
    Instruction& instruction = program[at];
    instruction.skip = past_jumps(at + 1) - (at + 1);
    instruction.target = past_jumps(instruction.target);
    for (std::uint32_t& target : instruction.targets) target = past_jumps(target);
  }
}

/// Writes steps into a program, one behind the other.
class Writer {
 public:
  Writer(const Binding& binding, Program& program) : binding_(binding), program_(program) {}

  void write(const Steps& steps, const std::string& list) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Place outer = std::exchange(
          place_,
          {list + "/" + std::to_string(i), list + "/pair-" + std::to_string(i / 2), i % 2 == 1});
      std::visit(*this, steps[i].what);
      place_ = outer;
    }
  }

  void operator()(const CpuStep& step) { demand(add(Instruction::Kind::cpu), step.demand); }

  void operator()(const WaitStep& step) { demand(add(Instruction::Kind::wait), step.time); }

  void operator()(const CallStep& step) {
    Instruction& call = add(Instruction::Kind::call);
    call.to = &binding_.service(step.to.name);
    call.own_operation = step.operation.empty();
    if (!step.operation.empty()) call.operation = binding_.operation(step.operation);
  }

  void operator()(const QueryStep& step) {
    Instruction& query = add(Instruction::Kind::query);
    query.to = &binding_.service(step.to.name);
    query.write = step.write;
    demand(query, step.demand);
  }

  void operator()(const CacheStep& step) {
    // A program remembers one key at a time.
    if (in_miss_) return perform_apart(step);
    const std::uint32_t look_up = here();
    Instruction& get = add(Instruction::Kind::look_up);
    get.to = &binding_.service(step.to.name);
    get.keys.emplace(static_cast<std::uint64_t>(step.key.keys), step.key.exponent);
    get.key_space = static_cast<std::uint64_t>(get.draw) << 32;
    in_miss_ = true;
    write(step.miss, place_.path + "/miss");
    in_miss_ = false;
    Instruction& put = add(Instruction::Kind::store);
    put.to = program_[look_up].to;
    put.ttl = step.ttl;
    program_[look_up].target = here();
  }

  void operator()(const ParallelStep& step) {
    std::vector<Program> branches;
    for (std::size_t i = 0; i < step.branches.size(); ++i) {
      branches.push_back(
          bind_steps(step.branches[i], binding_, place_.path + "/branch-" + std::to_string(i)));
    }
    add(Instruction::Kind::parallel).branches = std::move(branches);
  }

  void operator()(const ChooseStep& step) {
    const std::uint32_t choose = here();
    share_draw(add(Instruction::Kind::choose));
    std::vector<std::uint32_t> ends;
    double sum = 0.0;
    for (std::size_t i = 0; i < step.options.size(); ++i) {
      sum += step.options[i].first;
      program_[choose].weights.push_back(sum);
      program_[choose].targets.push_back(here());
      write(step.options[i].second, place_.path + "/option-" + std::to_string(i));
      ends.push_back(here());
      add(Instruction::Kind::jump);
    }
    for (const std::uint32_t end : ends) program_[end].target = here();
  }

  void operator()(const RepeatStep& step) {
    // A program counts the rounds of one loop at a time.
    if (in_loop_) return perform_apart(step);
    add(Instruction::Kind::loop).times = step.times;
    const std::uint32_t body = here();
    in_loop_ = true;
    write(step.steps, place_.path + "/repeat");
    in_loop_ = false;
    Instruction& again = add(Instruction::Kind::again);
    again.times = step.times;
    again.target = body;
  }

 private:
  struct Place {
    std::string path;  ///< of the step within the operation
    std::string pair;  ///< of the step and its neighbour in the list
    bool second = false;
  };

  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(program_.size()); }

  Instruction& add(Instruction::Kind kind) {
    program_.emplace_back();
    program_.back().kind = kind;
    program_.back().draw = binding_.draw_number(place_.path);
    return program_.back();
  }

  void demand(Instruction& instruction, const Distribution& law) {
    instruction.demand = law;
    if (law.is_deterministic()) instruction.fixed = from_seconds(law.mean());
    if (takes_one_number(law)) share_draw(instruction);
  }

  /// One block of the generator has the numbers of two steps. Which of them is a step's own depends
  /// on its place alone, not on what its neighbour draws.
  void share_draw(Instruction& instruction) {
    instruction.draw = binding_.draw_number(place_.pair);
    instruction.second_draw = place_.second;
  }

  void perform_apart(const auto& step) {
    Program apart;
    Writer writer(binding_, apart);
    writer.place_ = place_;
    writer(step);
    thread(apart);
    add(Instruction::Kind::perform).branches.push_back(std::move(apart));
  }

  const Binding& binding_;
  Program& program_;
  Place place_;
  bool in_miss_ = false;
  bool in_loop_ = false;
};

}  // namespace

Program bind_steps(const Steps& steps, const Binding& binding, const std::string& place) {
  Program program;
  Writer(binding, program).write(steps, place);
  thread(program);
  return program;
}

}  // namespace tiersim
