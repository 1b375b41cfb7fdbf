#include "sim/chance/request_draw.hpp"

namespace tiersim {

double RequestDraw::exponential_slowly(std::uint64_t bits) {
  Stream further(bits);
  return Stream::exponential_slowly(bits, further);
}

double RequestDraw::normal_slowly(std::uint64_t bits) {
  Stream further(bits);
  return Stream::normal_slowly(bits, further);
}

}  // namespace tiersim
