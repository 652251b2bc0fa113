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
  box: 'M4 6h16v12H4z',
  polygon: 'M12 3l9 7-4 10H7L3 10z',
  ellipse: 'M12 6c5 0 9 2.7 9 6s-4 6-9 6-9-2.7-9-6 4-6 9-6',
  point: 'M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4 M12 3v4 M12 17v4 M3 12h4 M17 12h4',
  brush: 'M20 4L10 14 M10 14c-3 0-4 2-4 4 0 1-1 2-3 2 5 2 9 1 9-3 0-2-1-3-2-3',
  eraser: 'M14 5l6 6-9 9H7l-4-4z M9 10l6 6 M11 20h9',
  smaller: 'M8 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5 M15 12h6',
  larger: 'M8 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10 M15 12h6 M18 9v6',
  turn: 'M19 12a7 7 0 1 1-2-5 M17 3v4h-4',
  more: 'M6 12h.01 M12 12h.01 M18 12h.01',
} as const

export type IconName = keyof typeof PATHS

export function icon(name: IconName): SVGSVGElement {
  return svg('svg', { class: 'pt-icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: PATHS[name] }))
}
