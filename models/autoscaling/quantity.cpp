#include "models/autoscaling/quantity.hpp"

#include <array>
#include <limits>

namespace tiersim {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr int digits_max = 30;
constexpr int exponent_max = 30;
constexpr int finest_exponent = -9;

/// 10^0 … 10^38 in double, each the nearest to the decimal: computed powers would be off in the
/// last bit.
constexpr std::array<double, 39> powers_of_ten = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11, 1e12,
    1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25,
    1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32, 1e33, 1e34, 1e35, 1e36, 1e37, 1e38};
constexpr std::array<double, 10> powers_of_a_tenth = {1e0,  1e-1, 1e-2, 1e-3, 1e-4,
                                                      1e-5, 1e-6, 1e-7, 1e-8, 1e-9};

/// digits × 10^exponent × 1024^binary
struct Written {
  bool negative = false;
  Wide digits = 0;
  int exponent = 0;
  int binary = 0;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Reads sign and digits off the front of `text`; false when there is no digit or there are too
/// many.
bool read_number(std::string_view& text, Written& written) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    written.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  bool point = false;
  bool any = false;
  int significant = 0;
  while (!text.empty() && (is_digit(text.front()) || (text.front() == '.' && !point))) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c == '.') {
      point = true;
      continue;
    }
    any = true;
    written.digits = written.digits * 10 + static_cast<unsigned>(c - '0');
    if (written.digits != 0 && ++significant > digits_max) return false;
    if (point && --written.exponent < -exponent_max) return false;
  }
  return any;
}

/// Reads "e3", "E-6"; `text` begins with the letter and is longer than it.
bool read_exponent(std::string_view text, Written& written) {
  text.remove_prefix(1);
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') text.remove_prefix(1);
  if (text.empty() || text.size() > 2) return false;
  int exponent = 0;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    exponent = exponent * 10 + (c - '0');
  }
  if (exponent > exponent_max) return false;
  written.exponent += negative ? -exponent : exponent;
  return true;
}

bool read_suffix(std::string_view text, Written& written) {
  struct Suffix {
    std::string_view name;
    int exponent;
    int binary;
  };

  static constexpr std::array<Suffix, 16> suffixes = {{{"", 0, 0},
                                                       {"n", -9, 0},
                                                       {"u", -6, 0},
                                                       {"m", -3, 0},
                                                       {"k", 3, 0},
                                                       {"M", 6, 0},
                                                       {"G", 9, 0},
                                                       {"T", 12, 0},
                                                       {"P", 15, 0},
                                                       {"E", 18, 0},
                                                       {"Ki", 0, 1},
                                                       {"Mi", 0, 2},
                                                       {"Gi", 0, 3},
                                                       {"Ti", 0, 4},
                                                       {"Pi", 0, 5},
                                                       {"Ei", 0, 6}}};
  for (const Suffix& suffix : suffixes) {
    if (suffix.name != text) continue;
    written.exponent += suffix.exponent;
    written.binary = suffix.binary;
    return true;
  }
  return text.size() > 1 && (text.front() == 'e' || text.front() == 'E') &&
         read_exponent(text, written);
}

Wide tenth_rounded_up(Wide value) {
  return value / 10 + (value % 10 != 0 ? 1 : 0);
}

std::int64_t milli_of(Wide digits, int exponent) {
  constexpr auto cap = static_cast<Wide>(std::numeric_limits<std::int64_t>::max());
  for (; exponent < -3; ++exponent) digits = tenth_rounded_up(digits);
  for (; exponent > -3 && digits != 0; --exponent) {
    if (digits > cap / 10) return static_cast<std::int64_t>(cap);
    digits *= 10;
  }
  return static_cast<std::int64_t>(digits < cap ? digits : cap);
}

/// An exponent beyond both tables cannot occur: 30 digits of fraction and a suffix stay within
/// 10^-9 … 10^38.
double double_of(Wide digits, int exponent) {
  const auto base = static_cast<double>(digits);
  if (exponent < 0) return base * powers_of_a_tenth[static_cast<std::size_t>(-exponent)];
  return exponent == 0 ? base : base * powers_of_ten[static_cast<std::size_t>(exponent)];
}

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text) {
  Written written;
  if (!read_number(text, written) || !read_suffix(text, written)) return std::nullopt;
  for (int power = 0; power < written.binary; ++power) {
    if (written.digits > ~Wide{0} / 1024) return std::nullopt;
    written.digits *= 1024;
  }
  for (; written.exponent < finest_exponent; ++written.exponent)
    written.digits = tenth_rounded_up(written.digits);
  Quantity quantity{milli_of(written.digits, written.exponent),
                    double_of(written.digits, written.exponent)};
  if (written.negative) quantity = {-quantity.milli, -quantity.approximate};
  return quantity;
}

}  // namespace tiersim
