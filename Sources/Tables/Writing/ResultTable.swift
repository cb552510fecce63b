/// A table to be written: a name, columns of equal length, no rows of their own.
///
/// Every output of every command has this shape, from three archetypes to a million assignments.
///
/// ```swift
/// ResultTable(
///   name: "archetypes",
///   columns: [
///     ResultColumn("archetype", .integers([1, 2])),
///     ResultColumn("name", .texts(["High spend", "Occasional"])),
///     ResultColumn("share", .numbers([0.6, 0.4], .shortest)),
///   ])
/// ```
public struct ResultTable: Sendable {
  /// Names the file and the sheet: "archetypes" becomes `archetypes.csv`.
  public let name: String
  public let columns: [ResultColumn]
  public let rowCount: Int

  /// - Precondition: There is a column, and all columns have the same number of rows.
  public init(name: String, columns: [ResultColumn]) {
    precondition(!columns.isEmpty, "a table has at least one column")
    let rowCount = columns[0].rowCount
    for column in columns {
      precondition(
        column.rowCount == rowCount, "column '\(column.name)' has \(column.rowCount) rows, not \(rowCount)")
    }
    self.name = name
    self.columns = columns
    self.rowCount = rowCount
  }

  /// The first column with this name.
  public func column(named name: String) -> ResultColumn? {
    columns.first { $0.name == name }
  }
}

/// A named column of a ``ResultTable``.
public struct ResultColumn: Sendable {
  /// The header.
  public let name: String
  public let values: Values

  /// - Precondition: Codes of levels are -1 or number a level; copied cells have as many typed values as rows.
  public init(_ name: String, _ values: Values) {
    switch values {
    case .levels(let codes, let levels):
      precondition(
        codes.allSatisfy { $0 >= -1 && Int($0) < levels.count }, "column '\(name)' has a code without a level")
    case .copied(let cells):
      switch cells.typed {
      case .none: break
      case .numbers(let typed), .dates(let typed, _):
        precondition(typed.count == cells.rowCount, "column '\(name)' has typed values for other rows")
      }
    default: break
    }
    self.name = name
    self.values = values
  }

  /// Number of values.
  public var rowCount: Int {
    switch values {
    case .integers(let values): values.count
    case .numbers(let values, _): values.count
    case .texts(let values): values.count
    case .levels(let codes, _): codes.count
    case .flags(let values): values.count
    case .dates(let values, _): values.count
    case .copied(let cells): cells.rowCount
    }
  }

  /// The values of a column, one a row.
  public enum Values: Sendable {
    case integers([Int])
    /// NaN is an empty cell.
    case numbers([Double], NumberStyle)
    /// An empty text is an empty cell.
    case texts([String])
    /// Texts that repeat, as a level's number a row; -1 is an empty cell.
    case levels(codes: [Int32], levels: [String])
    /// Written `true` and `false`.
    case flags([Bool])
    /// Seconds since 1970-01-01 00:00 UTC; NaN is an empty cell.
    case dates([Double], DateStyle)
    /// Cells of an input, byte for byte.
    case copied(CopiedCells)
  }
}

/// How the numbers of a column are written.
///
/// Whatever the style, a number is positional from 1e-4 up to 1e16 and has an exponent of at least two digits outside
/// (`1e-07`, `2.5e+16`), there are no zeros at the end, an integer has no decimal mark, and zero has no sign. Infinities
/// are `inf` and `-inf`.
public enum NumberStyle: Sendable, Equatable {
  /// The fewest digits that read back to the same Double.
  case shortest
  /// Correctly rounded to this many significant digits, 1 to 14; ties go to the even digit.
  ///
  /// Distances in assignments have six: enough to rank customers, and half the bytes of a million rows.
  case significant(Int)
  /// Correctly rounded to this many decimals, 0 to 9; ties go to the even digit. Never with an exponent.
  ///
  /// Numbers of which this would keep more than 15 significant digits are written shortest.
  case decimals(Int)
}

/// How the dates of a column are written.
///
/// Plain files get ISO 8601; the Excel styles have a space for the `T` and no `Z`, which Excel would take for text.
/// A fraction of a second is written as milliseconds.
public enum DateStyle: Sendable, Equatable {
  /// `2024-05-01`
  case day
  /// `2024-05-01T13:45:00`: the clock that the input showed, no zone known.
  case time
  /// `2024-05-01T13:45:00Z`
  case utcTime
}

/// Cells that are copied from an input, so that identifiers join back byte for byte.
public struct CopiedCells: Sendable {
  /// What the cells were read as, for outputs where bytes are not enough: Excel's styles and workbooks.
  public enum Typed: Sendable {
    /// The bytes are all there is.
    case none
    /// One a row; NaN where the cell is no number.
    case numbers([Double])
    /// Seconds since 1970, one a row; NaN where the cell is no date.
    case dates([Double], DateStyle)
  }

  /// Takes the bytes of a cell, UTF-8 after unquoting.
  public typealias Receiver = (UnsafeBufferPointer<UInt8>) -> Void

  public let rowCount: Int
  public let typed: Typed
  /// Gives the cells of rows to the receiver, in order.
  public let send: @Sendable (Range<Int>, Receiver) -> Void

  /// - Parameters:
  ///   - rowCount: Number of cells.
  ///   - typed: Numbers or dates behind the cells. Plain files ignore them; elsewhere a cell with a typed value is
  ///     written as that value and any other as text.
  ///   - send: Gives the cells of these rows to the receiver, in order, one call a row; called from several threads.
  public init(
    rowCount: Int, typed: Typed = .none,
    send: @escaping @Sendable (_ rows: Range<Int>, _ receiver: Receiver) -> Void
  ) {
    self.rowCount = rowCount
    self.typed = typed
    self.send = send
  }
}
