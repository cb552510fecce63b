/// Recognizes column names that name a customer: `customer_id`, `CustomerID`, `id_cliente`, `DNI` …
enum IdentifierNames {
  private static let words: Set<String> = ["id", "uid", "uuid", "guid", "dni", "nif", "cif", "nie", "key", "clave"]
  private static let wholes: Set<String> = [
    "customer", "customers", "client", "clients", "cliente", "clientes", "user", "usuario", "account", "cuenta",
    "customerid", "clientid", "clienteid", "idcliente", "userid", "accountid", "customernumber", "customerno",
    "customercode", "codigocliente", "codcliente", "numerocliente", "numcliente", "nrocliente", "codigo", "código",
    "email", "correo", "member", "memberid", "socio", "household",
  ]

  /// Whether a column of this name looks like an identifier.
  static func contains(_ name: String) -> Bool {
    let parts = words(of: name)
    if wholes.contains(parts.joined()) { return true }
    return parts.contains { words.contains($0) }
  }

  /// Lower-case words of `snake_case`, `camelCase`, `CustomerID` and `id cliente`.
  static func words(of name: String) -> [String] {
    var parts: [String] = []
    var current = ""
    var previous: Character?
    let letters = Array(name)
    for (place, letter) in letters.enumerated() {
      if !letter.isLetter && !letter.isNumber {
        if !current.isEmpty { parts.append(current) }
        current = ""
      } else {
        let next = place + 1 < letters.count ? letters[place + 1] : nil
        let startsWord =
          letter.isUppercase
          && (previous?.isLowercase == true || (previous?.isUppercase == true && next?.isLowercase == true))
        if startsWord, !current.isEmpty {
          parts.append(current)
          current = ""
        }
        current += letter.lowercased()
      }
      previous = letter
    }
    if !current.isEmpty { parts.append(current) }
    return parts
  }
}
