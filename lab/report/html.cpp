#include "lab/report/html.hpp"

#include "lab/report/assets.hpp"
#include "lab/report/chart_data.hpp"
#include "lab/report/html_sections.hpp"
#include "lab/report/markup.hpp"

namespace tiersim::lab {
namespace {

std::string element(const char* name, std::string_view content) {
  std::string text = "<";
  text += name;
  text += ">\n";
  text += content;
  text += "</";
  text += name;
  return text + ">\n";
}

}  // namespace

std::string html_report(const Result& result) {
  std::string text =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" "
      "content=\"tiersim\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<title>" +
      escaped(result.scenario_name) + " – tiersim</title>\n";
  text += element("style", asset("uplot-1.6.32.css")) + element("style", asset("report.css")) +
          "</head>\n<body>\n";
  text += html_header(result) + "<main>\n" + html_objectives(result) + html_figures(result) +
          html_advice(result);
  text +=
      html_topology(result) + html_breakdown(result) + html_charts(result) + html_requests(result);
  text += html_components(result) + html_alerts(result) + html_scaling(result) +
          html_decisions(result) + html_cost(result);
  text += html_theory(result) + html_assumptions(result) + "</main>\n" + html_footer(result);
  text +=
      "<script type=\"application/json\" id=\"report-data\">" + chart_data(result) + "</script>\n";
  text += "<!--\n" + std::string(asset("uplot-LICENSE.txt")) + "-->\n";
  text += element("script", asset("uplot-1.6.32.js")) + element("script", asset("report.js"));
  return text + "</body>\n</html>\n";
}

}  // namespace tiersim::lab
