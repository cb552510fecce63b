#ifndef ARCHETYPE_CYAML_SHIM_H
#define ARCHETYPE_CYAML_SHIM_H
#include <yaml.h>
#endif
