import { describe, expect, it, vi } from 'vitest'
import { inLanes, UploadError, withRetries } from './upload'

describe('lanes', () => {
  it('never run more than their width at once, and take every item', async () => {
    let now = 0
    let most = 0
    const seen: number[] = []
    await inLanes([1, 2, 3, 4, 5, 6, 7, 8, 9], 4, async (item) => {
      now += 1
      most = Math.max(most, now)
      await new Promise((resolve) => setTimeout(resolve, item % 3))
      seen.push(item)
      now -= 1
    })
    expect(most).toBe(4)
    expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
})

describe('retries', () => {
  it('try again while the trouble looks passing', async () => {
    const attempt = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new UploadError(0, null)).mockRejectedValueOnce(new UploadError(503, null)).mockResolvedValue('there')
    await expect(withRetries(attempt, undefined, [0, 0])).resolves.toBe('there')
    expect(attempt).toHaveBeenCalledTimes(3)
  })
  it('wait as long as the server asks, and do not count that as a failure', async () => {
    const attempt = vi.fn<() => Promise<string>>()
    for (let time = 0; time < 5; time += 1) attempt.mockRejectedValueOnce(new UploadError(429, null, 0))
    attempt.mockResolvedValue('there')
    await expect(withRetries(attempt, undefined, [])).resolves.toBe('there')
    expect(attempt).toHaveBeenCalledTimes(6)
  })
  it('give up at once when the server has decided, and in the end in any case', async () => {
    const refused = vi.fn<() => Promise<string>>().mockRejectedValue(new UploadError(422, {}))
    await expect(withRetries(refused, undefined, [0, 0])).rejects.toMatchObject({ status: 422 })
    expect(refused).toHaveBeenCalledTimes(1)
    const down = vi.fn<() => Promise<string>>().mockRejectedValue(new UploadError(0, null))
    await expect(withRetries(down, undefined, [0])).rejects.toMatchObject({ status: 0 })
    expect(down).toHaveBeenCalledTimes(2)
  })
})
