import Tables

extension Failure {
  /// An output that could not be written, in the words of Tables.
  init(_ error: OutputError) {
    if case .closedPipe = error {
      self.init(kind: .closedPipe, message: error.message)
    } else {
      self.init(kind: .cannotWrite, message: error.message, hint: error.hint)
    }
    file = error.path
  }

  /// A stream that has no path, and the errno of the system.
  public static func cannotWrite(to stream: String, code: Int32) -> Failure {
    var failure = Failure(OutputError.cannotWrite(path: stream, code: code))
    // No flag leads a stream elsewhere.
    failure.hint = nil
    return failure
  }
}
