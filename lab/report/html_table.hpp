#pragma once
#include <string>
#include <vector>

namespace tiersim::lab {

/// A table column: its heading, and whether it holds numbers (set to the right).
struct HtmlColumn {
  std::string heading;
  bool number = false;
};

/// An HTML table; the first cell of each row is its heading. Cells are markup already.
std::string html_table(const std::vector<HtmlColumn>& columns,
                       const std::vector<std::vector<std::string>>& rows,
                       const std::string& css_class = "");

/// A section with its heading and a remark beside it; nothing when there is no content.
std::string html_section(const std::string& css_class, const std::string& title,
                         const std::string& remark, const std::string& content);

}  // namespace tiersim::lab
