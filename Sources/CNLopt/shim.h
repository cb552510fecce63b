#ifndef ARCHETYPE_CNLOPT_SHIM_H
#define ARCHETYPE_CNLOPT_SHIM_H
#include <nlopt.h>
#endif
