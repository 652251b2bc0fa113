import { describe, expect, it } from 'vitest'
import { joined, limitsOf, measure, problemOf, wavOf } from './model'

const rate = 16_000
const tone = (amplitude: number, seconds: number) => Float32Array.from({ length: rate * seconds }, (_, index) => Math.max(-1, Math.min(1, Math.sin(index * 0.17) * amplitude)))
const limits = limitsOf({ tag: 'Recorder', attributes: { name: 'voice', minSeconds: '1', maxSeconds: '3', minLevel: '-30' }, children: [] })

describe('a recording', () => {
  it('is measured as the server measures it', () => {
    const facts = measure(tone(0.1, 2), rate)
    expect(facts.seconds).toBe(2)
    expect(facts.level).toBeCloseTo(-23.01, 1)
    expect(facts.silentPercent).toBe(0)
    expect(measure(joined([tone(0.2, 1), tone(0, 1)]), rate).silentPercent).toBe(50)
  })

  it('is refused with its reason', () => {
    const problem = (samples: Float32Array) => problemOf(measure(samples, rate), limits)
    expect(problem(tone(0.2, 2))).toBe(null)
    expect(problem(tone(0.2, 0.5))).toBe('short')
    expect(problem(tone(0.2, 4))).toBe('long')
    expect(problem(tone(0.0005, 2))).toBe('silent')
    expect(problem(tone(0.02, 2))).toBe('quiet')
    expect(problem(tone(4, 2))).toBe('clipped')
    expect(problem(joined([tone(0.2, 0.5), tone(0, 2)]))).toBe('mostlySilent')
  })

  it('becomes a WAV of the same samples', () => {
    const view = new DataView(wavOf(Float32Array.of(0, 0.5, -1), rate))
    expect(view.byteLength).toBe(50)
    expect(view.getUint32(24, true)).toBe(rate)
    expect([44, 46, 48].map((at) => view.getInt16(at, true))).toEqual([0, 16383, -32767])
  })
})
