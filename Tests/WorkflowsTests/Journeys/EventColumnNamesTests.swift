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
    #expect(EventColumnNames.roles(of: ["date", "time", "user", "client"]) == [.time, nil, .customer, nil])
  }

  @Test("what tells day and hour is taken rather than what tells one of them, and a day rather than an hour")
  func finestTime() {
    #expect(EventColumnNames.roles(of: ["event_date", "event_timestamp"]) == [nil, .time])
    #expect(EventColumnNames.roles(of: ["Hora", "Fecha"]) == [nil, .time])
    #expect(EventColumnNames.roles(of: ["Hora"]) == [.time])
  }

  @Test(
    "of exports as tools and people write them are recognized",
    arguments: [
      ["user_pseudo_id", "event_timestamp", "event_name"], ["distinct_id", "time", "event"],
      ["anonymous_id", "original_timestamp", "event"], ["visitor_id", "server_time", "action_name"],
      ["Contact ID", "Activity date", "Activity type"], ["Cód. cliente", "Fecha de actividad", "Tipo de actividad"],
      ["Nº Socio", "Fecha y hora", "Tipo de contacto"], ["ID de cliente", "Fecha", "Nombre del evento"],
    ])
  func exports(headers: [String]) {
    #expect(EventColumnNames.roles(of: headers) == [.customer, .time, .touchpoint])
  }

  @Test("a customer's number is a customer where no name says it better")
  func numberedCustomers() {
    #expect(EventColumnNames.roles(of: ["account_key", "cliente"]) == [nil, .customer])
    #expect(EventColumnNames.roles(of: ["account_key", "order_id"]) == [.customer, nil])
    #expect(EventColumnNames.roles(of: ["order_id", "client_type"]) == [nil, nil])
  }

  @Test("a time of day that is not used is found")
  func timeOfDay() {
    #expect(EventColumnNames.timeOfDay(in: ["Fecha", "Ahora", "Hora alta"]) { $0 != "Fecha" } == "Hora alta")
    #expect(EventColumnNames.timeOfDay(in: ["date", "Time"]) { $0 != "date" } == "Time")
    #expect(EventColumnNames.timeOfDay(in: ["date", "time"]) { _ in false } == nil)
    #expect(EventColumnNames.timeOfDay(in: ["date", "downtime"]) { _ in true } == nil)
  }

  @Test("customer, time and touchpoint make a log, two of them do not")
  func needed() {
    #expect(!EventColumnNames.isEventLog(EventColumnNames.roles(of: ["user", "date", "amount"])))
    #expect(!EventColumnNames.isEventLog(EventColumnNames.roles(of: ["date", "event"])))
    #expect(!EventColumnNames.isEventLog(EventColumnNames.roles(of: [])))
    #expect(EventColumnNames.isEventLog([.touchpoint, nil, .time, .customer]))
  }
}
