import Tables

/// How a table is to be read; nil means that the table itself decides.
public struct ReadingSettings: Sendable, Equatable {
  public enum Delimiter: String, Sendable, CaseIterable {
    case comma = ","
    case semicolon = ";"
    case tab = "tab"
    case bar = "|"
  }

  public typealias TextEncoding = Encoding
  public typealias DecimalMark = Tables.DecimalMark

  public enum DayOrder: Sendable, Equatable {
    case dayFirst
    case monthFirst
  }

  public var delimiter: Delimiter?
  public var encoding: TextEncoding?
  public var decimalMark: DecimalMark?
  public var dayOrder: DayOrder?
  /// Threads to work on; nil takes every core. Never changes a result.
  public var threads: Int?

  public init() {}

  func validate() throws(Failure) {
    try RequestChecks.threads(threads)
    if delimiter == .comma, decimalMark == .comma {
      throw .usage(
        "--delimiter , and --decimal , contradict each other", hint: "leave one of the two to be detected")
    }
  }
}

extension ReadOptions {
  /// The options of Tables for what the user said.
  init(_ settings: ReadingSettings, asText: Set<String> = [], allText: Bool = false) {
    let delimiter: UInt8? = settings.delimiter.map {
      switch $0 {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: UInt8(ascii: "\t")
      case .bar: UInt8(ascii: "|")
      }
    }
    self.init(
      delimiter: delimiter, encoding: settings.encoding, decimal: settings.decimalMark,
      dayFirst: settings.dayOrder.map { $0 == .dayFirst }, asText: asText, allText: allText,
      threads: settings.threads)
  }
}
