/** Where the image lies on the stage: a scale and an offset, in CSS pixels. Pure. */
import { clamp, type Point, type Size } from './geometry'

export interface Viewport {
  /** CSS pixels per image pixel. */
  readonly scale: number
  /** Left and top of the image on the stage. */
  readonly x: number
  readonly y: number
}

/** Deep enough to see single pixels. */
const SCALE_MAX = 24
/** The image may be made this much smaller than the stage. */
const SHRINK = 0.5

export function fit(image: Size, stage: Size): Viewport {
  const scale = Math.min(stage.width / image.width, stage.height / image.height) || 1
  return centred(scale, image, stage)
}

function centred(scale: number, image: Size, stage: Size): Viewport {
  return { scale, x: (stage.width - image.width * scale) / 2, y: (stage.height - image.height * scale) / 2 }
}

/** One image pixel on one CSS pixel, about the same middle. */
export function actualSize(viewport: Viewport, image: Size, stage: Size): Viewport {
  return zoomed(viewport, 1 / viewport.scale, { x: stage.width / 2, y: stage.height / 2 }, image, stage)
}

/** Zoomed so that the point of the image under `at` stays there. */
export function zoomed(viewport: Viewport, factor: number, at: Point, image: Size, stage: Size): Viewport {
  const whole = fit(image, stage).scale
  const scale = clamp(viewport.scale * factor, Math.max(SCALE_MAX, whole), Math.min(whole * SHRINK, 1))
  const ratio = scale / viewport.scale
  return kept({ scale, x: at.x - (at.x - viewport.x) * ratio, y: at.y - (at.y - viewport.y) * ratio }, image, stage)
}

export function panned(viewport: Viewport, dx: number, dy: number, image: Size, stage: Size): Viewport {
  return kept({ ...viewport, x: viewport.x + dx, y: viewport.y + dy }, image, stage)
}

/** The image never leaves the stage: at least a quarter of the stage, or all of a small image, stays covered. */
function kept(viewport: Viewport, image: Size, stage: Size): Viewport {
  return {
    scale: viewport.scale,
    x: keptAxis(viewport.x, image.width * viewport.scale, stage.width),
    y: keptAxis(viewport.y, image.height * viewport.scale, stage.height),
  }
}

function keptAxis(offset: number, length: number, stage: number): number {
  if (length <= stage) return clamp(offset, stage - length)
  return clamp(offset, stage * 0.75, stage * 0.25 - length)
}

/** Moved as little as needed for the point of the image to lie at least `margin` inside the stage. */
export function revealing(viewport: Viewport, point: Point, image: Size, stage: Size, margin = 32): Viewport {
  const on = toStage(viewport, point)
  const dx = clamp(on.x, stage.width - margin, margin) - on.x
  const dy = clamp(on.y, stage.height - margin, margin) - on.y
  return dx === 0 && dy === 0 ? viewport : panned(viewport, dx, dy, image, stage)
}

export function toImage(viewport: Viewport, point: Point): Point {
  return { x: (point.x - viewport.x) / viewport.scale, y: (point.y - viewport.y) / viewport.scale }
}

export function toStage(viewport: Viewport, point: Point): Point {
  return { x: point.x * viewport.scale + viewport.x, y: point.y * viewport.scale + viewport.y }
}
