import Clustering

/// Saved archetypes, read back and checked.
enum ModelFile {
  /// Reads a model.
  ///
  /// - Throws: A failure when the file is missing, cut short, of another kind or a newer version, or contradicts itself.
  static func read(_ path: String) throws(Failure) -> ClusterModel {
    try SavedModel.read(
      path, ClusterModel.self, schema: ClusterModel.schema, what: "archetypes", command: "archetype cluster",
      defect: \.defect)
  }
}
