/// Event logs for tests.
enum EventLogText {
  static let header = "customer,time,touchpoint"

  static func log(_ rows: String...) -> String { log(rows) }

  static func log(_ rows: [String], header: String = EventLogText.header) -> String {
    ([header] + rows).joined(separator: "\n") + "\n"
  }

  /// Forty customers over two months: every third buys after `ad` and `page`, the others fall silent.
  static let rows = (0..<40).flatMap { customer -> [String] in
    let day = customer % 28 + 1
    func row(_ month: Int, _ hour: Int, _ touchpoint: String) -> String {
      "c\(customer),2025-0\(month)-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00:00Z,\(touchpoint)"
    }
    let first = [row(1, 1, "ad"), row(1, 2 + customer % 5, customer % 2 == 0 ? "page" : "call")]
    return customer % 3 == 0 ? first + [row(1, 9, "buy"), row(2, 3, "call")] : first
  }

  static let small = log(rows)

  /// Options under which every journey of ``small`` is known to its end.
  static let whole = "--conversion buy --end 2025-06-30 --inactive-after 10d"

  static let tenJourneys = """
    path,conversions,nulls
    Email > Social,1,1
    Search > Email,1,0
    Social,1,0
    Email > Search,0,1
    Search > Social > Email,1,0
    Direct,1,0
    Search > Email > Social,1,0
    Social > Email,1,0
    Search,0,1

    """
}
