import Tables

extension [ResultColumn] {
  /// The columns, a repeated name with `_2`, `_3` and so on behind it, as the reader names repeated headers.
  ///
  /// Columns of an input stand beside columns of a result, and any of the two may be called `id`.
  var uniquelyNamed: [ResultColumn] {
    var taken = Set<String>()
    return map { column in
      var name = column.name
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(column.name)_\(number)"
        number += 1
      }
      return name == column.name ? column : ResultColumn(name, column.values)
    }
  }
}
