#include "cli/usage.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "sim/description/nearest_name.hpp"

namespace tiersim::cli {

namespace {

std::string with_hint(std::string message, const std::string& written,
                      const std::vector<std::string>& names) {
  const std::string hint = did_you_mean(written, names);
  return hint.empty() ? message : message + "; " + hint;
}

bool is_option(const std::string& argument) {
  return argument.size() > 1 && argument.front() == '-';
}

std::string unknown_option(const CLI::App& command, const std::string& argument) {
  const std::string written = argument.substr(0, argument.find('='));
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::string message =
      command.get_parent() == nullptr
          ? fmt::format("no option \"{}\"", written)
          : fmt::format("{} has no option \"{}\"", command.get_name(), written);
  return with_hint(message, written, names);
}

std::string unknown_command(const CLI::App& app, const std::string& argument) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return with_hint(fmt::format("no command \"{}\"", argument), argument, names);
}

/// The first option that the command does not know.
std::optional<std::string> stray_option(const CLI::App& command) {
  const std::vector<std::string> extra = command.remaining();
  const auto found = std::ranges::find_if(extra, is_option);
  return found == extra.end() ? std::nullopt : std::optional(*found);
}

/// Too few or too many values of an option; nothing when the counts are in order.
std::optional<std::string> miscount(const CLI::App& command, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    for (const CLI::Option* option : command.get_options()) {
      if (option->get_required() && option->count() == 0)
        return fmt::format("{} needs a {}", command.get_name(), option->get_name(true));
    }
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string what = error.what();
    const std::string name = what.substr(0, what.find(':'));
    const CLI::Option* const option = command.get_option_no_throw(name);
    if (option != nullptr && option->count() > 1) return name + " can be given only once";
    if (option != nullptr && option->get_items_expected_max() > 0)
      return fmt::format("{} needs a value: {} {}", name, name, option->get_type_name());
    // CLI11: "json was given a disallowed flag override"
    if (option == nullptr)
      return fmt::format("--{} takes no value", what.substr(0, what.find(' ')));
  }
  return std::nullopt;
}

std::string message_of(const CLI::App& app, const CLI::App& command, const CLI::ParseError& error,
                       const std::vector<std::string>& arguments) {
  if (const auto option = stray_option(command)) return unknown_option(command, *option);
  if (&command == &app && !arguments.empty()) return unknown_command(app, arguments.front());
  if (const auto text = miscount(command, error)) return *text;
  if (const std::vector<std::string> extra = command.remaining(); !extra.empty())
    return fmt::format("{} has no use for \"{}\"", command.get_name(), extra.front());
  return error.what();
}

}  // namespace

TextCheck whole_number(std::uint64_t low, std::uint64_t high) {
  return [low, high](const std::string& text) -> std::string {
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value);
    if (fault == std::errc{} && stop == end && value >= low && value <= high) return {};
    return fmt::format("\"{}\" is not a whole number from {} to {}", text, low, high);
  };
}

TextCheck one_of(std::vector<std::string> names) {
  return [names = std::move(names)](const std::string& text) -> std::string {
    if (std::find(names.begin(), names.end(), text) != names.end()) return {};
    return with_hint(fmt::format("\"{}\" is none of {}", text, fmt::join(names, ", ")), text,
                     names);
  };
}

std::string usage_fault(const CLI::App& app, const CLI::ParseError& error,
                        const std::vector<std::string>& arguments) {
  const std::vector<CLI::App*> chosen = app.get_subcommands();
  const CLI::App& command = chosen.empty() || stray_option(app) ? app : *chosen.front();
  return fmt::format("tiersim: {}\nRun tiersim {}--help to see what there is.\n",
                     message_of(app, command, error, arguments),
                     &command == &app ? "" : command.get_name() + " ");
}

}  // namespace tiersim::cli
