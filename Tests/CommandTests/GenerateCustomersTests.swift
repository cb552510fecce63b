import Glibc
import TestSupport
import Testing

@Suite("archetype generate customers")
struct GenerateCustomersTests {
  @Test("Writes a table and its truth, says so on standard error, and prints nothing")
  func files() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(["generate", "customers"], folder: folder.path)
    #expect(outcome.exitCode == 0)
    #expect(outcome.outputBytes.isEmpty)
    #expect(
      outcome.standardError == """
        wrote 1,000 customers to generated-customers/customers.csv and generated-customers/truth.csv
        next: archetype cluster generated-customers/customers.csv

        """)
    #expect(try folder.names(in: "generated-customers") == ["customers.csv", "truth.csv"])
    let customers = try folder.text(of: "generated-customers/customers.csv").split(separator: "\n")
    #expect(customers.count == 1001)
    #expect(
      customers[0] == "customer_id,recency_days,orders,total_spent,visits,age,discount_share,channel,plan")
  }

  @Test("--quiet says nothing")
  func quiet() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(["generate", "customers", "--quiet"], folder: folder.path)
    #expect(outcome.standardError.isEmpty)
    #expect(outcome.exitCode == 0)
  }

  @Test("One customer is no customers")
  func one() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(["generate", "customers", "--rows", "1", "--archetypes", "1"], folder: folder.path)
    #expect(outcome.standardError.hasPrefix("wrote 1 customer to generated-customers/customers.csv "))
  }

  @Test("The seed decides every byte")
  func seed() throws {
    let folder = try TemporaryFolder()
    for (name, seed) in [("a", "7"), ("b", "7"), ("c", "8")] {
      _ = try Program.run(["generate", "customers", "-o", name, "--seed", seed], folder: folder.path)
    }
    #expect(try folder.bytes(of: "a/customers.csv") == folder.bytes(of: "b/customers.csv"))
    #expect(try folder.bytes(of: "a/customers.csv") != folder.bytes(of: "c/customers.csv"))
  }

  @Test("Other files of the folder stay, the own are replaced")
  func replaces() throws {
    let folder = try TemporaryFolder()
    _ = try Program.run(["generate", "customers", "-o", "out"], folder: folder.path)
    try folder.write("mine", to: "out/notes.txt")
    try folder.write("old", to: "out/truth.csv")
    #expect(try Program.run(["generate", "customers", "-o", "out"], folder: folder.path).exitCode == 0)
    #expect(try folder.names(in: "out") == ["customers.csv", "notes.txt", "truth.csv"])
    #expect(try folder.text(of: "out/notes.txt") == "mine")
    #expect(try folder.text(of: "out/truth.csv").hasPrefix("customer_id,"))
  }

  @Test("A place that cannot be written is exit code 73 with a hint, and leaves nothing behind")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    let notFolder = try Program.run(["generate", "customers", "-o", "file"], folder: folder.path)
    #expect(notFolder.exitCode == 73)
    #expect(
      notFolder.standardError
        == "file: cannot be used as a folder: it is a file\nhint: choose another place with --output\n")

    let tooLarge = try Program.shell("ulimit -f 4; $ARCHETYPE generate customers -o big", folder: folder.path)
    #expect(tooLarge.exitCode == 73)
    #expect(tooLarge.standardError.hasPrefix("big/customers.csv: cannot write: the file would be larger"))
    #expect(try folder.names() == ["file"])
  }

  @Test("An interruption exits 130 and leaves nothing behind", arguments: [SIGINT, SIGTERM, SIGHUP])
  func interrupted(signal: CInt) throws {
    let folder = try TemporaryFolder()
    let running = try Program.start(
      ["generate", "customers", "--rows", "300000", "-o", "out"], folder: folder.path)
    // The first temporary file shows that the writing has begun.
    #expect(waitUntil { (try? folder.names(in: "out").isEmpty) == false })
    #expect(try folder.names(in: "out").count == 1)
    running.send(signal: signal)
    #expect(try running.wait().exitCode == 130)
    #expect(try folder.names().isEmpty)
  }
}
