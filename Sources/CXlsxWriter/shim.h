#ifndef ARCHETYPE_CXLSXWRITER_SHIM_H
#define ARCHETYPE_CXLSXWRITER_SHIM_H
#include <errno.h>
#include <stdio.h>
#include <xlsxwriter.h>

/* Closes a workbook without the library's own words on standard error; its result says what went wrong. */
static inline lxw_error workbook_close_quietly(lxw_workbook *workbook) {
  FILE *usual = stderr;
  FILE *nowhere = fopen("/dev/null", "w");
  if (nowhere) stderr = nowhere;
  lxw_error error = workbook_close(workbook);
  stderr = usual;
  if (nowhere) {
    int reason = errno;
    fclose(nowhere);
    errno = reason;
  }
  return error;
}
#endif
