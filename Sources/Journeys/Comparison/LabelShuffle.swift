import LinearAlgebra

/// Puts values in a random order, two random indices for each random word.
///
/// Source: Fisher and Yates, as given by Knuth (algorithm P); indices by Lemire (2019).
enum LabelShuffle {
  static func shuffle<Label: BitwiseCopyable>(_ labels: inout [Label], _ stream: inout RandomStream) {
    precondition(labels.count < 1 << 32, "Indices are drawn with 32 bits.")
    labels.withUnsafeMutableBufferPointer { labels in
      var word: UInt64 = 0
      var halves = 0
      for i in stride(from: labels.count - 1, to: 0, by: -1) {
        let bound = UInt32(i + 1)
        var product: (high: UInt32, low: UInt32)
        repeat {
          if halves == 0 {
            word = stream.next()
            halves = 2
          }
          product = UInt32(truncatingIfNeeded: word).multipliedFullWidth(by: bound)
          word >>= 32
          halves -= 1
          // Rejects the few draws that would favour small indices.
        } while product.low < bound && product.low < (0 &- bound) % bound
        labels.swapAt(i, Int(product.high))
      }
    }
  }
}
