#include "tests/queueing/quick_cases.hpp"

#include <algorithm>
#include <array>

namespace tiersim::queueing {
namespace {

constexpr auto names = std::to_array<std::string_view>({
    "mm1_rho0.30",
    "mmc_c2_rho0.50",
    "mmck_c3_K4_rho0.4",
    "erlangb_c10_a15",
    "mminf_a1",
    "mg1_det_rho0.80",
    "mg1_lcfspr_exp_rho0.50",
    "mg1_lcfs_det_rho0.80",
    "mg1_siro_erlang3_rho0.70",
    "mg1_prio_np_det3_rho0.60",
    "mg1_prio_pr_exp2_unequal_rho0.70",
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
    "jackson_web_app_db",
    "closed_dbpool25_N25",
    "closed_ld_two_speed",
    "closed_multi_web_api_think",
    "repairman_N3_s2_c1_lam0.01",
    "bounds_knee",
    "bcmp_open_multi_server",
    "bcmp_mixed_with_delay",
    "pool_closed_N10_K25_c4",
    "pool_open_lam20_K1_c4",
    "fj2_rho0.50_sym",
    "fanout_exp_all2",
    "fanout_logn_hedge3",
    "gim1_h2scv4_rho0.50",
    "gimc_erlang10_c2_rho0.50",
    "phph1_h2_e3_rho0.70",
    "mmpp2_l8_2_r1_1_c1",
    "random_n1_rho0.50",
    "rr_n2_rho0.50",
    "weighted_five",
    "optsplit_slow_unused",
    "jsq_n2_rho0.50",
    "pod_n4_d2_rho0.60",
    "lbbounds_n5_rho0.50",
    "sed2_mu10_5_rho0.50",
    "jsq2_mu20_1_rho0.60",
    "mm1_transient_lam5_mu10_n0",
    "mminf_transient_lam3_mu0.5_n20",
    "mtginf_det",
    "mtmc_c3_T5_b1",
    "avail_transient_lam0.2_mu0.05",
});

}  // namespace

bool is_quick_case(std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace tiersim::queueing
