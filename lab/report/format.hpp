#pragma once
// Figures for people: three significant digits, units apart from the number, thousands in groups.
#include <cstddef>
#include <string>
#include <string_view>

namespace tiersim::lab {

/// "–" for what was not measured, as in every other function here.
std::string format_number(double value);

/// Seconds as "213 µs", "41.8 ms", "1.48 s", "14 min 10 s", "24 h".
std::string format_duration(double seconds);

/// A ratio as per cent. Near 1 it keeps the digits that tell nines apart: 0.99957 is "99.957 %".
std::string format_percent(double ratio);

/// A count in short: "88", "8,112", "93.6 M".
std::string format_count(double count);

/// "USD 1,344", "USD 0.36".
std::string format_money(double amount, std::string_view currency);

/// An instant of simulated time as "0:30:00" (h:mm:ss).
std::string format_clock(double time_s);

/// A value in the unit of its metric ("s", "1/s", "ratio", "currency" or a count).
std::string format_value(double value, std::string_view unit, std::string_view currency = "");

/// "[299 ms, 326 ms]", or nothing when there is no interval.
std::string format_interval(double low, double high, std::string_view unit,
                            std::string_view currency = "");

/// Columns that UTF-8 text takes in a terminal: its code points.
std::size_t columns_of(std::string_view text);

/// Text broken between words into lines that end by column `width`; lines after the first are
/// indented, and the first is taken to begin at that column too (a label stands before it).
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace tiersim::lab
