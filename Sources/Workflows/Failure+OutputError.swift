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
}
