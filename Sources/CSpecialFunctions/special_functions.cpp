#include "CSpecialFunctions.h"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace {

using namespace boost::math::policies;

// Swift cannot catch what C++ throws, so that every failure is a value. Doubles are not promoted: the wider type costs
// several times the time for digits that nobody reads.
using Quiet = policy<domain_error<ignore_error>, pole_error<ignore_error>, overflow_error<ignore_error>,
                     evaluation_error<ignore_error>, rounding_error<ignore_error>,
                     indeterminate_result_error<ignore_error>, promote_double<false>>;

}  // namespace

extern "C" double archetype_chi_squared_survival(double x, double df) {
  return boost::math::gamma_q(df / 2, x / 2, Quiet());
}

extern "C" double archetype_beta_quantile(double a, double b, double p) {
  return boost::math::ibeta_inv(a, b, p, Quiet());
}

extern "C" double archetype_beta_cumulative(double a, double b, double x) {
  return boost::math::ibeta(a, b, x, Quiet());
}

extern "C" double archetype_normal_quantile(double p) {
  return -boost::math::constants::root_two<double>() * boost::math::erfc_inv(2 * p, Quiet());
}

extern "C" double archetype_normal_survival(double x) {
  return boost::math::erfc(x / boost::math::constants::root_two<double>(), Quiet()) / 2;
}

extern "C" double archetype_log_gamma(double x) {
  return boost::math::lgamma(x, Quiet());
}
