#include "lab/scenario/read_steps.hpp"

#include <algorithm>
#include <utility>

#include "lab/scenario/value_scan.hpp"
#include "sim/description/nearest_name.hpp"

namespace tiersim::lab {

namespace {

using Keys = std::vector<std::pair<std::string, std::string>>;

const StepForm* form_of(std::string_view verb) {
  for (const StepForm& form : step_forms()) {
    if (form.verb == verb) return &form;
  }
  return nullptr;
}

std::vector<std::string> verbs() {
  std::vector<std::string> names;
  for (const StepForm& form : step_forms()) names.emplace_back(form.verb);
  return names;
}

/// Reads one step, the verb being known.
class StepReader {
 public:
  StepReader(Reader& reader, const Node& step, std::string_view verb)
      : reader_(reader), step_(step), verb_(verb), value_(*step.find(verb)) {}

  void read(Step& out) {
    if (verb_ == "cpu")
      out.what = CpuStep{distribution("cpu", "CPU time of one thread.")};
    else if (verb_ == "wait")
      out.what = WaitStep{distribution("wait", "Time outside the house; the slot stays held.")};
    else if (verb_ == "call")
      out.what = call();
    else if (verb_ == "query")
      out.what = query();
    else if (verb_ == "cache")
      out.what = cache();
    else if (verb_ == "parallel")
      out.what = parallel();
    else if (verb_ == "choose")
      out.what = choose();
    else
      out.what = repeat();
  }

 private:
  [[nodiscard]] Slot slot(std::string_view key, std::string_view help = {},
                          const Bounds& bounds = any_value) const {
    Slot owner;
    owner.pointer = step_.pointer;
    owner.owner_place = step_.place;
    return slot_of(&step_, owner, with_article(verb_) + " step", key, bounds, help);
  }

  [[nodiscard]] Distribution distribution(std::string_view key, std::string_view help) {
    Distribution value = Distribution::deterministic(Duration{});
    read_field(reader_, slot(key, help), value);
    return value;
  }

  [[nodiscard]] Reference target(Use::Purpose purpose) {
    Reference to;
    reader_.read_component_name(value_, verb_, to.name, purpose);
    return to;
  }

  [[nodiscard]] CallStep call() {
    CallStep step{target(Use::Purpose::Call), {}};
    const bool known = !step.to.name.empty();
    const Slot operation = slot(
        "operation", "Operation of the called deployment; that of the request's class if absent.");
    if (operation.node != nullptr && read_scalar(reader_, operation, step.operation) && known) {
      reader_.uses().back().operation = step.operation;
      reader_.uses().back().operation_node = operation.node;
    }
    return step;
  }

  [[nodiscard]] QueryStep query() {
    const Reference to = target(Use::Purpose::Query);
    const Node* read = step_.find("read");
    const Node* write = step_.find("write");
    const bool mistyped =
        reader_.is_mistyped(&step_, "read") || reader_.is_mistyped(&step_, "write");
    if (read == nullptr && write == nullptr && mistyped)
      return {to, false, Distribution::deterministic(Duration{})};
    if ((read == nullptr) == (write == nullptr)) {
      reader_.fault(step_,
                    read == nullptr ? "a query step needs \"read\" or \"write\""
                                    : "a query step cannot both read and write",
                    read == nullptr
                        ? "add \"read\": \"exponential(6ms)\", its service time in the database"
                        : "make two steps of it");
      return {to, false, Distribution::deterministic(Duration{})};
    }
    return {to, write != nullptr,
            distribution(write != nullptr ? "write" : "read", "Service time in the database.")};
  }

  [[nodiscard]] CacheStep cache() {
    CacheStep step;
    step.to = target(Use::Purpose::Cache);
    read_field(reader_, slot("key", "Which key is looked up.", required), step.key);
    read_field(reader_, slot("ttl", "How long an entry lives; for ever if absent.", positive),
               step.ttl);
    const Slot miss = slot("miss", "Done when the key is not there; then it is stored.");
    if (miss.node != nullptr) read_steps(reader_, miss, step.miss);
    return step;
  }

  [[nodiscard]] ParallelStep parallel() {
    ParallelStep step;
    if (!reader_.expect_list(value_, "parallel")) return step;
    if (value_.items.size() < 2) {
      reader_.fault(value_, "\"parallel\" needs two branches or more", "write [[steps], [steps]]");
    }
    for (const Node& branch : value_.items) {
      read_steps(reader_, inner("parallel", branch), step.branches.emplace_back());
    }
    return step;
  }

  [[nodiscard]] ChooseStep choose() {
    ChooseStep step;
    if (!reader_.expect_list(value_, "choose")) return step;
    double total = 0;
    for (const Node& option : value_.items) {
      if (!option.is_list() || option.items.size() != 2 || !option.items[0].is_number()) {
        reader_.fault(option, "an option of \"choose\" is a weight and its steps",
                      "write [0.9, [steps]]");
        continue;
      }
      auto& [weight, steps] = step.options.emplace_back();
      Slot slot_of_weight = inner("weight", option.items[0]);
      slot_of_weight.bounds = non_negative;
      slot_of_weight.help = "Weight of an option against the others.";
      read_field(reader_, slot_of_weight, weight);
      total += weight;
      read_steps(reader_, inner("choose", option.items[1]), steps);
    }
    if (value_.items.empty())
      reader_.fault(value_, "\"choose\" has no options", "write [[0.9, [steps]], [0.1, [steps]]]");
    else if (total <= 0 && step.options.size() == value_.items.size()) {
      reader_.fault(value_, "the weights of \"choose\" are all 0",
                    "give at least one option a weight above 0");
    }
    return step;
  }

  [[nodiscard]] RepeatStep repeat() {
    RepeatStep step;
    read_field(reader_, slot("repeat", "Times that the steps are done.", within(1, 100'000)),
               step.times);
    const Slot steps = slot("do", "What is repeated.", required);
    if (steps.node == nullptr)
      missing(reader_, steps, "a list of steps");
    else
      read_steps(reader_, steps, step.steps);
    return step;
  }

  [[nodiscard]] static Slot inner(std::string_view name, const Node& node) {
    Slot slot;
    slot.node = &node;
    slot.pointer = node.pointer;
    slot.name = name;
    slot.owner_place = node.place;
    return slot;
  }

  Reader& reader_;
  const Node& step_;
  std::string_view verb_;
  const Node& value_;
};

/// Finds the verb of a step and refuses what does not belong to it.
void read_step(Reader& reader, const Node& node, Steps& out) {
  if (!node.is_map()) {
    reader.fault(node, "a step is an object, not " + in_words(node),
                 "write { \"cpu\": \"8ms\" }; steps: " + joined(verbs()));
    return;
  }
  const StepForm* form = nullptr;
  for (const Member& member : node.members) {
    const StepForm* found = form_of(member.key);
    if (found == nullptr) continue;
    if (form != nullptr) {
      reader.fault(
          member.key_place, node.pointer + "/" + pointer_token(member.key),
          "a step does one thing, and this one does \"" + std::string(form->verb) + "\" already",
          "give \"" + member.key + "\" a step of its own");
      return;
    }
    form = found;
  }
  if (form == nullptr) {
    const bool empty = node.members.empty();
    reader.fault(empty ? node.place : node.members.front().key_place, node.pointer,
                 empty ? "a step is empty" : "there is no step " + quote(node.members.front().key),
                 empty ? "steps: " + joined(verbs())
                       : hint_with_list(node.members.front().key, verbs(), "steps: "));
    return;
  }
  std::vector<std::string> known{std::string(form->verb)};
  for (const auto& [key, help] : form->keys) known.push_back(key);
  for (const Member& member : node.members) {
    if (std::find(known.begin(), known.end(), member.key) == known.end()) {
      reader.unknown_key(node, member, with_article(form->verb) + " step", known, "key");
    }
  }
  Step step{CpuStep{Distribution::deterministic(Duration{})}};
  StepReader(reader, node, form->verb).read(step);
  out.push_back(std::move(step));
}

}  // namespace

const std::vector<StepForm>& step_forms() {
  static const std::vector<StepForm> forms{
      {"cpu",
       "a distribution",
       {},
       "Computes: CPU time of one thread, stretched by contention and quota."},
      {"wait", "a distribution", {}, "Waits outside the house without CPU; the slot stays held."},
      {"call", "a component",
       Keys{{"operation",
             "Operation of the called deployment; that of the request's class if absent."}},
       "Calls a component and waits for its answer."},
      {"query", "a component",
       Keys{{"read", "Service time of a query that any replica may answer."},
            {"write", "Service time of a query for the primary."}},
       "Asks a database, mostly through a pool."},
      {"cache", "a component",
       Keys{{"key", "Which key is looked up."},
            {"ttl", "How long an entry lives; for ever if absent."},
            {"miss", "Steps done when the key is not there; then it is stored."}},
       "Looks a key up."},
      {"parallel",
       "a list of branches, each a list of steps",
       {},
       "Does the branches side by side and waits for all."},
      {"choose", "a list of [weight, steps]", {}, "Does one of the options, drawn by weight."},
      {"repeat", "a whole number", Keys{{"do", "The steps that are repeated."}},
       "Does the steps a number of times, one after the other."}};
  return forms;
}

void read_steps(Reader& reader, const Slot& slot, Steps& out) {
  if (!reader.expect_list(*slot.node, slot.name)) return;
  for (const Node& step : slot.node->items) read_step(reader, step, out);
}

void read_operations(Reader& reader, const Slot& slot, Operations& out) {
  if (slot.node == nullptr)
    return missing(reader, slot, "an object of operations, each a list of steps");
  if (!reader.expect_map(*slot.node, slot.name)) return;
  if (slot.node->members.empty()) {
    return reader.fault(*slot.node, slot.owner + " needs an operation",
                        "write { \"list\": [ { \"cpu\": \"8ms\" } ] }");
  }
  for (const Member& member : slot.node->members) {
    Slot operation = slot;
    operation.node = &member.value;
    operation.pointer = member.value.pointer;
    operation.name = member.key;
    read_steps(reader, operation, out[member.key]);
  }
}

}  // namespace tiersim::lab
