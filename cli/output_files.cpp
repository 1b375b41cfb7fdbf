#include "cli/output_files.hpp"

#include <filesystem>
#include <fstream>

namespace tiersim::cli {

namespace fs = std::filesystem;

struct OutputFiles::File {
  std::string path;
  std::string temporary;
  std::ofstream stream;
  bool committed = false;
};

OutputFiles::OutputFiles(Terminal& terminal) : terminal_(terminal) {}

OutputFiles::~OutputFiles() {
  for (const auto& file : files_) {
    if (file->committed || file->temporary.empty()) continue;
    file->stream.close();
    std::error_code ignored;
    fs::remove(file->temporary, ignored);
  }
}

bool OutputFiles::open(const std::string& path) {
  auto file = std::make_unique<File>();
  file->path = path;
  if (path != "-") {
    std::error_code error;
    const fs::path folder = fs::path(path).parent_path();
    if (!folder.empty()) fs::create_directories(folder, error);
    if (error || fs::is_directory(path)) {
      problem_ = "cannot write " + path + ": " + (error ? error.message() : "it is a folder");
      return false;
    }
    file->temporary = path + ".partial";
    file->stream.open(file->temporary, std::ios::binary | std::ios::trunc);
    if (!file->stream) {
      problem_ = "cannot write " + path + ": the folder does not exist or takes no files";
      return false;
    }
  }
  files_.push_back(std::move(file));
  return true;
}

void OutputFiles::write(const std::string& path, const std::string& text) {
  for (const auto& file : files_) {
    if (file->path != path) continue;
    (path == "-" ? terminal_.out : static_cast<std::ostream&>(file->stream)) << text;
  }
}

bool OutputFiles::commit() {
  for (const auto& file : files_) {
    if (file->temporary.empty()) continue;
    file->stream.close();
    std::error_code error;
    if (file->stream) fs::rename(file->temporary, file->path, error);
    if (!file->stream || error) {
      problem_ = "cannot write " + file->path + ": " +
                 (error ? error.message() : "the disk did not take it");
      return false;
    }
    file->committed = true;
  }
  return true;
}

}  // namespace tiersim::cli
