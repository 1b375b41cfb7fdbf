#pragma once
#include <stdexcept>
#include <string>

namespace tiersim {

/// A relation that must hold did not: a bug in tiersim, never the user's fault. Exit code 1.
class InternalError : public std::logic_error {
  using std::logic_error::logic_error;
};

/// Throws InternalError naming the relation and its place.
[[noreturn]] inline void fail_assertion(const char* relation, const char* file, int line) {
  throw InternalError(std::string("internal error: ") + relation + " does not hold (" + file + ":" +
                      std::to_string(line) + ")");
}

}  // namespace tiersim

/// Checked in every build, releases included.
#define TIERSIM_ASSERT(relation)                      \
  (static_cast<bool>(relation) ? static_cast<void>(0) \
                               : ::tiersim::fail_assertion(#relation, __FILE__, __LINE__))
