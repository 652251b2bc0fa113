import { expect, test } from 'vitest'
import { decide } from './model'

const swipe = (dx: number, dy = 0, milliseconds = 600, x = 200, sideways = false) =>
  decide({ start: { x, y: 300, time: 0 }, at: { x: x + dx, y: 300 + dy, time: milliseconds }, width: 400, sideways })

test('a long way to one side takes that side, a short one nothing', () => {
  expect(swipe(-130).side).toBe(0)
  expect(swipe(130).side).toBe(1)
  expect(swipe(60)).toMatchObject({ towards: 1, side: null })
  expect(swipe(10)).toMatchObject({ towards: null, side: null, isOver: false })
})

test('a flick is enough', () => {
  expect(swipe(-70, 0, 80).side).toBe(0)
  expect(swipe(-40, 0, 20).side).toBeNull()
})

test('scrolling is no swipe, and a swipe that wavers stays one', () => {
  expect(swipe(20, 60)).toMatchObject({ towards: null, isOver: true })
  expect(swipe(130, 100)).toMatchObject({ side: null, isOver: false })
  expect(swipe(130, 100, 600, 200, true).side).toBe(1)
})

test('the edges of the screen belong to the browser', () => {
  expect(swipe(200, 0, 300, 5)).toMatchObject({ side: null, isOver: true })
  expect(swipe(-200, 0, 300, 395)).toMatchObject({ side: null, isOver: true })
})
