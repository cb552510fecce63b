#ifndef ARCHETYPE_COPENBLAS_SHIM_H
#define ARCHETYPE_COPENBLAS_SHIM_H
/* Where several BLAS are installed, cblas.h may be that of another one. */
#if __has_include(<openblas-pthread/cblas.h>)
#include <openblas-pthread/cblas.h>
#else
#include <cblas.h>
#endif
#include <lapacke.h>

/* OpenBLAS starts threads of its own while it is loaded, and they spin for a while, looking for work. Builds without
   threads lack the function that ends them. */
extern int blas_thread_shutdown_(void) __attribute__((weak));

static inline void stop_blas_threads(void) {
  openblas_set_num_threads(1);
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}
#endif
