#include "lab/scenario/time_zones.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <vector>

#include "sim/description/nearest_name.hpp"

namespace tiersim::lab {

namespace {

struct NamedZone {
  std::string_view name;
  std::string_view posix;
};

constexpr std::string_view central_europe = "CET-1CEST,M3.5.0,M10.5.0/3";
constexpr std::string_view eastern_europe = "EET-2EEST,M3.5.0/3,M10.5.0/4";
constexpr std::string_view us_eastern = "EST5EDT,M3.2.0,M11.1.0";
constexpr std::string_view us_pacific = "PST8PDT,M3.2.0,M11.1.0";
constexpr std::string_view south_east_australia = "AEST-10AEDT,M10.1.0,M4.1.0/3";

/// Rules in force in 2026. Source: IANA time zone database.
constexpr std::array zones{
    NamedZone{"UTC", "UTC0"},
    NamedZone{"Etc/UTC", "UTC0"},
    NamedZone{"GMT", "GMT0"},
    NamedZone{"Africa/Johannesburg", "SAST-2"},
    NamedZone{"Africa/Lagos", "WAT-1"},
    NamedZone{"Africa/Nairobi", "EAT-3"},
    NamedZone{"America/Anchorage", "AKST9AKDT,M3.2.0,M11.1.0"},
    NamedZone{"America/Argentina/Buenos_Aires", "<-03>3"},
    NamedZone{"America/Bogota", "<-05>5"},
    NamedZone{"America/Chicago", "CST6CDT,M3.2.0,M11.1.0"},
    NamedZone{"America/Denver", "MST7MDT,M3.2.0,M11.1.0"},
    NamedZone{"America/Halifax", "AST4ADT,M3.2.0,M11.1.0"},
    NamedZone{"America/Lima", "<-05>5"},
    NamedZone{"America/Los_Angeles", us_pacific},
    NamedZone{"America/Mexico_City", "CST6"},
    NamedZone{"America/New_York", us_eastern},
    NamedZone{"America/Phoenix", "MST7"},
    NamedZone{"America/Sao_Paulo", "<-03>3"},
    NamedZone{"America/Toronto", us_eastern},
    NamedZone{"America/Vancouver", us_pacific},
    NamedZone{"Asia/Bangkok", "<+07>-7"},
    NamedZone{"Asia/Dhaka", "<+06>-6"},
    NamedZone{"Asia/Dubai", "<+04>-4"},
    NamedZone{"Asia/Ho_Chi_Minh", "<+07>-7"},
    NamedZone{"Asia/Hong_Kong", "HKT-8"},
    NamedZone{"Asia/Jakarta", "WIB-7"},
    NamedZone{"Asia/Karachi", "PKT-5"},
    NamedZone{"Asia/Kolkata", "IST-5:30"},
    NamedZone{"Asia/Manila", "PST-8"},
    NamedZone{"Asia/Seoul", "KST-9"},
    NamedZone{"Asia/Shanghai", "CST-8"},
    NamedZone{"Asia/Singapore", "<+08>-8"},
    NamedZone{"Asia/Taipei", "CST-8"},
    NamedZone{"Asia/Tokyo", "JST-9"},
    NamedZone{"Australia/Adelaide", "ACST-9:30ACDT,M10.1.0,M4.1.0/3"},
    NamedZone{"Australia/Brisbane", "AEST-10"},
    NamedZone{"Australia/Melbourne", south_east_australia},
    NamedZone{"Australia/Perth", "AWST-8"},
    NamedZone{"Australia/Sydney", south_east_australia},
    NamedZone{"Europe/Amsterdam", central_europe},
    NamedZone{"Europe/Athens", eastern_europe},
    NamedZone{"Europe/Belgrade", central_europe},
    NamedZone{"Europe/Berlin", central_europe},
    NamedZone{"Europe/Brussels", central_europe},
    NamedZone{"Europe/Bucharest", eastern_europe},
    NamedZone{"Europe/Budapest", central_europe},
    NamedZone{"Europe/Copenhagen", central_europe},
    NamedZone{"Europe/Dublin", "GMT0IST,M3.5.0/1,M10.5.0"},
    NamedZone{"Europe/Helsinki", eastern_europe},
    NamedZone{"Europe/Istanbul", "<+03>-3"},
    NamedZone{"Europe/Kyiv", eastern_europe},
    NamedZone{"Europe/Lisbon", "WET0WEST,M3.5.0/1,M10.5.0"},
    NamedZone{"Europe/London", "GMT0BST,M3.5.0/1,M10.5.0"},
    NamedZone{"Europe/Madrid", central_europe},
    NamedZone{"Europe/Moscow", "MSK-3"},
    NamedZone{"Europe/Oslo", central_europe},
    NamedZone{"Europe/Paris", central_europe},
    NamedZone{"Europe/Prague", central_europe},
    NamedZone{"Europe/Riga", eastern_europe},
    NamedZone{"Europe/Rome", central_europe},
    NamedZone{"Europe/Sofia", eastern_europe},
    NamedZone{"Europe/Stockholm", central_europe},
    NamedZone{"Europe/Tallinn", eastern_europe},
    NamedZone{"Europe/Vienna", central_europe},
    NamedZone{"Europe/Vilnius", eastern_europe},
    NamedZone{"Europe/Warsaw", central_europe},
    NamedZone{"Europe/Zurich", central_europe},
    NamedZone{"Pacific/Auckland", "NZST-12NZDT,M9.5.0,M4.1.0/3"},
    NamedZone{"Pacific/Honolulu", "HST10"},
};

/// Reads a text bit by bit.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  /// Exactly so many digits.
  int digits(std::size_t count) {
    const std::string_view part = rest_.substr(0, count);
    int value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (part.size() != count || error != std::errc{} || end != part.data() + count || value < 0 ||
        part.front() == '-')
      fine_ = false;
    rest_.remove_prefix(part.size());
    return value;
  }

  bool skip(char letter) {
    if (rest_.empty() || rest_.front() != letter) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char letter) {
    if (!skip(letter)) fine_ = false;
  }

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

  [[nodiscard]] bool is_fine() const { return fine_; }

 private:
  std::string_view rest_;
  bool fine_ = true;
};

/// "Z", "+02:00" or nothing, ahead of UTC.
std::chrono::minutes offset(Scanner& scanner) {
  if (scanner.is_at_end() || scanner.skip('Z')) return {};
  const bool east = scanner.skip('+');
  if (!east) scanner.expect('-');
  const int hours = scanner.digits(2);
  scanner.expect(':');
  const int minutes = scanner.digits(2);
  const std::chrono::minutes ahead = std::chrono::hours(hours) + std::chrono::minutes(minutes);
  return east ? ahead : -ahead;
}

}  // namespace

std::optional<cron::TimeZone> time_zone(std::string_view text) {
  for (const NamedZone& zone : zones) {
    if (zone.name == text) return cron::parse_posix_zone(zone.posix);
  }
  return cron::parse_posix_zone(text);
}

std::string time_zone_hint(std::string_view text) {
  std::vector<std::string> names;
  for (const NamedZone& zone : zones) names.emplace_back(zone.name);
  const std::string near = did_you_mean(text, names);
  return (near.empty() ? "write " : near + " or write ") +
         R"("UTC", "Europe/Berlin", or the rule itself: "CET-1CEST,M3.5.0,M10.5.0/3")";
}

std::optional<cron::UtcTime> parse_date_time(std::string_view text) {
  Scanner scanner(text);
  const int year = scanner.digits(4);
  scanner.expect('-');
  const int month = scanner.digits(2);
  scanner.expect('-');
  const int day = scanner.digits(2);
  scanner.expect('T');
  const int hour = scanner.digits(2);
  scanner.expect(':');
  const int minute = scanner.digits(2);
  const int second = scanner.skip(':') ? scanner.digits(2) : 0;
  const std::chrono::minutes ahead = offset(scanner);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  const bool fine = scanner.is_fine() && scanner.is_at_end() && date.ok() && hour < 24 &&
                    minute < 60 && second < 60;
  if (!fine) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second) - ahead;
}

}  // namespace tiersim::lab
