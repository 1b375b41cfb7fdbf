#pragma once
// Properties by rapidcheck: random cases, a failing one made small. The seed and how to repeat a
// failure are printed; RC_PARAMS sets both (tests/properties/README.md).
#include <cstddef>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>
#include <vector>

namespace tiersim::test {

/// A sequence of random steps, up to `times` longer than rapidcheck's usual (which grows from 0 to
/// 100 over the cases of a property).
template <class Step>
rc::Gen<std::vector<Step>> steps(const rc::Gen<Step>& one, double times = 1.0) {
  return rc::gen::scale(times, rc::gen::container<std::vector<Step>>(one));
}

/// A whole number in [from, to], both included; small sizes do not narrow it.
template <class Number>
rc::Gen<Number> number(Number from, Number to) {
  return rc::gen::resize(rc::kNominalSize,
                         rc::gen::inRange<Number>(from, static_cast<Number>(to + 1)));
}

}  // namespace tiersim::test
