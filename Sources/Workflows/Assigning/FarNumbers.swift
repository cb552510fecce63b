import Clustering
import Tables

/// Numbers so far from those of a model that no distance to its archetypes can be computed.
///
/// They are brought to the ends of what can be computed, so that a customer with such a cell still has a nearest
/// archetype and a finite distance, which is unusual for any of them.
enum FarNumbers {
  /// The largest feature whose squares can be summed over any number of columns.
  private static let largestFeature = 1e100

  /// The columns with such numbers brought nearer, and a warning for each that had any.
  static func broughtNearer(
    _ columns: [FeatureColumn], _ model: ClusterModel, _ table: Table
  ) throws(Failure) -> (columns: [FeatureColumn], remarks: [CommandOutput.Remark]) {
    var result = columns
    var remarks: [CommandOutput.Remark] = []
    for (place, wanted) in model.preparation.columns.enumerated() {
      // Logarithms of whatever a table can hold are near enough.
      guard let number = wanted.number, !number.logarithm, case .numbers(var values) = columns[place].values
      else { continue }
      let ends = [-largestFeature, largestFeature].map { Preparation.original($0, number) }.sorted()
      let far = values.indices.filter { values[$0] < ends[0] || values[$0] > ends[1] }
      guard let first = far.first else { continue }
      let cell = try Self.place(of: first, in: wanted.name, table)
      remarks.append(
        .init(
          .warning,
          "\(cell): column '\(wanted.name)' has \(Counted.text(far.count, "number")) too large to compute distances with, "
            + "the first here; each was taken as the largest that can be",
          hint: "correct such cells, or leave them empty"))
      for row in far { values[row] = min(max(values[row], ends[0]), ends[1]) }
      result[place] = FeatureColumn(name: wanted.name, values: .numbers(values))
    }
    return (result, remarks)
  }

  /// `new.csv:3`, as the first words of a message.
  private static func place(of row: Int, in column: String, _ table: Table) throws(Failure) -> String {
    do throws(TableError) {
      let place = try table.place(ofRow: row, column: table.column(named: column)?.position ?? 0)
      return place.line.map { "\(table.name):\($0)" } ?? table.name
    } catch {
      throw Failure(error)
    }
  }
}
