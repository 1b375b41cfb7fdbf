#include "lab/importing/access_log_line.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

const std::string stamp = "[17/May/2015:10:05:03 +0000]";

AccessLogLine good(const std::string& line) {
  INFO(line);
  AccessLogLine entry;
  CHECK(parse(line, entry).empty());
  CHECK(entry.at == 1431857103'000'000'000);
  return entry;
}

std::string fault(const std::string& line) {
  AccessLogLine entry;
  return std::string(parse(line, entry));
}

}  // namespace

TEST_CASE("log line: common and combined format", "[importing]") {
  const std::string common = "10.0.0.1 - - " + stamp + " \"GET /a/b?c=d HTTP/1.0\" 200 6245";
  for (const std::string& line : {common, common + " \"http://x/\" \"Agent (a; b) \\\"c\\\"\""}) {
    const AccessLogLine entry = good(line);
    CHECK(entry.method == "GET");
    CHECK(entry.path == "/a/b?c=d");
    CHECK(entry.status == 200);
    CHECK(entry.bytes == 6245);
  }
}

TEST_CASE("log line: addresses, users and requests may be odd", "[importing]") {
  CHECK(good("2001:db8::1 - - " + stamp + " \"GET / HTTP/2.0\" 304 -").bytes == std::nullopt);
  CHECK(good("[2001:db8::1] - - " + stamp + " \"HEAD / HTTP/1.1\" 200 0").bytes == 0);
  CHECK(good("www.example.org:443 10.0.0.1 - John [x] Doe " + stamp + " \"PUT /x HTTP/1.1\" 201 1")
            .method == "PUT");
  CHECK(good("h - - " + stamp + " \"GET /a \\\"quoted\\\" name.html HTTP/1.0\" 200 1").path ==
        "/a \\\"quoted\\\" name.html");
  CHECK(good("h - - " + stamp + " \"GET /old\" 200 1").path == "/old");  // HTTP/0.9
  CHECK(good("h - - " + stamp + " \"M-SEARCH * HTTP/1.1\" 200 1").method == "M-SEARCH");
  CHECK(good("h - - " + stamp + " \"-\" - -").status == 0);
}

TEST_CASE("log line: what is no HTTP request has neither method nor path, but it came",
          "[importing]") {
  for (const char* request :
       {"-", "", "\\x16\\x03\\x01\\x02", "GET", "GET ", "GET  HTTP/1.0", "12 34"}) {
    const AccessLogLine entry =
        good("h - - " + stamp + " \"" + std::string(request) + "\" 400 226");
    CHECK(entry.method == "-");
    CHECK(entry.path == "-");
    CHECK(entry.status == 400);
  }
}

TEST_CASE("log line: what is wrong is said", "[importing]") {
  const std::string no_stamp = "no stamp such as [17/May/2015:10:05:03 +0000]";
  CHECK(fault("") == no_stamp);
  CHECK(fault("hello") == no_stamp);
  CHECK(fault("h - - [yesterday] \"GET / HTTP/1.0\" 200 1") == no_stamp);
  CHECK(fault("h - - [17/May/2015:10:05:03 +0000") == no_stamp);
  CHECK(fault(stamp + " \"GET / HTTP/1.0\" 200 1") == no_stamp);
  CHECK(fault("h - - " + stamp) == "no request in quotes behind the stamp");
  CHECK(fault("h - - " + stamp + " GET / 200 1") == "no request in quotes behind the stamp");
  CHECK(fault("h - - " + stamp + " \"GET / HTTP/1.0 200 1") ==
        "the quotes around the request do not close");
  CHECK(fault("h - - " + stamp + " \"GET / HTTP/1.0\\\" 200 1") ==
        "the quotes around the request do not close");
  CHECK(fault("h - - " + stamp + " \"GET / HTTP/1.0\"") ==
        "the status is neither three digits nor -");
  CHECK(fault("h - - " + stamp + " \"GET / HTTP/1.0\" ok 1") ==
        "the status is neither three digits nor -");
  CHECK(fault("h - - " + stamp + " \"GET / HTTP/1.0\" 99999 1") ==
        "the status is neither three digits nor -");
  CHECK(fault("h - - " + stamp + " \"GET / HTTP/1.0\" 200") ==
        "the size is neither a number nor -");
  CHECK(fault("h - - " + stamp + " \"GET / HTTP/1.0\" 200 -1") ==
        "the size is neither a number nor -");
}
