#include "lab/importing/access_log_line.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace tiersim::lab {
namespace {

constexpr std::size_t method_length_max = 20;

/// Finds the stamp in brackets and leaves what follows it. A bracket before it (an IPv6 address, an
/// odd user name) is no stamp and is passed over.
std::optional<Stamp> take_stamp(std::string_view& rest) {
  for (std::size_t open = rest.find('['); open != std::string_view::npos;
       open = rest.find('[', open + 1)) {
    const std::size_t close = rest.find(']', open);
    if (close == std::string_view::npos) return std::nullopt;
    if (open == 0) continue;  // a host must stand before it
    if (const auto stamp = parse_log_stamp(rest.substr(open + 1, close - open - 1))) {
      rest.remove_prefix(close + 1);
      return stamp;
    }
  }
  return std::nullopt;
}

/// The text between quotes; quotes inside are escaped by a backslash.
std::optional<std::string_view> take_quoted(std::string_view& rest) {
  for (std::size_t at = 1; at < rest.size(); ++at) {
    if (rest[at] == '\\') {
      ++at;
    } else if (rest[at] == '"') {
      const std::string_view text = rest.substr(1, at - 1);
      rest.remove_prefix(at + 1);
      return text;
    }
  }
  return std::nullopt;
}

void skip_blanks(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
}

std::string_view take_word(std::string_view& rest) {
  skip_blanks(rest);
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(word.size());
  return word;
}

template <class Number>
bool parse_number(std::string_view text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

/// `GET /path HTTP/1.1`; the path may hold blanks, the protocol may be missing (HTTP/0.9).
void parse_request(std::string_view request, AccessLogLine& entry) {
  entry.method = "-";
  entry.path = "-";
  const std::size_t blank = request.find(' ');
  const std::string_view method = request.substr(0, blank);
  const bool is_method =
      !method.empty() && method.size() <= method_length_max &&
      std::all_of(method.begin(), method.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
      });
  if (!is_method || blank == std::string_view::npos) return;
  std::string_view path = request.substr(blank + 1);
  const std::size_t protocol = path.rfind(" HTTP/");
  path = path.substr(0, protocol);
  skip_blanks(path);
  while (path.ends_with(' ')) path.remove_suffix(1);
  if (path.empty()) return;
  entry.method = method;
  entry.path = path;
}

}  // namespace

std::string_view parse(std::string_view line, AccessLogLine& entry) {
  std::string_view rest = line;
  const auto stamp = take_stamp(rest);
  if (!stamp) return "no stamp such as [17/May/2015:10:05:03 +0000]";
  entry.at = *stamp;
  skip_blanks(rest);
  if (rest.empty() || rest.front() != '"') return "no request in quotes behind the stamp";
  const auto request = take_quoted(rest);
  if (!request) return "the quotes around the request do not close";
  parse_request(*request, entry);
  const std::string_view status = take_word(rest);
  if (status != "-" &&
      (!parse_number(status, entry.status) || entry.status < 100 || entry.status > 999)) {
    return "the status is neither three digits nor -";
  }
  const std::string_view bytes = take_word(rest);
  std::uint64_t size = 0;
  if (bytes == "-") return {};
  if (!parse_number(bytes, size)) return "the size is neither a number nor -";
  entry.bytes = size;
  return {};
}

}  // namespace tiersim::lab
