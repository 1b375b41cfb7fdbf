#include "tests/queueing/quick_cases.hpp"

#include <algorithm>
#include <array>

namespace tiersim::queueing {
namespace {

constexpr std::array<std::string_view, 28> names{
    "mm1_rho0.30",
    "mmc_c2_rho0.50",
    "mmck_c3_K4_rho0.4",
    "erlangb_c10_a15",
    "mminf_a7.5",
    "mg1_det_rho0.80",
    "mg1_lcfspr_exp_rho0.50",
    "mg1_lcfs_det_rho0.80",
    "mg1_siro_erlang3_rho0.70",
    "mg1_prio_np_det3_rho0.60",
    "mg1_prio_pr_det_h2_rho0.65",
    "mg1_ps_exp_rho0.50",
    "mgc_ps_c2_rho0.80",
    "mdc_c3_rho0.70",
    "vacation_det_det",
    "setup_exp_exp_rho0.10",
    "delayedoff_det_timer",
    "mmc_setup_c4_lam2_alpha0.5",
    "mxm1_const1_rho0.75",
    "bulk_lam5_mu1_a1_b10",
    "batchtimeout_lam2000_b64_T0.03",
    "erlanga_lam20_mu10_c1_theta5",
    "mmcd_lam0.5_mu1_c1_tau2",
    "retrial_lam12_mu10_c1_theta4_p0.5",
    "retrychain_two_tier_3x3",
    "backoff_default3",
    "backoff_outage10_jitter",
    "mmcd_lam45_mu10_c5_tau0.1",
};

}  // namespace

bool is_quick_case(std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace tiersim::queueing
