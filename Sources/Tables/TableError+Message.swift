extension TableError: CustomStringConvertible {
  /// What is wrong, as a sentence part without its place.
  public var message: String {
    switch self {
    case .cannotRead(_, let reason): reason
    case .empty: "the file is empty"
    case .notText(_, let what): "this is not a text table but \(what)"
    case .undecodable(_, let encoding): "this byte is not \(encoding.rawValue)"
    case .nulByte: "the line holds a NUL byte"
    case .unterminatedQuote: "the quote opened here is never closed"
    case .longRow(_, let cells, let columns, _):
      "the row has \(cells) cells where the header has \(columns)"
    case .notNumber(_, let column, let cell, _): "column '\(column)' holds '\(cell)', which is not a number"
    case .notDate(_, let column, let cell, _):
      "column '\(column)' holds '\(cell)', which is not a date like the others"
    case .insufficientMemory(_, let needed, let available):
      "reading needs about \(megabytes(needed)) of memory and \(megabytes(available)) are available"
    case .changedWhileReading: "the file got shorter while it was read"
    case .unusableDelimiter(_, let byte): "\(quotedByte(byte)) cannot separate columns"
    }
  }

  /// What helps, where something does.
  public var hint: String? {
    switch self {
    case .notText(_, let what):
      what.contains("workbook") ? "save the sheet as CSV" : what.contains("compressed") ? "unpack it first" : nil
    case .undecodable: "--encoding windows-1252 reads any byte"
    case .longRow: "--delimiter names the separator if it was guessed wrong"
    case .unterminatedQuote: "a quote inside a quoted cell is written twice"
    case .notNumber(_, let column, _, _), .notDate(_, let column, _, _):
      "--categories \(shellWord(column)) reads the column as text, --exclude \(shellWord(column)) leaves it out"
    case .unusableDelimiter: "--delimiter takes one of , ; | or tab"
    default: nil
    }
  }

  /// `customers.csv:118:4: column 'age' holds 'n/a', which is not a number`.
  public var description: String {
    let place = self.place
    let position = [place.line, place.column].compactMap { $0 }.map { ":\($0)" }.joined()
    return "\(place.file)\(position): \(message)"
  }
}

private func megabytes(_ bytes: Int) -> String {
  bytes < 10 << 30 ? "\(max(1, bytes >> 20)) MB" : "\(bytes >> 30) GB"
}

private func quotedByte(_ byte: UInt8) -> String {
  byte > 0x20 && byte < 0x7F ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
}

/// The column name as a shell takes it, quoted where it has to be.
private func shellWord(_ name: String) -> String {
  let isPlain = name.utf8.allSatisfy { byte in
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A)
  }
  return isPlain && !name.isEmpty ? name : "'\(name)'"
}
