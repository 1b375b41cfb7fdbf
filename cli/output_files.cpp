#include "cli/output_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace tiersim::cli {

namespace fs = std::filesystem;

struct OutputFiles::File {
  std::string path;
  fs::path target;     ///< where the text will stand; links followed
  fs::path temporary;  ///< empty for what takes text as it comes: a device, a pipe
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

bool OutputFiles::refuse(const std::string& path, const std::string& reason) {
  problem_ = "cannot write " + path + ": " + reason;
  return false;
}

bool OutputFiles::open(const std::string& path) {
  if (std::ranges::any_of(files_, [&](const auto& file) { return file->path == path; }))
    return refuse(path, "it is named twice");
  auto file = std::make_unique<File>();
  file->path = path;
  if (path != "-") {
    std::error_code error;
    const fs::path folder = fs::path(path).parent_path();
    if (!folder.empty()) fs::create_directories(folder, error);
    if (error) return refuse(path, error.message());
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) return refuse(path, "it is a folder");
    // A device or a pipe cannot be replaced by renaming: /dev/null must stay what it is.
    const bool replaceable = !fs::exists(status) || fs::is_regular_file(status);
    file->target = fs::is_symlink(fs::symlink_status(path, error)) && fs::exists(status)
                       ? fs::canonical(path, error)
                       : fs::path(path);
    if (replaceable) file->temporary = file->target.string() + ".partial";
    file->stream.open(replaceable ? file->temporary : file->target, std::ios::binary);
    if (!file->stream) return refuse(path, "the folder or the file does not allow it");
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
    if (file->path == "-") continue;
    file->stream.close();
    std::error_code error;
    if (file->stream && !file->temporary.empty()) fs::rename(file->temporary, file->target, error);
    if (!file->stream) return refuse(file->path, "the disk did not take it");
    if (error) return refuse(file->path, error.message());
    file->committed = true;
  }
  return true;
}

}  // namespace tiersim::cli
