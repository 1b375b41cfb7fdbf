#include "cli/compared_sides.hpp"

#include <algorithm>

#include "cli/variant.hpp"
#include "lab/result/result_json.hpp"

namespace tiersim::cli {

namespace {

/// The text of an argument that is a result.json: only such a file has a schema_version.
std::optional<std::string> result_text(const std::string& argument, Terminal& terminal) {
  const std::optional<std::string> text = read_result(argument, terminal);
  if (!text || text->find("\"schema_version\"") == std::string::npos) return std::nullopt;
  return text;
}

std::optional<Side> load_named(const std::string& argument, const std::vector<std::string>& sets,
                               Terminal& terminal) {
  Side side;
  if (const auto text = result_text(argument, terminal)) {
    try {
      side.result = lab::from_json(*text);
    } catch (const lab::ResultFormatError& error) {
      terminal.err << argument << ": " << error.what() << "\n";
      return std::nullopt;
    }
    side.name = side.result->scenario_name;
    return side;
  }
  side.loaded = load_scenario(argument, sets, terminal);
  if (!side.loaded) return std::nullopt;
  side.name = side.loaded->scenario.name;
  return side;
}

/// The variants that were asked for; a usage fault on `terminal.err` and nothing when one cannot be
/// read.
std::optional<std::vector<Variant>> variants_of(const CompareArguments& arguments,
                                                const std::vector<std::string>& sets,
                                                Terminal& terminal) {
  std::vector<Variant> variants;
  for (const std::string& text : arguments.variants) {
    std::optional<Variant> variant = parse_variant(text);
    if (!variant) {
      terminal.err << "tiersim: --variant \"" << text
                   << "\" is no change; write \"NAME: path=value, path=value\"\n";
      return std::nullopt;
    }
    variant->sets.insert(variant->sets.begin(), sets.begin(), sets.end());
    variants.push_back(std::move(*variant));
  }
  if (arguments.named.size() + variants.size() > 1) return variants;
  if (sets.empty()) {
    terminal.err
        << "tiersim: compare needs something to compare with: a second scenario, --variant "
           "\"path=value\" or --set path=value\n";
    return std::nullopt;
  }
  variants.push_back(variant_of(sets));
  return variants;
}

/// Results of earlier runs cannot be changed any more; tells which is asked to.
bool changes_a_result(const CompareArguments& arguments, const std::vector<Variant>& variants,
                      const std::vector<std::string>& sets, Terminal& terminal) {
  for (const std::string& argument : arguments.named) {
    const bool changed =
        !sets.empty() || (&argument == &arguments.named.front() && !variants.empty());
    if (!changed || !result_text(argument, terminal)) continue;
    terminal.err << "tiersim: " << argument
                 << " is the result of an earlier run, which nothing can change; name its "
                    "scenario instead\n";
    return true;
  }
  return false;
}

/// Two runs of one scenario have the same name; the files they come from tell them apart.
void tell_apart(std::vector<Side>& sides, const std::vector<std::string>& files) {
  std::vector<std::string> names;
  for (const Side& side : sides) names.push_back(side.name);
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (std::ranges::count(names, names[i]) > 1) sides[i].name = files[i];
  }
}

}  // namespace

ExitCode load_sides(const CompareArguments& arguments, const std::vector<std::string>& sets,
                    Terminal& terminal, std::vector<Side>& sides) {
  const auto variants = variants_of(arguments, sets, terminal);
  if (!variants || changes_a_result(arguments, *variants, sets, terminal)) return ExitCode::usage;
  const bool sets_are_the_variant = arguments.named.size() == 1 && arguments.variants.empty();
  bool sound = true;
  for (const std::string& argument : arguments.named) {
    std::optional<Side> side =
        load_named(argument, sets_are_the_variant ? std::vector<std::string>{} : sets, terminal);
    sound = sound && side.has_value();
    if (side) sides.push_back(std::move(*side));
  }
  if (!sound) return ExitCode::scenario;
  tell_apart(sides, arguments.named);
  for (const Variant& variant : *variants) {
    Side side;
    side.name = variant.name;
    side.loaded = load_scenario(arguments.named.front(), variant.sets, terminal);
    sound = sound && side.loaded.has_value();
    sides.push_back(std::move(side));
  }
  return sound ? ExitCode::ok : ExitCode::scenario;
}

}  // namespace tiersim::cli
