/** Limits of photos and videos, and how sharp a photo is. Pure; the same rules as on the server. */
import { attribute, count } from '../node'
import type { ConfigNode } from '../types'

export interface CaptureLimits {
  readonly kind: 'photo' | 'video'
  readonly filesMin: number
  readonly filesMax: number
  readonly secondsMin: number
  readonly secondsMax: number
  readonly bytesMax: number
  readonly sharpnessMin: number | undefined
  readonly camera: 'environment' | 'user'
}

/** The longer side at which sharpness is measured, in pixels. */
export const MEASURED_SIDE = 512

export function limitsOf(node: ConfigNode): CaptureLimits {
  const kind = attribute(node, 'kind') === 'video' ? 'video' : 'photo'
  const number = (name: string) => {
    const value = Number.parseFloat(attribute(node, name) ?? '')
    return Number.isFinite(value) ? value : undefined
  }
  return {
    kind,
    filesMin: count(node, 'minFiles') ?? 0,
    filesMax: count(node, 'maxFiles') ?? 1,
    secondsMin: number('minSeconds') ?? 1,
    secondsMax: number('maxSeconds') ?? 60,
    bytesMax: (count(node, 'maxMegabytes') ?? (kind === 'photo' ? 30 : 200)) * 1_000_000,
    sharpnessMin: number('minSharpness'),
    camera: attribute(node, 'camera') === 'front' ? 'user' : 'environment',
  }
}

/** Variance of the Laplacian of a picture in RGBA (Pech-Pacheco et al. 2000): little for a blurred one. */
export function sharpness(pixels: Uint8ClampedArray, width: number, height: number): number {
  const grey = new Float32Array(width * height)
  for (let i = 0; i < grey.length; i += 1) {
    grey[i] = Math.round(0.2126 * pixels[i * 4]! + 0.7152 * pixels[i * 4 + 1]! + 0.0722 * pixels[i * 4 + 2]!)
  }
  let sum = 0
  let squares = 0
  let total = 0
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x
      const edge = 4 * grey[at]! - grey[at - 1]! - grey[at + 1]! - grey[at - width]! - grey[at + width]!
      sum += edge
      squares += edge * edge
      total += 1
    }
  }
  return total === 0 ? 0 : squares / total - (sum / total) ** 2
}

/** Width and height within the side at which sharpness is measured. */
export function measuredSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, MEASURED_SIDE / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
