#ifndef ARCHETYPE_COPENBLAS_SHIM_H
#define ARCHETYPE_COPENBLAS_SHIM_H
#include <cblas.h>
#include <lapacke.h>
#endif
