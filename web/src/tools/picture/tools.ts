/** The row of buttons above the picture: those to look with; drawing adds its own before them. */
import { button, h } from '../dom'
import { keyTextOf } from '../hotkeys'
import { icon, type IconName } from '../icons'
import type { Camera } from './camera'
import type { Texts } from './words'

/** A button of which the key, where there is one, is said by its title: the person's own or the usual one. */
export function tool(name: IconName, label: string, run: () => void, key?: readonly [id: string, usual: string]): HTMLButtonElement {
  return button(icon(name), { class: 'pt-tool', 'aria-label': label, ...keyedTitle(label, key) }, run)
}

function keyedTitle(label: string, key?: readonly [id: string, usual: string]) {
  const text = key && keyTextOf(`picture.${key[0]}`, key[1])
  return { title: text ? `${label} (${text})` : label, 'aria-keyshortcuts': text }
}

export function toolBar(text: Texts, camera: Camera, drawing: readonly HTMLElement[]): HTMLElement {
  return h('div', { class: 'pt-tools', role: 'toolbar', 'aria-label': text.tools },
    ...drawing,
    h('span', { class: 'pt-gap' }),
    tool('zoomOut', text.zoomOut, () => camera.zoom(1 / 1.5), ['zoom_out', 'Minus']),
    tool('zoomIn', text.zoomIn, () => camera.zoom(1.5), ['zoom_in', 'Equal']),
    tool('fit', text.fit, camera.fit, ['fit', 'Digit0']),
    button('1:1', { class: 'pt-tool pt-tool-wide', 'aria-label': `1:1 ${text.actualSize}`, ...keyedTitle(text.actualSize, ['actual_size', 'Shift+Digit0']) }, camera.actualSize))
}
