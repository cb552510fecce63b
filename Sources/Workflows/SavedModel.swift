import FoundationEssentials
import Tables

/// Reads models that a command saved as JSON, and checks them.
enum SavedModel {
  private static let largestBytes = 256 << 20

  /// Only the kind and version of a file.
  private struct Header: Decodable {
    let schema: String?
  }

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - schema: Its kind and version, which ends in the version.
  ///   - what: What the model is of, such as `archetypes`.
  ///   - command: The command that writes it.
  ///   - defect: What contradicts itself in the model, if anything.
  /// - Throws: A failure when the file is missing, cut short, of another kind or a newer version, or contradicts itself.
  static func read<Model: Decodable>(
    _ path: String, _ type: Model.Type, schema: String, what: String, command: String, defect: (Model) -> String?
  ) throws(Failure) -> Model {
    let bytes: [UInt8]
    do throws(TableError) {
      bytes = try readWhole(path, atMost: largestBytes)
    } catch {
      var failure = Failure(error)
      let inside = ResultFiles.path(of: "model.json", in: path)
      if OutputFiles.exists(inside) { failure.hint = "name the model in it, \(inside)" }
      throw failure
    }
    let data = Data(bytes)
    let hint = "use the model.json that \(command) wrote"
    guard let header = try? JSONDecoder().decode(Header.self, from: data) else {
      throw .badContent("this is no model: it is not complete JSON", file: path, hint: hint)
    }
    guard let found = header.schema else {
      throw .badContent("this is no model: it does not say its schema", file: path, hint: hint)
    }
    guard found == schema else { throw otherSchema(found, schema, path, what: what, hint: hint) }
    let model: Model
    do {
      model = try JSONDecoder().decode(type, from: data)
    } catch {
      throw .badContent("the model cannot be used: \(reason(error))", file: path, hint: hint)
    }
    if let defect = defect(model) {
      throw .badContent("the model cannot be used: \(defect)", file: path, hint: hint)
    }
    return model
  }

  private static func otherSchema(
    _ found: String, _ schema: String, _ path: String, what: String, hint: String
  ) -> Failure {
    let version = schema.split(separator: "/").last.map(String.init) ?? ""
    let family = schema.dropLast(version.count)
    if found.hasPrefix(family), let other = Int(found.dropFirst(family.count)) {
      return .badContent(
        "the model is of version \(other), and this program reads version \(version)", file: path,
        hint: "use a newer archetype, or write the model again with this one")
    }
    return .badContent("this is no model of \(what) but '\(found.prefix(80))'", file: path, hint: hint)
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
