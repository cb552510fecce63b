#ifndef ARCHETYPE_CSPECIALFUNCTIONS_H
#define ARCHETYPE_CSPECIALFUNCTIONS_H

#ifdef __cplusplus
extern "C" {
#endif

/* Every function returns NaN outside its domain and never throws. */

/* P(X > x) of a chi-squared variable; x >= 0, df > 0. */
double archetype_chi_squared_survival(double x, double df);
/* x with P(X <= x) = p of a beta variable; a, b > 0, 0 <= p <= 1. */
double archetype_beta_quantile(double a, double b, double p);
/* P(X <= x) of a beta variable; a, b > 0, 0 <= x <= 1. */
double archetype_beta_cumulative(double a, double b, double x);
/* x with P(X <= x) = p of a standard normal variable; 0 < p < 1. */
double archetype_normal_quantile(double p);
/* P(X > x) of a standard normal variable. */
double archetype_normal_survival(double x);
/* log |gamma(x)|. */
double archetype_log_gamma(double x);

#ifdef __cplusplus
}
#endif
#endif
