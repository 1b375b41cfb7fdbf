#pragma once
#include <string>
#include <string_view>

namespace tiersim::lab {

/// Text for HTML and XML, in an element or between double quotes. Control characters, which XML
/// forbids, become U+FFFD.
std::string escaped(std::string_view text);

/// The text with blanks between a digit and its unit that do not break at the end of a line.
std::string unbroken(std::string_view text);

}  // namespace tiersim::lab
