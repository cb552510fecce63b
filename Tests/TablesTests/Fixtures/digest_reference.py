"""Prints the digests that DigestTests expects, from the definition of Digest in whole numbers.

Run with Python alone: `python digest_reference.py`.
"""

WORD = (1 << 64) - 1
LANES = [0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89]


def mix(word):
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 & WORD
    word = (word ^ word >> 27) * 0x94D049BB133111EB & WORD
    return word ^ word >> 31


def unit_hash(unit):
    lanes = list(LANES)
    words = [unit[start : start + 16].ljust(16, b"\0") for start in range(0, len(unit), 16)]
    for number, word in enumerate(words):
        lane = lanes[number % 4]
        first, second = (int.from_bytes(half, "little") for half in (word[:8], word[8:]))
        product = (first ^ 0x9FB21C651E98DF25) * (second ^ lane)
        lanes[number % 4] = (product >> 64 ^ product & WORD) + lane & WORD
    # The lane whose turn it would be comes first.
    result = len(unit)
    for number in range(len(words), len(words) + 4):
        result = mix(result ^ lanes[number % 4])
    return result


def digest(text):
    state = 0x9E3779B97F4A7C15
    for start in range(0, len(text), 1 << 16):
        state = mix(state ^ unit_hash(text[start : start + (1 << 16)]))
    return f"{mix(state ^ len(text)):016x}"


for text in (b"", b"a,b\n1,2\n", bytes(place % 251 for place in range((1 << 16) + 100))):
    print(len(text), digest(text))
