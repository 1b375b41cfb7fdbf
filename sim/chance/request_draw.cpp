#include "sim/chance/request_draw.hpp"

#include "sim/chance/math.hpp"

namespace tiersim {

double RequestDraw::exponential() {
  return -portable::log(uniform());
}

double RequestDraw::normal() {
  return portable::normal_quantile(uniform());
}

}  // namespace tiersim
