/// Recognizes column names that name a customer: `customer_id`, `CustomerID`, `Nº cliente`, `DNI` …
enum IdentifierNames {
  private static let words: Set<String> = ["id", "uid", "uuid", "guid", "dni", "nif", "cif", "nie", "key", "clave"]
  private static let wholes: Set<String> = [
    "customer", "customers", "client", "clients", "cliente", "clientes", "user", "usuario", "account", "cuenta",
    "customerid", "clientid", "clienteid", "idcliente", "userid", "accountid", "customernumber", "customerno",
    "customercode", "codigocliente", "codcliente", "numerocliente", "numcliente", "nrocliente", "codigo",
    "email", "correo", "member", "memberid", "socio", "household", "username", "respondent", "matricula",
    "kunde", "kunden", "kundennr", "kundennummer", "kundenid", "mitglied", "mitgliedsnummer",
  ]
  private static let fillers: Set<String> = ["de", "del", "la", "el", "of", "the"]
  private static let numberWords: Set<String> = [
    "cod", "codigo", "code", "n", "no", "nr", "nro", "num", "numero", "number", "nummer", "id", "ref",
  ]
  private static let customerWords: Set<String> = [
    "cliente", "customer", "client", "user", "usuario", "socio", "member", "account", "cuenta", "contacto", "contact",
    "abonado", "afiliado", "suscriptor", "subscriber", "cust", "kunde", "kunden", "mitglied",
  ]
  private static let codeWords: Set<String> = [
    "postal", "postcode", "zip", "zipcode", "cp", "telefono", "telf", "tlf", "tel", "phone", "telephone", "movil",
  ]
  private static let codeCompanions: Set<String> = ["mobile", "home", "work", "fijo", "area"]

  /// What kinds are called; the last word of a name says what it is.
  private static let kinds: Set<String> = [
    "type", "kind", "class", "category", "region", "zone", "country", "province", "browser", "system", "systems", "os",
    "device", "channel", "code", "department", "segment", "cluster", "status", "gender", "sex", "method", "language",
    "occupation", "profession",
  ]
  /// The same in Spanish, where the first word says it.
  private static let spanishKinds: Set<String> = [
    "tipo", "clase", "categoria", "region", "zona", "pais", "provincia", "navegador", "sistema", "dispositivo", "canal",
    "codigo", "departamento", "segmento", "estado", "sexo", "genero", "metodo", "idioma", "ocupacion", "profesion",
  ]

  /// Whether a column of this name looks like an identifier.
  static func contains(_ name: String) -> Bool {
    let parts = tellingWords(of: name)
    if wholes.contains(parts.joined()) { return true }
    if parts.contains(where: { words.contains($0) }) { return true }
    return parts.contains { numberWords.contains($0) } && parts.contains { customerWords.contains($0) }
      && parts.allSatisfy { numberWords.contains($0) || customerWords.contains($0) }
  }

  /// Whether an identifier of this name is one of customers, not one of shops or products.
  static func namesCustomer(_ name: String) -> Bool {
    let whole = tellingWords(of: name).joined()
    return whole == "id" || customerWords.contains { whole.contains($0) }
  }

  /// Whether a column of this name holds postal codes or telephone numbers: digits that are no amount.
  static func isCode(_ name: String) -> Bool {
    let parts = tellingWords(of: name)
    return parts.contains { codeWords.contains($0) }
      && parts.allSatisfy {
        codeWords.contains($0) || codeCompanions.contains($0) || numberWords.contains($0) || customerWords.contains($0)
      }
  }

  /// Whether numbers in a column of this name may stand for kinds, which have no order.
  static func namesKind(_ name: String) -> Bool {
    let parts = tellingWords(of: name)
    return kinds.contains(parts.last ?? "") || spanishKinds.contains(parts.first ?? "")
  }

  /// Whether a column of this name may say how much a row counts.
  static func namesWeight(_ name: String) -> Bool {
    let words: Set<String> = ["weight", "weights", "peso", "ponderacion", "gewicht", "gewichtung"]
    return tellingWords(of: name).contains { words.contains($0) }
  }

  /// Lower-case words without accents and without `de`, `of` …
  static func tellingWords(of name: String) -> [String] {
    let hasOrdinal = name.contains("º")
    // The point of 'N.º' would part the N from its sign.
    let letters = name.filter { !(hasOrdinal && $0 == ".") }.map { unaccented[$0] ?? $0 }
    return words(of: String(letters)).filter { !fillers.contains($0) }
  }

  private static let unaccented: [Character: Character] = {
    let pairs = zip(
      "áéíóúàèìòùäëïöüâêîôûãõñçÁÉÍÓÚÀÈÌÒÙÄËÏÖÜÂÊÎÔÛÃÕÑÇºª°",
      "aeiouaeiouaeiouaeiouaoncAEIOUAEIOUAEIOUAEIOUAONCoao")
    return Dictionary(uniqueKeysWithValues: pairs.map { ($0, $1) })
  }()

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
