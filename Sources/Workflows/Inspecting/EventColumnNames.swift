/// Recognizes the columns of an event log by their usual English and Spanish names.
enum EventColumnNames {
  /// What an event log has, in the order in which a column is tried for it.
  enum Role: String, CaseIterable {
    case customer, time, touchpoint, stage, channel, value, cost, score
  }

  private static let names: [Role: Set<String>] = [
    .customer: [
      "customer", "customerid", "client", "clientid", "cliente", "clienteid", "idcliente", "user", "userid", "usuario",
      "usuarioid", "idusuario", "case", "caseid", "visitor", "visitorid", "account", "accountid", "cuenta", "member",
      "memberid", "socio", "contactid",
    ],
    .time: [
      "time", "timestamp", "datetime", "date", "eventtime", "eventdate", "fecha", "fechahora", "hora", "momento",
      "occurredat", "createdat", "ts",
    ],
    .touchpoint: [
      "touchpoint", "event", "eventtype", "eventname", "activity", "action", "page", "puntodecontacto", "contacto",
      "evento", "actividad", "accion", "acción", "pagina", "página", "step",
    ],
    .stage: ["stage", "phase", "etapa", "fase"],
    .channel: ["channel", "canal", "medium", "medio", "source", "origen"],
    .value: ["value", "amount", "revenue", "valor", "importe", "ingresos", "total"],
    .cost: ["cost", "coste", "costo"],
    .score: [
      "score", "rating", "csat", "nps", "satisfaction", "puntuacion", "puntuación", "valoracion", "valoración", "nota",
    ],
  ]

  /// The role of each column; nil without one. Every role is given once, to the first column with a fitting name.
  static func roles(of headers: [String]) -> [Role?] {
    var free = Set(Role.allCases.map(\.rawValue))
    return headers.map { header in
      let key = IdentifierNames.words(of: header).joined()
      let role = Role.allCases.first { free.contains($0.rawValue) && names[$0]!.contains(key) }
      if let role { free.remove(role.rawValue) }
      return role
    }
  }

  /// Whether a table with these roles can be read as an event log.
  static func isEventLog(_ roles: [Role?]) -> Bool {
    [.customer, .time, .touchpoint].allSatisfy { roles.contains($0) }
  }
}
