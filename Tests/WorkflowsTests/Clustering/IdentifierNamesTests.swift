import Testing

@testable import Workflows

@Suite("Names of identifiers")
struct IdentifierNamesTests {
  @Test(
    "are recognized in every usual spelling, English, Spanish and German",
    arguments: [
      "id", "ID", "Id", "customer_id", "CustomerID", "customerId", "CUSTOMER ID", "user-uuid", "DNI", "nif",
      "id_cliente",
      "ID Cliente", "idCliente", "codigo cliente", "código", "Email", "correo", "account", "clave", "Customer No",
      "guid", "Código cliente", "Cód. cliente", "Nº cliente", "N.º de cliente", "Núm. cliente", "Número de cliente",
      "Cliente Nº", "user_no", "NÚMERO DEL SOCIO", "ref_contacto", "Co\u{301}digo de la cuenta",
      "Kundennr", "Kunden-Nr.", "Kundennummer", "Nummer Kunde", "cust_no", "UserName", "Respondent",
    ])
  func identifiers(name: String) {
    #expect(IdentifierNames.contains(name))
  }

  @Test(
    "are not found within other words",
    arguments: [
      "", "paid", "width", "video", "idea", "identity", "grid", "monkey", "keyboard", "customers_per_day", "city",
      "age",
      "n_accounts", "numero de clientes", "number of orders", "cliente desde", "no", "num_customer_calls",
      "valid until", "user_age", "mail", "unidades", "kids",
    ])
  func others(name: String) {
    #expect(!IdentifierNames.contains(name))
  }

  @Test("postal codes and telephones are codes, counts of them are not")
  func codes() {
    for name in [
      "Código postal", "CP", "zip", "zip_code", "Postcode", "Teléfono", "phone number", "movil", "mobilePhone",
    ] {
      #expect(IdentifierNames.isCode(name), "\(name)")
    }
    for name in ["phone_calls", "zipped", "mobile_visits", "code", "phones", ""] {
      #expect(!IdentifierNames.isCode(name), "\(name)")
    }
  }

  @Test("an identifier of customers is told from one of shops")
  func customers() {
    for name in ["customer_id", "idcliente", "Nº socio", "id", "user"] {
      #expect(IdentifierNames.namesCustomer(name), "\(name)")
    }
    for name in ["id_tienda", "product_key", "event_id"] { #expect(!IdentifierNames.namesCustomer(name), "\(name)") }
  }

  @Test(
    "are cut into words at signs and where capitals begin",
    arguments: [
      ("CustomerID", ["customer", "id"]), ("customer_id", ["customer", "id"]), ("XMLHttpID", ["xml", "http", "id"]),
      ("id  cliente ", ["id", "cliente"]), ("Año2024Id", ["año2024id"]), ("", []), ("__", []), ("aB", ["a", "b"]),
    ] as [(String, [String])])
  func words(name: String, words: [String]) {
    #expect(IdentifierNames.words(of: name) == words)
  }
}
