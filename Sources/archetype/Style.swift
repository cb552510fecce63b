/// Terminal styles, by their escape codes.
enum Style: Int {
  case bold = 1
  case red = 31
  case yellow = 33
  case cyan = 36

  func applied(to text: String, _ isOn: Bool) -> String {
    isOn ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
