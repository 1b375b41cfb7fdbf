#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cli/terminal.hpp"

namespace tiersim::cli {

/// Files that a command will write. Each is opened under a temporary name before the long work
/// starts and gets its own name when it is whole: a file that looks whole is whole. "-" is the
/// standard output; devices and pipes are written as they are.
class OutputFiles {
 public:
  explicit OutputFiles(Terminal& terminal);
  ~OutputFiles();
  OutputFiles(const OutputFiles&) = delete;
  OutputFiles& operator=(const OutputFiles&) = delete;

  /// Opens one more; folders are made. False, with the reason in `problem`, when it cannot be
  /// written.
  [[nodiscard]] bool open(const std::string& path);

  [[nodiscard]] const std::string& problem() const { return problem_; }

  /// The text of a file opened before.
  void write(const std::string& path, const std::string& text);
  /// Gives all files their names. False, with `problem`, when the disk did not take them.
  [[nodiscard]] bool commit();

 private:
  struct File;

  bool refuse(const std::string& path, const std::string& reason);

  Terminal& terminal_;
  std::vector<std::unique_ptr<File>> files_;
  std::string problem_;
};

}  // namespace tiersim::cli
