import Glibc

/// x ln x, continued by 0 at 0: the term that every likelihood of counts is a sum of.
enum EntropyTerm {
  static func of(_ x: Double) -> Double { x > 0 ? x * log(x) : 0 }
}
