import LinearAlgebra
import Reporting
import Tables

/// Makes the sample shop of the demonstration.
public struct DemoWorkflow {
  private static let largestFile = 1 << 24
  private static let otherFolder = "name another folder, as in: archetype demo my-demo"

  public init() {}

  /// Writes the files of the sample shop and says what they are.
  ///
  /// A folder that is there already must be empty, or hold the demonstration's files as they were written.
  ///
  /// - Throws: A failure when anything else would be replaced, or the folder cannot be written.
  public func run(_ request: DemoRequest, terminal: Terminal) throws(Failure) -> CommandOutput {
    try request.validate()
    terminal.report?(Terminal.Progress(stage: "making a sample shop"))
    let files = DemoFiles(workers: Workers()).all
    let present: [String]
    do throws(OutputError) { present = try namesInFolder(request.folder) ?? [] } catch { throw Self.failure(error) }
    try Self.requireOwn(present, files, request)
    do throws(OutputError) {
      let output = OutputFiles()
      try output.makeFolder(request.folder)
      for file in files { try output.write(file.bytes, to: request.path(file.name)) }
      try output.commit()
    } catch {
      throw Self.failure(error)
    }
    return CommandOutput(standardOutput: Array(Self.introduction(files, request, on: terminal.output).utf8))
  }

  private static func failure(_ error: OutputError) -> Failure {
    var failure = Failure(error)
    // There is no --output to choose another place with.
    if failure.kind == .cannotWrite { failure.hint = otherFolder }
    return failure
  }

  private static func requireOwn(_ present: [String], _ files: [DemoFiles.File], _ request: DemoRequest) throws(Failure)
  {
    guard present.isEmpty || present.contains(DemoFiles.readme) else {
      throw refusal(request.folder, "the folder holds files that 'archetype demo' did not write")
    }
    for file in files where present.contains(file.name) {
      let path = request.path(file.name)
      if (try? readWhole(path, atMost: largestFile)) != file.bytes {
        throw refusal(path, "the file is not as 'archetype demo' writes it, and would be replaced")
      }
    }
  }

  private static func refusal(_ path: String, _ message: String) -> Failure {
    var failure = Failure(kind: .cannotWrite, message: message, hint: otherFolder)
    failure.file = path
    return failure
  }

  private static func introduction(
    _ files: [DemoFiles.File], _ request: DemoRequest, on stream: Terminal.Stream
  ) -> String {
    let text =
      "A small shop sells coffee on the web and over the counter, and wants to know where its money helps most. "
      + "The shop is invented. Its files are now in \(Terminal.harmless(request.path(""))), and each step below is a "
      + "command that you can run again."
    return Paragraph(text).wrapped(width: stream.paragraphWidth) + "\n\n" + DemoFiles.list(files)
  }
}
