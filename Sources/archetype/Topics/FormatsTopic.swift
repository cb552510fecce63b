extension HelpTopic {
  static let formats = HelpTopic(
    name: "formats", summary: "which tables can be read and written, and how",
    text: """
      Reading tables

      Give a file, or - for standard input. Delimiter, quotes, encoding, decimal mark and dates are found from the
      table itself; archetype inspect FILE shows what was found. Flags overrule it:

        --delimiter ';'            , ; | or tab
        --encoding windows-1252    utf-8, utf-16le, utf-16be or windows-1252
        --decimal ,                the decimal mark, where 1,234 could be either
        --day-first                03/04/2025 is 3 April; --month-first for March 4

      A first line sep=; is honoured. Comments before the header (#), title lines and empty rows at the end are skipped
      and reported. Short rows are filled up and reported; long rows are errors. Headers that repeat get a number, blank
      ones are called column_7. A number with leading zeros is a code, eight digits may be a day: cluster --numbers
      COLUMN makes numbers of both. Currency signs, percent signs and spaces in numbers are understood. A cell that is
      no number in a column of numbers is an error, shown with its line; where more than one cell in twenty is none, the
      column is taken as texts, and a warning says so.

      Dates are 2025-01-31, 31/01/2025, 31 Jan 2025, 31 de enero de 2025, Jan 31, 2025 and the like, with a time and a
      zone or without, all of a column alike; in a column that is named like a time also counts since 1970 (seconds,
      milliseconds, microseconds), in one that is called a date (fecha) also the days of Excel. A time without a zone is
      taken as UTC.

      Missing cells may be empty or say NA, NULL, None, NaN, -, --, #N/A, #DIV/0! and the other errors of spreadsheets,
      (not set), (en blanco), or N/A, N/D, S/D, n.d., k.A., no data, sin datos and the like in capitals or not, in
      columns of numbers also ?.

      In memory a table takes 8 bytes for each number; clustering takes as much again and a little more: a million
      customers with 16 numbers need about 0.4 GB.

      Printing

      Standard output carries the main result only: an aligned table on a terminal, CSV in a pipe. --format table, csv,
      json or markdown decides otherwise, and --table NAME prints another table. JSON has everything but the tables with
      a row for each row of the input. Shares in it are 0 to 1, but for the level of intervals, which is in percent as it
      was asked for; times and spans whose name says nothing else are seconds, instants since 1970 (plain numbers where
      the input has no instants).

      Writing tables

      All tables go to one folder, by default <name of the input>-<command>/, or to -o FOLDER. -o results.xlsx writes a
      workbook with a sheet for each table; files that are no tables go beside it. --no-output writes nothing.

        --csv plain      for programs: UTF-8, comma, decimal point, texts as read
        --csv excel      for Excel: with a byte-order mark and Windows line ends
        --csv excel-es   for Excel in Spanish: also semicolons and decimal commas

      A text that starts with = + - or @ can be taken for a formula by a spreadsheet. The two excel styles put a ' before
      it; plain leaves it alone and warns.
      """)
}
