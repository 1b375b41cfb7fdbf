#include "lab/report/html_table.hpp"

#include "lab/report/markup.hpp"

namespace tiersim::lab {

std::string html_table(const std::vector<HtmlColumn>& columns,
                       const std::vector<std::vector<std::string>>& rows,
                       const std::string& css_class) {
  std::string text = "<div class=\"scroll\"><table class=\"" + css_class + "\"><thead><tr>";
  for (const HtmlColumn& column : columns) {
    text += column.number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">";
    text += escaped(column.heading) + "</th>";
  }
  text += "</tr></thead><tbody>\n";
  for (const auto& row : rows) {
    text += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool number = i < columns.size() && columns[i].number;
      text += i == 0 ? "<th scope=\"row\">" : number ? "<td class=\"n\">" : "<td>";
      text += row[i] + (i == 0 ? "</th>" : "</td>");
    }
    text += "</tr>\n";
  }
  return text + "</tbody></table></div>\n";
}

std::string html_section(const std::string& css_class, const std::string& title,
                         const std::string& remark, const std::string& content) {
  if (content.empty()) return {};
  return "<section class=\"" + css_class + "\">\n<h2>" + escaped(title) +
         (remark.empty() ? "" : " <small>" + escaped(remark) + "</small>") + "</h2>\n" + content +
         "</section>\n";
}

}  // namespace tiersim::lab
