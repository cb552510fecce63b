import Testing

@testable import Workflows

@Suite("Lists of columns")
struct ColumnChoiceTests {
  @Test("A list that is the name of a column stays whole")
  func whole() throws {
    let choice = ColumnChoice.with {
      $0.only = ["pay, monthly", "age,plan"]
      $0.excluded = ["a,b"]
      $0.numbers = [#"pay\, monthly,age"#]
      $0.categories = ["x,y"]
    }
    let split = choice.split(headers: ["pay, monthly", "age", "plan", "a", "b", "x,y"])
    #expect(split.only == ["pay, monthly", "age", "plan"] && split.excluded == ["a", "b"])
    #expect(split.numbers == ["pay, monthly", "age"] && split.categories == ["x,y"])
    try choice.validate()
  }

  @Test("Columns in lists that contradict each other are found inside the lists")
  func contradiction() {
    let failure = #expect(throws: Failure.self) {
      try ColumnChoice.with {
        $0.only = ["age,plan"]
        $0.excluded = ["plan,pay"]
      }.validate()
    }
    #expect(failure?.message == "column 'plan' is in both --columns and --exclude")
  }
}
