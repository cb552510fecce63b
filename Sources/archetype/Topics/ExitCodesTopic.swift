extension HelpTopic {
  static let exitCodes = HelpTopic(
    name: "exit-codes", summary: "what the exit code of a command means",
    text: """
      Exit codes

        0    done; also when the reader of a pipe has gone
        1    something unforeseen; a mistake in archetype
        2    something inside a file is wrong, such as a cell that is no number or a
             column that is not there
        64   the command line is wrong in a way that shows without opening a file
        66   an input is missing or cannot be read
        73   an output cannot be written
        130  interrupted, for example with Ctrl-C

      On any code but 0 the first line on standard error says what is wrong and, where a file is wrong, begins with
      file:line:column. Files are replaced only when they are complete: after an error there is the old file or the
      new one, never half of one.

      Notes and warnings go to standard error and do not change the exit code. A script that must not go on after a
      warning looks at what --quiet leaves there:

        archetype journey events.csv --conversion purchase --quiet \\
          > touchpoints.csv 2> warnings.txt || exit 1
        test ! -s warnings.txt || exit 1

      A command without anything to read, such as one whose file name was left empty, prints its help to standard
      output with code 0: put names of files in double quotes, "$FILE", and an empty one is an error.
      """)
}
