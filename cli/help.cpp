#include "cli/help.hpp"

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace tiersim::cli {

namespace {

constexpr std::size_t help_width = 80;

/// A term and what it means.
using Entry = std::pair<std::string, std::string>;

std::string placeholder(const CLI::Option& positional) {
  std::string text = positional.get_name(true);
  if (positional.get_items_expected_max() > 1) text += "...";
  return positional.get_required() ? text : "[" + text + "]";
}

std::string usage_line(const CLI::App& command) {
  std::string text =
      command.get_parent() == nullptr ? "tiersim COMMAND" : "tiersim " + command.get_name();
  bool options = command.get_parent() == nullptr;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) text += " " + placeholder(*option);
    options = options || (!option->get_positional() && option->get_name() != "--help");
  }
  return text + (options ? " [OPTIONS]" : "");
}

std::string switches(const CLI::Option& option) {
  std::string text;
  for (const std::string& name : option.get_snames()) text += "-" + name + ", ";
  for (const std::string& name : option.get_lnames()) text += "--" + name + ", ";
  text.resize(text.size() - 2);
  return option.get_items_expected_max() > 0 ? text + " " + option.get_type_name() : text;
}

/// Terms in a left column, meanings wrapped in a right one.
void write_entries(const std::string& heading, const std::vector<Entry>& entries,
                   std::size_t column, std::string& out) {
  if (entries.empty()) return;
  out += "\n" + heading + "\n";
  for (const auto& [term, meaning] : entries) {
    std::string line = "  " + term + std::string(column - term.size(), ' ');
    std::istringstream words(meaning);
    std::string word;
    bool first = true;
    while (words >> word) {
      if (!first && line.size() + 1 + word.size() > help_width) {
        out += line + "\n";
        line = std::string(column + 2, ' ');
        first = true;
      }
      line += (first ? "" : " ") + word;
      first = false;
    }
    out += line + "\n";
  }
}

}  // namespace

std::string help_text(const CLI::App& command) {
  std::vector<Entry> arguments;
  std::vector<Entry> options;
  std::vector<Entry> commands;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional())
      arguments.emplace_back(option->get_name(true), option->get_description());
    else
      options.emplace_back(switches(*option), option->get_description());
  }
  for (const CLI::App* child : command.get_subcommands({}))
    commands.emplace_back(child->get_name(), child->get_description());
  // Help and version are what a reader looks for last.
  std::stable_partition(options.begin(), options.end(), [](const Entry& entry) {
    return entry.first != "-h, --help" && entry.first != "--version";
  });
  std::size_t column = 0;
  for (const auto* entries : {&arguments, &options, &commands}) {
    for (const Entry& entry : *entries) column = std::max(column, entry.first.size() + 2);
  }
  std::string out = "Usage: " + usage_line(command) + "\n\n" + command.get_description() + ".\n";
  write_entries("Commands", commands, column, out);
  write_entries("Arguments", arguments, column, out);
  write_entries("Options", options, column, out);
  const std::string footer = command.get_footer();
  return footer.empty() ? out : out + "\n" + footer + "\n";
}

}  // namespace tiersim::cli
