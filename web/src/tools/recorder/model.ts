/** Limits of a recording, what is measured of it, and its form as a file. Pure; the same rules as on the server. */
import { attribute } from '../node'
import type { ConfigNode } from '../types'

export interface RecorderLimits {
  readonly secondsMin: number
  readonly secondsMax: number
  readonly levelMin: number
  readonly silenceMax: number
  readonly clippingMax: number
}

export interface SoundFacts {
  readonly seconds: number
  /** Root mean square of what is not silence, in dBFS. */
  readonly level: number
  readonly silentPercent: number
  readonly clippedPercent: number
}

export type SoundProblem = 'short' | 'long' | 'silent' | 'mostlySilent' | 'quiet' | 'clipped'

/** A stretch of 50 ms below this is silence, in dBFS. */
export const SILENCE = -55
const STRETCH_SECONDS = 0.05
const CLIPPED = 0.9995
/** More silence than this is no recording at all. */
const SILENT_PERCENT = 98

export function limitsOf(node: ConfigNode): RecorderLimits {
  const number = (name: string, standard: number) => {
    const value = Number.parseFloat(attribute(node, name) ?? '')
    return Number.isFinite(value) ? value : standard
  }
  return {
    secondsMin: number('minSeconds', 1),
    secondsMax: number('maxSeconds', 300),
    levelMin: number('minLevel', -40),
    silenceMax: number('maxSilence', 70),
    clippingMax: number('maxClipping', 0.5),
  }
}

export function dbfs(meanSquare: number): number {
  return 10 * Math.log10(Math.max(meanSquare, 1e-12))
}

export function measure(samples: Float32Array, rate: number): SoundFacts {
  const stretch = Math.max(1, Math.floor(rate * STRETCH_SECONDS))
  let clipped = 0
  let silent = 0
  let stretches = 0
  let loudSquares = 0
  let loudSamples = 0
  let squares = 0
  let inStretch = 0
  const end = () => {
    stretches += 1
    if (dbfs(squares / inStretch) < SILENCE) silent += 1
    else {
      loudSquares += squares
      loudSamples += inStretch
    }
    squares = 0
    inStretch = 0
  }
  for (const sample of samples) {
    if (Math.abs(sample) >= CLIPPED) clipped += 1
    squares += sample * sample
    inStretch += 1
    if (inStretch >= stretch) end()
  }
  if (stretches === 0 && inStretch > 0) end()
  return {
    seconds: samples.length / rate,
    level: loudSamples === 0 ? SILENCE : dbfs(loudSquares / loudSamples),
    silentPercent: stretches === 0 ? 100 : (100 * silent) / stretches,
    clippedPercent: samples.length === 0 ? 0 : (100 * clipped) / samples.length,
  }
}

/** The first thing wrong with a recording, in the server's order. */
export function problemOf(facts: SoundFacts, limits: RecorderLimits): SoundProblem | null {
  if (facts.seconds < limits.secondsMin) return 'short'
  if (facts.seconds > limits.secondsMax) return 'long'
  if (facts.silentPercent >= SILENT_PERCENT) return 'silent'
  if (facts.silentPercent > limits.silenceMax) return 'mostlySilent'
  if (facts.level < limits.levelMin) return 'quiet'
  return facts.clippedPercent > limits.clippingMax ? 'clipped' : null
}

/** A WAV of 16 bits and one channel: no loss, and every program reads it. */
export function wavOf(samples: Float32Array, rate: number): ArrayBuffer {
  const buffer = new ArrayBuffer(44 + samples.length * 2)
  const view = new DataView(buffer)
  const word = (at: number, text: string) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)))
  word(0, 'RIFF')
  view.setUint32(4, 36 + samples.length * 2, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, index) => view.setInt16(44 + index * 2, Math.max(-1, Math.min(1, sample)) * 32767, true))
  return buffer
}

export function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
