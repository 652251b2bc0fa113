import { expect, test } from 'vitest'
import { TileLayer, visibleTiles } from './tiles'

const pyramid = { width: 40_000, height: 30_000, tileSize: 256, levels: 5, tile: (level: number, column: number, row: number) => `/tiles/${level}/${column}_${row}.jpg` }
const stage = { width: 800, height: 600 }

test('from afar the small picture is enough, and a little nearer coarse tiles cover it', () => {
  expect(visibleTiles(pyramid, { scale: 0.02, x: 0, y: 0 }, stage, 1)).toEqual([])
  const tiles = visibleTiles(pyramid, { scale: 0.04, x: 0, y: 0 }, stage, 1)
  expect(new Set(tiles.map(({ level }) => level))).toEqual(new Set([4]))
  expect(tiles).toHaveLength(5 * 4)
})

test('at its own size only what is seen is fetched, and a fine screen fetches finer tiles', () => {
  const viewport = { scale: 1, x: -10_000, y: -10_000 }
  const tiles = visibleTiles(pyramid, viewport, stage, 1)
  expect(tiles.every(({ level }) => level === 0)).toBe(true)
  expect(tiles[0]).toEqual({ level: 0, column: 39, row: 39 })
  expect(tiles.length).toBeLessThanOrEqual(5 * 4)
  expect(visibleTiles(pyramid, { scale: 0.3, x: -5_000, y: -5_000 }, stage, 2)[0]?.level).toBe(0)
  expect(visibleTiles(pyramid, { scale: 0.3, x: -5_000, y: -5_000 }, stage, 1)[0]?.level).toBe(1)
})

test('nothing is asked for beyond the edge', () => {
  expect(visibleTiles(pyramid, { scale: 1, x: -39_900, y: -29_900 }, stage, 1)).toEqual([{ level: 0, column: 155, row: 116 }, { level: 0, column: 156, row: 116 }, { level: 0, column: 155, row: 117 }, { level: 0, column: 156, row: 117 }])
  expect(visibleTiles(pyramid, { scale: 1, x: 900, y: 0 }, stage, 1)).toEqual([])
})

test('a tile lies where its pixels are, cut at the edge', () => {
  const layer = new TileLayer(pyramid)
  layer.paint({ scale: 1, x: -39_900, y: -29_900 }, stage)
  const last = layer.element.lastElementChild as HTMLImageElement
  expect(last.getAttribute('src')).toBe('/tiles/0/156_117.jpg')
  expect([last.style.left, last.style.top, last.style.width, last.style.height]).toEqual(['39936px', '29952px', '64px', '48px'])
})
