/** The row of buttons above the picture: those to look with; drawing adds its own before them. */
import { button, h } from '../dom'
import { icon, type IconName } from '../icons'
import type { Camera } from './camera'
import type { Texts } from './words'

export const tool = (name: IconName, label: string, run: () => void) =>
  button(icon(name), { class: 'pt-tool', 'aria-label': label, title: label }, run)

export function toolBar(text: Texts, camera: Camera, drawing: readonly HTMLElement[]): HTMLElement {
  return h('div', { class: 'pt-tools', role: 'toolbar', 'aria-label': text.tools },
    ...drawing,
    h('span', { class: 'pt-gap' }),
    tool('zoomOut', text.zoomOut, () => camera.zoom(1 / 1.5)),
    tool('zoomIn', text.zoomIn, () => camera.zoom(1.5)),
    tool('fit', text.fit, camera.fit),
    button('1:1', { class: 'pt-tool pt-tool-wide', 'aria-label': `1:1 ${text.actualSize}`, title: text.actualSize }, camera.actualSize))
}
