import Testing

@testable import Workflows

@Suite("Names of identifiers")
struct IdentifierNamesTests {
  @Test(
    "are recognized in every usual spelling, English and Spanish",
    arguments: [
      "id", "ID", "Id", "customer_id", "CustomerID", "customerId", "CUSTOMER ID", "user-uuid", "DNI", "nif",
      "id_cliente",
      "ID Cliente", "idCliente", "codigo cliente", "código", "Email", "correo", "account", "clave", "Customer No",
      "guid",
    ])
  func identifiers(name: String) {
    #expect(IdentifierNames.contains(name))
  }

  @Test(
    "are not found within other words",
    arguments: [
      "", "paid", "width", "video", "idea", "identity", "grid", "monkey", "keyboard", "customers_per_day", "city",
      "age",
      "valid until", "user_age", "mail", "unidades", "kids",
    ])
  func others(name: String) {
    #expect(!IdentifierNames.contains(name))
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
