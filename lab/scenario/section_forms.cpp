#include "lab/scenario/section_forms.hpp"

#include <algorithm>

#include "sim/assert.hpp"

namespace tiersim::lab {

std::vector<std::string> SectionForm::key_names() const {
  std::vector<std::string> names;
  for (const KeyForm& key : keys) names.emplace_back(key.name);
  return names;
}

std::string_view SectionForm::help_of(std::string_view key) const {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const KeyForm& form) { return form.name == key; });
  TIERSIM_ASSERT(found != keys.end());
  return found->help;
}

const std::vector<SectionForm>& section_forms() {
  static const std::vector<SectionForm> forms{
      {"arrivals",
       "Open arrivals: nobody waits for an answer before the next request.",
       {{"process", "a name", "arrival_process", false,
         "How arrivals follow each other: poisson (if absent), renewal, uniform or modulated."},
        {"rate", "a rate, or points [[time, rate], …]", "rate_profile", false,
         "Arrivals per second, constant or linear between points."},
        {"interarrival", "a distribution", "distribution", false,
         "Time from one arrival to the next, for the process renewal."},
        {"states", "a list of { rate, stay }", "arrival_states", false,
         "States that the process modulated goes round: its rate, and its mean stay."}}},
      {"users",
       "Closed users: each thinks, sends, waits for the answer, and thinks again.",
       {{"count", "a whole number", "count", false, "Users, all the time."},
        {"stages", "points [[time, users], …]", "stages", false,
         "Users at an instant, linear between points."},
        {"think", "a distribution", "distribution", true,
         "Time a user waits before each request."}}},
      {"fault",
       "What is done to a component at an instant: one of kill, slow, heal.",
       {{"at", "a time", "duration", true, "When it happens, since the start of the run."},
        {"kill", "a path", "text", false, "Ends it at once; requests inside are reset."},
        {"slow", "a path", "text", false, "Multiplies its service times by `factor`."},
        {"heal", "a path", "text", false, "Ends every fault on it."},
        {"factor", "a number", "positive_number", false,
         "What service times are multiplied by; for slow."},
        {"for", "a time", "duration", false, "How long it lasts; until healed if absent."}}},
      {"prices",
       "Prices by component and quantity, such as \"api.cpu_hour\".",
       {{"currency", "a text", "text", true, "Currency of every price."},
        {"as_of", "a date", "date", true, "Date of the price list."}}},
      {"autoscaler",
       "Changes the number of pods of a deployment.",
       {{"hpa", "a file, a manifest or its spec", "hpa", true,
         "HorizontalPodAutoscaler, autoscaling/v2, under Kubernetes' own names."}}}};
  return forms;
}

const SectionForm& section_form(std::string_view name) {
  const auto found = std::find_if(section_forms().begin(), section_forms().end(),
                                  [&](const SectionForm& form) { return form.name == name; });
  TIERSIM_ASSERT(found != section_forms().end());
  return *found;
}

}  // namespace tiersim::lab
