import { expect, it } from 'vitest'
import { limitsOf, measuredSize, sharpness } from './model'

const picture = (tone: (x: number, y: number) => number) =>
  Uint8ClampedArray.from({ length: 32 * 32 * 4 }, (_, index) => (index % 4 === 3 ? 255 : tone((index >> 2) % 32, (index >> 2) >> 5)))

it('tells edges from soft changes', () => {
  expect(sharpness(picture((x, y) => ((x >> 2) + (y >> 2)) % 2 * 200), 32, 32)).toBeGreaterThan(1000)
  expect(sharpness(picture((x, y) => x * 3 + y * 3), 32, 32)).toBeLessThan(2)
  expect(sharpness(new Uint8ClampedArray(4), 1, 1)).toBe(0)
})

it('measures at one scale and enlarges nothing', () => {
  expect(measuredSize(4000, 3000)).toEqual({ width: 512, height: 384 })
  expect(measuredSize(100, 50)).toEqual({ width: 100, height: 50 })
})

it('reads what the config says', () => {
  const node = { tag: 'Capture', attributes: { name: 'a', kind: 'video', camera: 'front', maxMegabytes: '5' }, children: [] }
  expect(limitsOf(node)).toMatchObject({ kind: 'video', camera: 'user', bytesMax: 5_000_000, filesMax: 1, secondsMax: 60, sharpnessMin: undefined })
})
