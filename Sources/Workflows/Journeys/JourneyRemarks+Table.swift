import Journeys
import Reporting

/// What the table itself shows that its owner may not know.
extension JourneyRemarks {
  private static let mostNames = 5
  /// So many lists of names are enough to see what is meant.
  private static let mostAlike = 3
  /// So many times as many contacts as customers have on average are no one's.
  private static let mostContacts = 10.0

  /// Hardly anybody means different things by names that differ in capitals and blanks alone.
  var alike: [CommandOutput.Remark] {
    let groups = Dictionary(grouping: observations.states.names) { name in
      name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let found = observations.states.names.compactMap { name in
      groups.values.first { $0.count > 1 && $0[0].utf8.elementsEqual(name.utf8) }
    }
    guard !found.isEmpty else { return [] }
    let lists = found.prefix(Self.mostAlike).map { Counted.list($0.map { "'\($0)'" }) }
    let more = found.count > Self.mostAlike ? " and \(found.count - Self.mostAlike) more" : ""
    return [
      .init(
        .warning,
        "names that differ only in capitals or blanks are taken for different ones: "
          + "\(lists.joined(separator: "; "))\(more)", hint: "write each of them in one way in the table")
    ]
  }

  /// A slip of the pen in a table of stages would make a stage of its own.
  var unstaged: [CommandOutput.Remark] {
    let mismatch = observations.states.stageMismatch
    guard !mismatch.withoutStage.isEmpty else { return [] }
    func list(_ names: [String]) -> String {
      let most = Self.mostNames
      return Counted.list(
        names.prefix(most).map { "'\($0)'" } + (names.count > most ? ["\(names.count - most) more"] : []))
    }
    return [
      .init(
        .warning,
        "the table of stages leaves out \(list(mismatch.withoutStage))"
          + (mismatch.unmet.isEmpty ? "" : ", and names \(list(mismatch.unmet)), which no contact is called"),
        hint: "write a line for each touchpoint, spelled as in the log")
    ]
  }

  /// A customer with far more contacts than others is often no customer.
  func busiest(_ cutting: JourneyObservations.Cutting) -> [CommandOutput.Remark] {
    guard let busiest = cutting.oddities.busiest, busiest.share * Double(cutting.customers) >= Self.mostContacts else {
      return []
    }
    return [
      .init(
        .warning,
        "one customer, first in row \(NumberText.integer(busiest.row + 1)), has \(NumberText.percent(busiest.share)) of "
          + "all rows, and weighs as much in these numbers",
        hint: "leave it out if it is a robot, a till or a name for many, such as 'guest'")
    ]
  }

  /// Money that went back is often logged like money that came in.
  var refunds: [CommandOutput.Remark] {
    let count = observations.conversionValues.count { $0 < 0 }
    guard observations.cutting != nil, count > 0 else { return [] }
    return [
      .init(
        .warning,
        "\(Counted.text(count, "conversion")) \(count == 1 ? "has a negative value and counts" : "have negative values and count") "
          + "as success like any other",
        hint: "if these are refunds, give them a touchpoint of their own")
    ]
  }
}
