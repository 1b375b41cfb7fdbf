#include "sim/description/nearest_name.hpp"

#include <algorithm>
#include <vector>

namespace tiersim {

namespace {

/// Longer words are no slips of the pen, and the table below stays small whatever a file holds.
constexpr std::size_t longest_word = 64;
constexpr std::size_t shortest_prefix = 3;

std::string lower(std::string_view word) {
  std::string result(word);
  for (char& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

/// Of words in lower case.
std::size_t distance_of_lower(const std::string& x, const std::string& y) {
  std::vector<std::size_t> before_last(y.size() + 1);
  std::vector<std::size_t> last(y.size() + 1);
  std::vector<std::size_t> row(y.size() + 1);
  for (std::size_t j = 0; j <= y.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= x.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= y.size(); ++j) {
      const std::size_t substitution = last[j - 1] + (x[i - 1] == y[j - 1] ? 0U : 1U);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitution});
      const bool swapped = i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[y.size()];
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  return distance_of_lower(lower(a), lower(b));
}

std::optional<std::string> nearest_name(std::string_view written,
                                        std::span<const std::string> names) {
  if (written.empty() || written.size() > longest_word) return std::nullopt;
  const std::string word = lower(written);
  std::optional<std::string> nearest;
  std::size_t nearest_distance = longest_word;
  for (const std::string& name : names) {
    if (name.size() > longest_word) continue;
    const std::string known = lower(name);
    const std::size_t shorter = std::min(name.size(), written.size());
    const std::size_t allowed = std::max<std::size_t>(1, shorter / 3);
    const bool begins =
        shorter >= shortest_prefix && (known.starts_with(word) || word.starts_with(known));
    // The distance is at least the difference of the lengths.
    if (!begins && std::max(name.size(), written.size()) - shorter > allowed) continue;
    const std::size_t distance = distance_of_lower(word, known);
    const bool something_in_common = distance < shorter || begins;
    if ((distance <= allowed || begins) && something_in_common && distance < nearest_distance) {
      nearest = name;
      nearest_distance = distance;
    }
  }
  return nearest;
}

std::string did_you_mean(std::string_view written, std::span<const std::string> names) {
  const std::optional<std::string> name = nearest_name(written, names);
  return name ? "did you mean \"" + *name + "\"?" : std::string{};
}

}  // namespace tiersim
