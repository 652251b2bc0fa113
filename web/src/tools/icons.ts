/** Line icons of 24 units, drawn for the tools. Never the only label. */
import { svg } from './dom'

const PATHS = {
  draw: 'M4 8V4h4 M16 4h4v4 M20 16v4h-4 M8 20H4v-4 M12 9v6 M9 12h6',
  select: 'M5 4l6 15 2-6 6-2z',
  undo: 'M9 6L4 11l5 5 M4 11h10a5 5 0 0 1 0 10h-3',
  redo: 'M15 6l5 5-5 5 M20 11H10a5 5 0 0 0 0 10h3',
  remove: 'M4 7h16 M9 7V4h6v3 M6 7l1 13h10l1-13',
  zoomIn: 'M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12 M15 15l5 5 M10 7v6 M7 10h6',
  zoomOut: 'M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12 M15 15l5 5 M7 10h6',
  fit: 'M4 9V4h5 M15 4h5v5 M20 15v5h-5 M9 20H4v-5',
  up: 'M12 19V5 M6 11l6-6 6 6',
  down: 'M12 5v14 M6 13l6 6 6-6',
  edit: 'M4 20l1-5L16 4l4 4L9 19z',
  add: 'M12 5v14 M5 12h14',
  more: 'M6 12h.01 M12 12h.01 M18 12h.01',
} as const

export type IconName = keyof typeof PATHS

export function icon(name: IconName): SVGSVGElement {
  return svg('svg', { class: 'pt-icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: PATHS[name] }))
}
