#include "lab/scenario/source.hpp"

#include <string>

#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;

Node json(const std::string& text) {
  Diagnostics diagnostics;
  std::optional<Node> node = parse_source("s.json", text, diagnostics);
  REQUIRE(diagnostics.empty());
  REQUIRE(node.has_value());
  return *node;
}

/// The only fault that a text has.
Diagnostic fault_in(const std::string& file, const std::string& text) {
  Diagnostics diagnostics;
  const std::optional<Node> node = parse_source(file, text, diagnostics);
  REQUIRE(diagnostics.items().size() == 1);
  return diagnostics.items().front();
}

TEST_CASE("every value of a JSON text knows its line, column and length", "[source]") {
  const Node root = json(
      "// a comment\n{\n  \"name\": \"spike \\\"x\\\" \\\\\",\n  \"rate\": -12.5e1 /* units */, "
      "\"list\": [true, null, "
      "7]\n}\n");
  CHECK(root.place == Place{"s.json", 2, 1, 1});
  CHECK(root.members[0].key_place == Place{"s.json", 3, 3, 6});
  CHECK(root.members[0].value.text == "spike \"x\" \\");
  CHECK(root.members[0].value.place == Place{"s.json", 3, 11, 16});
  CHECK(root.members[1].value.number == -125);
  CHECK(root.members[1].value.place == Place{"s.json", 4, 11, 7});
  const Node& list = *root.find("list");
  CHECK(list.place == Place{"s.json", 4, 40, 1});
  CHECK(list.items[0].place == Place{"s.json", 4, 41, 4});
  CHECK(list.items[1].place == Place{"s.json", 4, 47, 4});
  CHECK(list.items[2].place == Place{"s.json", 4, 53, 1});
  CHECK(list.items[2].integer == 7);
}

TEST_CASE("a number that ends the text has its place too", "[source]") {
  CHECK(json("42").place == Place{"s.json", 1, 1, 2});
  CHECK(json(" 42 ").place == Place{"s.json", 1, 2, 2});
}

TEST_CASE("a JSON text that breaks off says what was expected", "[source]") {
  const Diagnostic fault = fault_in("s.json", "{\n  \"a\": 1,\n  \"b\" 2\n}");
  CHECK(fault.message == "the text is not JSON: unexpected number literal");
  CHECK(fault.place == Place{"s.json", 3, 8, 1});
  CHECK(fault.cure == "expected ':'");
  const Diagnostic end = fault_in("s.json", "{\n  \"a\": ");
  CHECK(end.message == "the text is not JSON: unexpected end of input");
  CHECK(end.place == Place{"s.json", 2, 8, 1});
}

TEST_CASE("a comma before a closing bracket is named", "[source]") {
  const Diagnostic fault = fault_in("s.json", "{ \"a\": [1, 2,] }");
  CHECK(fault.message == "the text is not JSON: a comma stands before the closing ']'");
  CHECK(fault.place == Place{"s.json", 1, 14, 1});
  CHECK(fault.cure == "take away the comma before it");
}

TEST_CASE("a key that stands twice is refused where it stands the second time", "[source]") {
  for (const auto& [file, text] :
       {std::pair("s.json", "{ \"run\":\n  { \"seed\": 1, \"seed\": 2 } }"),
        std::pair("s.yaml", "run:\n  { \"seed\": 1, \"seed\": 2 }")}) {
    const Diagnostic fault = fault_in(file, text);
    CHECK(fault.message == "\"seed\" stands here a second time");
    CHECK(fault.place == Place{file, 2, 16, 6});
    CHECK(fault.pointer == "/run/seed");
    CHECK(fault.cure == "its first value is in line 2; keep one of them");
  }
}

TEST_CASE("YAML gives the tree of the same JSON", "[source]") {
  Diagnostics diagnostics;
  const auto yaml =
      parse_source("s.yaml",
                   "# comment\nname: spike\nrun:\n  duration: 30m\n  seed: 1\n  exact: "
                   "1.50\nlist:\n  - true\n  - ~\n"
                   "  - \"7\"\n  - yes\n  - 0x10\ntext: |\n  two\n  lines\nempty: {}\n",
                   diagnostics);
  REQUIRE(yaml.has_value());
  CHECK(diagnostics.empty());
  const Node same = json(
      R"({"name": "spike", "run": {"duration": "30m", "seed": 1, "exact": 1.5}, "list": [true, null, "7", "yes", "0x10"],
                             "text": "two\nlines\n", "empty": {}})");
  CHECK(canonical_json(*yaml) == canonical_json(same));
}

TEST_CASE("every value of a YAML text knows its place", "[source]") {
  Diagnostics diagnostics;
  const auto root = parse_source("s.yml", "run:\n  duration: 30m\n  name: \"a b\"\n", diagnostics);
  REQUIRE(root.has_value());
  const Node& run = *root->find("run");
  CHECK(root->members[0].key_place == Place{"s.yml", 1, 1, 3});
  CHECK(run.members[0].key_place == Place{"s.yml", 2, 3, 8});
  CHECK(run.members[0].value.place == Place{"s.yml", 2, 13, 3});
  CHECK(run.members[1].value.place == Place{"s.yml", 3, 9, 5});
}

TEST_CASE("an alias of YAML stands for its anchor", "[source]") {
  Diagnostics diagnostics;
  const auto root = parse_source("s.yaml", "a: &x { cpu: 8ms }\nb: *x\n", diagnostics);
  REQUIRE(root.has_value());
  CHECK(canonical_json(*root) == R"({"a":{"cpu":"8ms"},"b":{"cpu":"8ms"}})");
}

TEST_CASE("a YAML text that is not UTF-8 is a fault with its place", "[source]") {
  // A stray continuation, an overlong slash, a surrogate, a number above 10FFFF, a letter cut off.
  for (const char* bad :
       {"\xB2", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
    const Diagnostic fault = fault_in("s.yaml", std::string("name: x\nrun: a") + bad);
    CHECK(fault.message == "the text is not UTF-8");
    CHECK(fault.place == Place{"s.yaml", 2, 7, 1});
    CHECK(fault.cure == "save the file as UTF-8");
  }
  Diagnostics none;
  const auto good = parse_source("s.yaml", "name: \xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", none);
  REQUIRE(good.has_value());
  CHECK(good->find("name")->text == "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
}

TEST_CASE("a text that is not YAML is a fault with its place", "[source]") {
  const Diagnostic fault = fault_in("s.yaml", "run:\n  - 1\n a: 2\n");
  CHECK(fault.message == "the text is not YAML: end of map not found");
  CHECK(fault.place.line == 3);
  CHECK(fault_in("s.yaml", "").message == "the file is empty");
}

TEST_CASE("deep and swelling texts are refused, not followed", "[source]") {
  CHECK(fault_in("s.json", std::string(100'000, '[')).message ==
        "values are nested deeper than 64 levels");
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) bomb += (j == 0 ? "*a" : ", *a") + std::to_string(i - 1);
    bomb += "]\n";
  }
  CHECK(fault_in("s.yaml", bomb).message == "the file holds more than 200000 values");
  CHECK(fault_in("s.json", std::string((std::size_t{16} << 20) + 1, ' ')).message ==
        "the file is longer than 16 MiB");
}

TEST_CASE("broken texts end in diagnostics, whatever they are", "[source]") {
  const std::string whole =
      "{ \"a\": [1, -2.5e3, \"x\\u00e9\\n\", { \"b\": null }], /* c */ \"d\": true } // e";
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    for (const char* file : {"s.json", "s.yaml"}) {
      for (const char byte : {'\0', '"', '{', ']', '\\', '\x80', ':', '&', '*', '\n'}) {
        std::string text = whole.substr(0, cut);
        Diagnostics diagnostics;
        const bool read = parse_source(file, text, diagnostics).has_value();
        CHECK(read != diagnostics.has_errors());
        text += byte + whole.substr(cut + 1);
        Diagnostics others;
        CHECK((parse_source(file, text, others).has_value() || others.has_errors()));
      }
    }
  }
}

TEST_CASE("pointers escape what would part them", "[source]") {
  Node root = json(R"({"links": {"a/b~c": [1]}})");
  assign_pointers(root);
  CHECK(root.members[0].value.members[0].value.items[0].pointer == "/links/a~1b~0c/0");
}

TEST_CASE("the canonical text does not depend on order, spaces or the way numbers are written",
          "[source]") {
  CHECK(canonical_json(json("{\"b\": 1.0, \"a\": [1e2, 0.1]}")) == R"({"a":[100,0.1],"b":1})");
  CHECK(canonical_json(json("{\"a\":[100,0.10],\"b\":1}")) == R"({"a":[100,0.1],"b":1})");
}

TEST_CASE("the text for people reads back as the same tree", "[source]") {
  const Node root = json(
      R"({"name":"x","components":{"api":{"kind":"deployment","operations":{"list":[{"cpu":"8ms"}]}}},"e":{},"l":[],"r":[["0s",1],["1m",2]]})");
  const std::string text = pretty_json(root);
  CHECK(canonical_json(json(text)) == canonical_json(root));
  CHECK(text.find("  \"r\": [[\"0s\", 1], [\"1m\", 2]]\n") != std::string::npos);
}

TEST_CASE("FNV-1a gives its published values", "[source]") {
  // Test vectors of the FNV reference code (Fowler, Noll, Vo; test_fnv.c): "", "a", "foobar".
  CHECK(fnv1a_64("") == "cbf29ce484222325");
  CHECK(fnv1a_64("a") == "af63dc4c8601ec8c");
  CHECK(fnv1a_64("foobar") == "85944171f73967e8");
}

}  // namespace
