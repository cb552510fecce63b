/// Names as they are written one after the other on the command line.
public enum NameList {
  /// Splits `a,b\,c` at commas into `a` and `b,c`; blanks around a name and empty names are dropped.
  ///
  /// - Parameters:
  ///   - lists: As they stand on the command line.
  ///   - known: Names that stay whole, commas and all, where a list is one of them.
  public static func names(in lists: [String], known: [String] = []) -> [String] {
    var names: [String] = []
    for list in lists {
      if known.contains(where: { $0.utf8.elementsEqual(list.utf8) }) {
        names.append(list)
        continue
      }
      var current = ""
      var isEscaped = false
      for character in list {
        if isEscaped {
          if character != "," { current.append("\\") }
          current.append(character)
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "," {
          names.append(current.withoutOuterBlanks)
          current = ""
        } else {
          current.append(character)
        }
      }
      if isEscaped { current.append("\\") }
      names.append(current.withoutOuterBlanks)
    }
    return names.filter { !$0.isEmpty }
  }
}

extension String {
  var withoutOuterBlanks: String {
    var slice = self[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
  }
}
