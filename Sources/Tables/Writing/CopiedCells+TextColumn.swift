extension CopiedCells {
  /// The texts of a column as they were read; a missing one is an empty cell.
  public init(_ column: TextColumn) {
    self.init(rowCount: column.rowCount) { rows, receive in
      for row in rows {
        let level = column.level(ofRow: row)
        if level < 0 {
          receive(UnsafeBufferPointer(start: nil, count: 0))
        } else {
          column.withBytes(ofLevel: level, receive)
        }
      }
    }
  }

  /// A few cells that are at hand as texts, such as those of ``Table/cells(ofRow:)``.
  public init(_ texts: [String], typed: Typed = .none) {
    self.init(rowCount: texts.count, typed: typed) { rows, receive in
      for row in rows {
        var text = texts[row]
        text.withUTF8 { receive($0) }
      }
    }
  }
}
