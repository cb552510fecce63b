import TestSupport
import Testing

@Suite("The same bytes again")
struct SameBytesTests {
  private func bytes(_ folder: String, in work: Workplace) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in try work.folder.names(in: folder) { found[name] = try work.folder.bytes(of: "\(folder)/\(name)") }
    return found
  }

  @Test("On one thread, two, seven, and as many as there are")
  func threads() throws {
    // More rows than a block of the search has.
    let work = try Workplace(["t.csv": Sample.mixed(rows: 8400)])
    let line = "cluster t.csv -k 2 --bootstrap 2 --restarts 2 --format json"
    let first = try work.expectSuccess("\(line) -o all")
    let expected = try bytes("all", in: work)
    #expect(expected.count == 6)
    for threads in ["--threads 1", "--threads 2", "--threads 7"] {
      let outcome = try work.expectSuccess("\(line) -o out \(threads)")
      #expect(outcome.outputBytes == first.outputBytes, "\(threads)")
      #expect(outcome.standardError == first.standardError.replacing("all/", with: "out/"), "\(threads)")
      #expect(try bytes("out", in: work) == expected, "\(threads)")
    }
    let assigned = try work.expectSuccess("assign all/model.json t.csv --no-output --threads 1")
    for threads in ["", "--threads 2", "--threads 7"] {
      let outcome = try work.expectSuccess("assign all/model.json t.csv --no-output \(threads)")
      #expect(outcome.outputBytes == assigned.outputBytes, "\(threads)")
    }
    #expect(assigned.outputBytes == expected["assignments.csv"])
  }

  @Test("The seed is the default one, or the one that is given")
  func seed() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let line = "cluster t.csv -k 3 --bootstrap 5 --no-output --format json"
    let plain = try work.expectSuccess(line)
    #expect(try work.expectSuccess("\(line) --seed 42").outputBytes == plain.outputBytes)
    let other = try JSONDocument(work.expectSuccess("\(line) --seed 7"))
    #expect(try other.number("seed") == 7)
    #expect(isClose(try other.number("inertia"), try JSONDocument(plain).number("inertia")))
  }

  @Test("The order of columns in --columns and the name of the output change nothing")
  func irrelevant() throws {
    let work = try Workplace(["t.csv": Sample.customers])
    let options = "-k 2 --bootstrap 0 --quiet"
    let first = try work.expectSuccess("cluster t.csv --columns age,spend \(options) -o a")
    let second = try work.expectSuccess("cluster ./t.csv --columns spend,age \(options) -o b/c")
    #expect(first.outputBytes == second.outputBytes)
    #expect(try bytes("a", in: work) == bytes("b/c", in: work))
  }
}
