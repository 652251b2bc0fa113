import { describe, expect, test } from 'vitest'
import { decodeMask, eachRun, encodeMask } from './rle'

function words(bytes: readonly number[]): number[] {
  const all: number[] = []
  eachRun(bytes, (from, to, word) => {
    for (let at = from; at < to; at++) all.push(word)
  })
  return all
}

describe('vectors published by others', () => {
  const middle = [1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 4, 4, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1]
  const all = Array.from({ length: 1024 }, (_, index) => middle[index - 512] ?? 0)

  test('of the tests of rle-pack: words of 3 bits, with the usual classes and with others', () => {
    expect(words([0, 0, 4, 0, 17, 27, 255, 1, 255, 18, 24, 212, 78, 24, 5, 134, 68, 227, 82, 30, 3, 196, 0])).toEqual(all)
    expect(words([0, 0, 4, 0, 16, 9, 199, 255, 140, 134, 234, 206, 96, 89, 150, 119, 89, 15, 241, 0])).toEqual(all)
  })

  test('of the tests of label-studio-converter', () => {
    expect(words([0, 0, 0, 18, 57, 27, 252, 96, 32, 1, 0, 6, 0, 40, 0, 192, 3, 128, 17, 56, 32])).toEqual([1, 1, 1, 1, 2, 3, 5, 6, 7, 8, 4, 4, 4, 4, 4, 4, 4, 4])
  })
})

describe('masks', () => {
  test('are packed as rle-pack packs their RGBA, byte for byte', () => {
    const small = Uint8Array.from([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0])
    expect(encodeMask(small)).toEqual([0, 0, 0, 48, 57, 27, 254, 19, 0, 159, 254, 112, 9, 255, 227, 0])
    expect(decodeMask(encodeMask(small), 12)).toEqual(small)
  })

  test('with runs longer than a length can say', () => {
    // A disc of radius 100 in 300 × 300, as rle-pack 1344 bytes long.
    const disc = Uint8Array.from({ length: 90_000 }, (_, at) => ((at % 300) - 150) ** 2 + (Math.floor(at / 300) - 150) ** 2 < 10_000 ? 1 : 0)
    const packed = encodeMask(disc)
    expect(packed).toHaveLength(1344)
    expect(packed.slice(0, 12)).toEqual([0, 5, 126, 64, 57, 27, 255, 241, 47, 0, 206, 127])
    expect(packed.reduce((sum, byte) => (sum * 31 + byte) % 2 ** 32, 0)).toBe(1789078983)
    expect(decodeMask(packed, 90_000)).toEqual(disc)
  })

  test('of any noise come back', () => {
    let seed = 7
    const next = () => (seed = (seed * 16807) % 2147483647)
    for (const length of [1, 2, 7, 100, 5000]) {
      const mask = Uint8Array.from({ length }, () => (next() % 3 === 0 ? 1 : 0))
      expect(decodeMask(encodeMask(mask), length)).toEqual(mask)
    }
  })

  test('that are cut off or lie about their length show what is there, at once', () => {
    expect(decodeMask([0, 0, 0, 48, 57], 12)).toEqual(new Uint8Array(12))
    expect(decodeMask([255, 255, 255, 255, 57, 27], 12)).toEqual(new Uint8Array(12))
    expect(decodeMask([], 4)).toEqual(new Uint8Array(4))
  })
})
