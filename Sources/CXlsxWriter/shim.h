#ifndef ARCHETYPE_CXLSXWRITER_SHIM_H
#define ARCHETYPE_CXLSXWRITER_SHIM_H
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <xlsxwriter.h>

/* libxlsxwriter is loaded with the first workbook and not with the program: a cryptographic library comes with it, and
   to load both takes longer than all else that many a command does. */
static inline const char *_Nonnull xlsxwriter_file_name(void) { return "libxlsxwriter.so." LXW_SOVERSION; }

#define ARCHETYPE_XLSXWRITER_FUNCTIONS(FUNCTION) \
  FUNCTION(format_set_bold)                      \
  FUNCTION(format_set_num_format)                \
  FUNCTION(lxw_strerror)                         \
  FUNCTION(workbook_add_format)                  \
  FUNCTION(workbook_add_worksheet)               \
  FUNCTION(workbook_close)                       \
  FUNCTION(workbook_new_opt)                     \
  FUNCTION(workbook_set_properties)              \
  FUNCTION(worksheet_autofilter)                 \
  FUNCTION(worksheet_freeze_panes)               \
  FUNCTION(worksheet_set_column)                 \
  FUNCTION(worksheet_write_boolean)              \
  FUNCTION(worksheet_write_number)               \
  FUNCTION(worksheet_write_string)

/* The functions that are used, each under its own name. */
#define ARCHETYPE_XLSXWRITER_MEMBER(name) __typeof__(name) *_Nonnull name;
struct xlsxwriter_functions {
  ARCHETYPE_XLSXWRITER_FUNCTIONS(ARCHETYPE_XLSXWRITER_MEMBER)
};

/* Loads the library for good and finds its functions; NULL, or in the system's words why that cannot be done. */
static inline const char *_Nullable xlsxwriter_load(struct xlsxwriter_functions *_Nonnull functions) {
  void *library = dlopen(xlsxwriter_file_name(), RTLD_NOW | RTLD_LOCAL);
  if (!library) return dlerror();
  void *found;
#define ARCHETYPE_XLSXWRITER_FIND(name)                   \
  if (!(found = dlsym(library, #name))) return dlerror(); \
  functions->name = (__typeof__(name) *)found;
  ARCHETYPE_XLSXWRITER_FUNCTIONS(ARCHETYPE_XLSXWRITER_FIND)
  return NULL;
}

/* Closes a workbook without the library's own words on standard error; its result says what went wrong. */
static inline lxw_error workbook_close_quietly(
    const struct xlsxwriter_functions *_Nonnull functions, lxw_workbook *_Nonnull workbook) {
  FILE *usual = stderr;
  FILE *nowhere = fopen("/dev/null", "w");
  if (nowhere) stderr = nowhere;
  lxw_error error = functions->workbook_close(workbook);
  stderr = usual;
  if (nowhere) {
    int reason = errno;
    fclose(nowhere);
    errno = reason;
  }
  return error;
}
#endif
