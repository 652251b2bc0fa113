/**
 * Label Studio's packing of masks: the run-length encoding of `@thi.ng/rle-pack` over RGBA bytes, of which the alpha says whether a
 * pixel is painted. Bits, the highest of a byte first: 32 the number of words; 5 the size of a word less 1; four times 4 the size of a
 * length of each class less 1; then, until all words are there, 1 whether a word is repeated, 2 the class, a length less 1 of the size
 * of its class, and the word (or that many different words). Pure.
 */

const CHANNELS = 4
const WORD_BITS = 8
/** Bits of a length, by class. */
const LENGTH_BITS = [3, 4, 8, 16] as const
const LENGTH_MAX = 1 << LENGTH_BITS[3]

class BitReader {
  #at = 0
  readonly #bytes: ArrayLike<number>

  constructor(bytes: ArrayLike<number>) {
    this.#bytes = bytes
  }

  /** Nothing but zeros beyond the end. */
  read(count: number): number {
    let number = 0
    for (let left = count; left > 0;) {
      const taken = Math.min(left, 8 - (this.#at & 7))
      const byte = this.#bytes[this.#at >> 3] ?? 0
      number = number * (1 << taken) + ((byte >> (8 - (this.#at & 7) - taken)) & ((1 << taken) - 1))
      this.#at += taken
      left -= taken
    }
    return number
  }

  get isAtEnd(): boolean {
    return this.#at >> 3 >= this.#bytes.length
  }
}

class BitWriter {
  readonly bytes: number[] = []
  #byte = 0
  #free = 8

  write(number: number, count: number): void {
    for (let left = count; left > 0;) {
      const taken = Math.min(left, this.#free)
      const part = Math.floor(number / 2 ** (left - taken)) & ((1 << taken) - 1)
      this.#byte |= part << (this.#free - taken)
      this.#free -= taken
      left -= taken
      if (this.#free === 0) this.#flush()
    }
  }

  end(): number[] {
    if (this.#free < 8) this.#flush()
    return this.bytes
  }

  #flush(): void {
    this.bytes.push(this.#byte)
    this.#byte = 0
    this.#free = 8
  }
}

/** Every run of one word: from, to, word. Ends early with the bytes. */
export function eachRun(bytes: ArrayLike<number>, run: (from: number, to: number, word: number) => void): number {
  const bits = new BitReader(bytes)
  const words = bits.read(32)
  const wordBits = bits.read(5) + 1
  const lengthBits = LENGTH_BITS.map(() => bits.read(4) + 1)
  for (let at = 0; at < words && !bits.isAtEnd;) {
    const repeated = bits.read(1) === 1
    const end = Math.min(at + bits.read(lengthBits[bits.read(2)]!) + 1, words)
    if (repeated) run(at, end, bits.read(wordBits))
    else for (let place = at; place < end; place++) run(place, place + 1, bits.read(wordBits))
    at = end
  }
  return words
}

/** One byte a pixel: 1 is painted. Pixels that the bytes do not speak of are not. */
export function decodeMask(bytes: ArrayLike<number>, pixels: number): Uint8Array {
  const mask = new Uint8Array(pixels)
  eachRun(bytes, (from, to, word) => {
    // The pixels whose alpha, the last of their four words, lies in the run.
    if (word > 0) mask.fill(1, Math.floor(from / CHANNELS), Math.floor(to / CHANNELS))
  })
  return mask
}

/** White where it is painted, nothing elsewhere: all four words of a pixel are 255 or 0. */
export function encodeMask(mask: Uint8Array): number[] {
  const bits = new BitWriter()
  bits.write(mask.length * CHANNELS, 32)
  bits.write(WORD_BITS - 1, 5)
  for (const size of LENGTH_BITS) bits.write(size - 1, 4)
  for (let from = 0; from < mask.length;) {
    const painted = mask[from]! > 0
    // The native search is many times faster than a loop, and most of a mask is one value.
    const found = mask.indexOf(painted ? 0 : 1, from)
    const to = found < 0 ? mask.length : found
    writeRun(bits, (to - from) * CHANNELS, painted ? 255 : 0)
    from = to
  }
  return bits.end()
}

function writeRun(bits: BitWriter, length: number, word: number): void {
  for (let left = length; left > 0; left -= LENGTH_MAX) {
    const repeats = Math.min(left, LENGTH_MAX) - 1
    const size = LENGTH_BITS.findIndex((bitCount) => repeats < 1 << bitCount)
    bits.write(1, 1)
    bits.write(size, 2)
    bits.write(repeats, LENGTH_BITS[size]!)
    bits.write(word, WORD_BITS)
  }
}
