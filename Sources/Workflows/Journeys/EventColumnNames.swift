/// Recognizes the columns of an event log by their usual English and Spanish names.
enum EventColumnNames {
  /// What an event log has, in the order in which a column is tried for it.
  typealias Role = EventColumnChoice.Role

  /// Without accents, blanks and `de`; the sets of a role in the order in which columns are tried for it.
  private static let names: [Role: [Set<String>]] = [
    .customer: [
      [
        "customer", "customerid", "client", "clientid", "cliente", "clienteid", "idcliente", "user", "userid",
        "usuario", "usuarioid", "idusuario", "case", "caseid", "visitor", "visitorid", "fullvisitorid", "account",
        "accountid", "cuenta", "member", "memberid", "socio", "contactid", "distinctid", "anonymousid",
      ]
    ],
    // A day beside a time of day tells less than both together, and a time of day alone nothing.
    .time: [
      [
        "timestamp", "datetime", "eventtimestamp", "eventtime", "eventdatetime", "originaltimestamp", "servertime",
        "fechahora", "fechayhora", "occurredat", "createdat", "ts",
      ],
      [
        "time", "date", "eventdate", "activitydate", "contactdate", "fecha", "fechaevento", "fechaactividad",
        "fechacontacto", "momento",
      ],
      ["hora"],
    ],
    .touchpoint: [
      [
        "touchpoint", "event", "eventtype", "eventname", "activity", "activitytype", "action", "actionname", "page",
        "pagename", "interaction", "contacttype", "puntocontacto", "contacto", "tipocontacto", "evento", "tipoevento",
        "nombreevento", "actividad", "tipoactividad", "accion", "pagina", "interaccion", "step",
      ]
    ],
    .stage: [["stage", "phase", "etapa", "fase"]],
    .channel: [["channel", "canal", "medium", "medio", "source", "origen"]],
    .value: [["value", "eventvalueinusd", "amount", "revenue", "valor", "importe", "ingresos", "total"]],
    .cost: [["cost", "coste", "costo"]],
    .score: [["score", "rating", "csat", "nps", "satisfaction", "puntuacion", "valoracion", "nota"]],
  ]

  /// The role of each column; nil without one. Every role is given once, to the first column with the best fitting name.
  static func roles(of headers: [String]) -> [Role?] {
    let keys = headers.map { IdentifierNames.tellingWords(of: $0).joined() }
    var roles = [Role?](repeating: nil, count: headers.count)
    for role in Role.allCases {
      var place = names[role]!.lazy.compactMap { set in keys.firstIndex { set.contains($0) } }.first
      if role == .customer, place == nil {
        place = headers.firstIndex { IdentifierNames.contains($0) && IdentifierNames.namesCustomer($0) }
      }
      if let place, roles[place] == nil { roles[place] = role }
    }
    return roles
  }

  /// The column that is called as a time of day is, among those without a role.
  static func timeOfDay(in headers: [String], unused: (String) -> Bool) -> String? {
    headers.first { header in
      let words = IdentifierNames.tellingWords(of: header)
      return unused(header) && (words.contains("hora") || ["time", "hour"].contains(words.joined()))
    }
  }

  /// Whether a table with these roles can be read as an event log.
  static func isEventLog(_ roles: [Role?]) -> Bool {
    [.customer, .time, .touchpoint].allSatisfy { roles.contains($0) }
  }
}
