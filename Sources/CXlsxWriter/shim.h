#ifndef ARCHETYPE_CXLSXWRITER_SHIM_H
#define ARCHETYPE_CXLSXWRITER_SHIM_H
#include <xlsxwriter.h>
#endif
