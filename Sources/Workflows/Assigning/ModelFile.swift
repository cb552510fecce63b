import Clustering
import FoundationEssentials
import Tables

/// Saved archetypes, read back and checked.
enum ModelFile {
  private static let largestBytes = 256 << 20

  /// Only the kind and version of a file.
  private struct Header: Decodable {
    let schema: String?
  }

  /// Reads a model.
  ///
  /// - Throws: A failure when the file is missing, cut short, of another kind or a newer version, or contradicts itself.
  static func read(_ path: String) throws(Failure) -> ClusterModel {
    let bytes: [UInt8]
    do throws(TableError) {
      bytes = try readWhole(path, atMost: largestBytes)
    } catch {
      throw Failure(error)
    }
    let data = Data(bytes)
    let hint = "use the model.json that archetype cluster wrote"
    guard let header = try? JSONDecoder().decode(Header.self, from: data) else {
      throw .badContent("this is no model: it is not complete JSON", file: path, hint: hint)
    }
    guard let schema = header.schema else {
      throw .badContent("this is no model: it does not say its schema", file: path, hint: hint)
    }
    guard schema == ClusterModel.schema else { throw otherSchema(schema, path, hint: hint) }
    let model: ClusterModel
    do {
      model = try JSONDecoder().decode(ClusterModel.self, from: data)
    } catch {
      throw .badContent("the model cannot be used: \(reason(error))", file: path, hint: hint)
    }
    if let defect = model.defect {
      throw .badContent("the model cannot be used: \(defect)", file: path, hint: hint)
    }
    return model
  }

  private static func otherSchema(_ schema: String, _ path: String, hint: String) -> Failure {
    let family = ClusterModel.schema.prefix { !$0.isNumber }
    if schema.hasPrefix(family), let version = Int(schema.dropFirst(family.count)) {
      return .badContent(
        "the model is of version \(version), and this program reads version 1", file: path,
        hint: "use a newer archetype, or write the model again with this one")
    }
    return .badContent("this is no model of archetypes but '\(schema.prefix(80))'", file: path, hint: hint)
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      "'\(place(context, key))' is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "'\(place(context))' holds something else than it should"
    case DecodingError.dataCorrupted(let context):
      context.codingPath.isEmpty ? "it is not valid JSON" : "'\(place(context))' holds something it cannot"
    default: "it is not valid JSON"
    }
  }

  private static func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
    (context.codingPath + (key.map { [$0] } ?? [])).map { $0.intValue.map(String.init) ?? $0.stringValue }
      .joined(separator: ".")
  }
}
