#include "cli/output_files.hpp"

#include <sstream>

#include "tests/cli/session.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::cli;

namespace {

struct Streams {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{in, out, err};
};

}  // namespace

TEST_CASE("a file has its name only once it is whole") {
  const Folder folder;
  Streams streams;
  const std::string path = folder.write("a.txt", "before");
  {
    OutputFiles abandoned(streams.terminal);
    REQUIRE(abandoned.open(path));
    abandoned.write(path, "half of");
    CHECK(folder.has("a.txt.partial"));
  }
  CHECK(folder.read("a.txt") == "before");
  CHECK(!folder.has("a.txt.partial"));
  OutputFiles files(streams.terminal);
  REQUIRE(files.open(path));
  files.write(path, "after");
  CHECK(folder.read("a.txt") == "before");
  REQUIRE(files.commit());
  CHECK(folder.read("a.txt") == "after");
  CHECK(!folder.has("a.txt.partial"));
}

TEST_CASE("- is the standard output; folders are made") {
  const Folder folder;
  Streams streams;
  OutputFiles files(streams.terminal);
  REQUIRE(files.open("-"));
  REQUIRE(files.open(folder.file("deep/er/a.txt")));
  files.write("-", "shown");
  files.write(folder.file("deep/er/a.txt"), "kept");
  REQUIRE(files.commit());
  CHECK(streams.out.str() == "shown");
  CHECK(folder.read("deep/er/a.txt") == "kept");
}

TEST_CASE("what cannot be written is refused before the work, with the reason") {
  const Folder folder;
  Streams streams;
  OutputFiles files(streams.terminal);
  CHECK(!files.open(folder.path.string()));
  CHECK(files.problem() == "cannot write " + folder.path.string() + ": it is a folder");
  folder.write("a_file", "");
  CHECK(!files.open(folder.file("a_file/inside")));
  CHECK(contains(files.problem(), "cannot write " + folder.file("a_file/inside") + ": "));
  REQUIRE(files.open(folder.file("twice")));
  CHECK(!files.open(folder.file("twice")));
  CHECK(files.problem() == "cannot write " + folder.file("twice") + ": it is named twice");
}

TEST_CASE("a device stays a device, and a link a link") {
  namespace fs = std::filesystem;
  const Folder folder;
  Streams streams;
  folder.write("target.txt", "before");
  fs::create_symlink(folder.file("target.txt"), folder.file("link.txt"));
  OutputFiles files(streams.terminal);
  REQUIRE(files.open("/dev/null"));
  REQUIRE(files.open(folder.file("link.txt")));
  files.write("/dev/null", "gone");
  files.write(folder.file("link.txt"), "after");
  REQUIRE(files.commit());
  CHECK(fs::is_character_file("/dev/null"));
  CHECK(fs::is_symlink(folder.file("link.txt")));
  CHECK(folder.read("target.txt") == "after");
}

TEST_CASE("a full disk is no success") {
  if (!std::filesystem::exists("/dev/full")) return;
  Streams streams;
  OutputFiles files(streams.terminal);
  REQUIRE(files.open("/dev/full"));
  files.write("/dev/full", "no room");
  CHECK(!files.commit());
  CHECK(files.problem() == "cannot write /dev/full: the disk did not take it");
}
