import Testing

@testable import Workflows

@Suite("Names of event columns")
struct EventColumnNamesTests {
  @Test("of an English and of a Spanish log are recognized")
  func logs() {
    let english = EventColumnNames.roles(of: ["user_id", "timestamp", "Event Type", "channel", "Revenue", "browser"])
    #expect(english == [.customer, .time, .touchpoint, .channel, .value, nil])
    #expect(EventColumnNames.isEventLog(english))
    let spanish = EventColumnNames.roles(of: ["Fecha", "ID Cliente", "Acción", "Canal", "Coste", "Puntuación", "Fase"])
    #expect(spanish == [.time, .customer, .touchpoint, .channel, .cost, .score, .stage])
    #expect(EventColumnNames.isEventLog(spanish))
  }

  @Test("every role is given once, to the first column that fits")
  func onceEach() {
    #expect(EventColumnNames.roles(of: ["date", "timestamp", "user", "client"]) == [.time, nil, .customer, nil])
  }

  @Test("customer, time and touchpoint make a log, two of them do not")
  func needed() {
    #expect(!EventColumnNames.isEventLog(EventColumnNames.roles(of: ["user", "date", "amount"])))
    #expect(!EventColumnNames.isEventLog(EventColumnNames.roles(of: ["date", "event"])))
    #expect(!EventColumnNames.isEventLog(EventColumnNames.roles(of: [])))
    #expect(EventColumnNames.isEventLog([.touchpoint, nil, .time, .customer]))
  }
}
