/**
 * One registry for every key. Keys are bound to `event.code`, the place on the keyboard, because with the Hangul input method on
 * `event.key` for A is "ㅁ" or "Process". A chord is written `Shift+KeyA`; `Mod` is Ctrl or, on a Mac, Command.
 */

export interface Hotkey {
  /** Stable name for remapping, e.g. `boxes.delete`. */
  readonly id: string
  readonly chord: string
  /** What it does, in the language of the screen. */
  readonly label: string
  /** Heading in the help sheet. */
  readonly group?: string
  /** Active only while this element itself has the focus. */
  readonly scope?: HTMLElement
  /** Also active while typing in a field; only sensible with a modifier. */
  readonly inFields?: boolean
  /** Run again while the key is held down. */
  readonly repeat?: boolean
  /**
   * The key is nobody's to change by this id: `interface` where the config or the order of choices and labels gives it, `page` where
   * the page prints it or shares it on purpose.
   */
  readonly fixed?: 'interface' | 'page'
  readonly when?: () => boolean
  readonly run: (event: KeyboardEvent) => void
}

export interface HotkeyOptions {
  /** Off silences keys of a single character that are active everywhere (WCAG 2.1.4). Default on. */
  readonly enabled?: boolean
  /** Hotkey id → chord chosen by the person. Default: `setOwnKeys`. */
  readonly map?: Readonly<Record<string, string>>
}

export interface HotkeyEntry {
  readonly id: string
  readonly chord: string
  /** The chord without the person's own. */
  readonly usual: string
  readonly label: string
  readonly group: string
  readonly scope: HTMLElement | undefined
  readonly fixed: Hotkey['fixed']
}

export interface HelpLine {
  readonly group: string
  readonly label: string
  /** As printed on the keys; any of them does it. */
  readonly keys: readonly string[]
}

const MODIFIERS = ['Mod', 'Alt', 'Shift'] as const

/** `ctrl+enter`, `Shift+KeyA`, `a`, `[` → a canonical chord, or null where the key is unknown. */
export function parseChord(text: string): string | null {
  const parts = text === '+' ? ['+'] : text.split('+').map((part) => part.trim())
  const key = parts.pop()
  if (!key) return null
  const modifiers = new Set<string>()
  for (const part of parts) {
    const modifier = MODIFIER_NAMES[part.toLowerCase()]
    if (!modifier) return null
    modifiers.add(modifier)
  }
  const code = codeOf(key)
  return code && [...MODIFIERS.filter((modifier) => modifiers.has(modifier)), code].join('+')
}

const MODIFIER_NAMES: Record<string, string> = {
  mod: 'Mod', ctrl: 'Mod', control: 'Mod', cmd: 'Mod', command: 'Mod', meta: 'Mod',
  alt: 'Alt', option: 'Alt', shift: 'Shift',
}

const KEY_CODES: Record<string, string> = {
  '[': 'BracketLeft', ']': 'BracketRight', '-': 'Minus', '=': 'Equal', ',': 'Comma', '.': 'Period', '/': 'Slash',
  ';': 'Semicolon', "'": 'Quote', '\\': 'Backslash', '`': 'Backquote', '+': 'Equal',
  esc: 'Escape', escape: 'Escape', del: 'Delete', delete: 'Delete', backspace: 'Backspace', enter: 'Enter', return: 'Enter',
  space: 'Space', tab: 'Tab', up: 'ArrowUp', down: 'ArrowDown', left: 'ArrowLeft', right: 'ArrowRight',
  home: 'Home', end: 'End', pageup: 'PageUp', pagedown: 'PageDown',
}

function codeOf(key: string): string | null {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`
  if (/^\d$/.test(key)) return `Digit${key}`
  if (/^(Key[A-Z]|Digit\d|Numpad\w+|Arrow\w+|F\d{1,2})$/.test(key)) return key
  const known = KEY_CODES[key.toLowerCase()]
  return known ?? (Object.values(KEY_CODES).includes(key) ? key : null)
}

const SYMBOLS: Record<string, string> = {
  BracketLeft: '[', BracketRight: ']', Minus: '-', Equal: '+', Comma: ',', Period: '.', Slash: '/', Semicolon: ';', Quote: "'",
  Backslash: '\\', Backquote: '`', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Arrows: '↑↓←→', Mod: 'Ctrl',
}

/** What is printed on a keycap: `Mod+KeyZ` → `Ctrl+Z`. */
export function chordText(chord: string): string {
  return chord.split('+').map((part) => SYMBOLS[part] ?? part.replace(/^(Key|Digit)/, '')).join('+')
}

/** One person sits at a page, so their keys need not be handed down to every button that shows one. */
let ownKeys: Readonly<Record<string, string>> = {}

/** Hotkey id → chord of the person at this page, for every registry that has no map of its own and for what buttons show. */
export function setOwnKeys(keys: Readonly<Record<string, string>>): void {
  ownKeys = keys
}

/** What is printed on the key that does something: the person's own or the usual one. */
export function keyTextOf(id: string, usual: string): string {
  return chordText(parseChord(ownKeys[id] ?? '') ?? usual)
}

export function chordOfEvent(event: KeyboardEvent): string {
  const code = event.code.replace(/^Numpad(\d)$/, 'Digit$1').replace('NumpadEnter', 'Enter')
  return [(event.ctrlKey || event.metaKey) && 'Mod', event.altKey && 'Alt', event.shiftKey && 'Shift', code].filter(Boolean).join('+')
}

const NON_TEXT_INPUTS = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'])

/** True where letters typed belong to the element, not to us. */
export function isTypingTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !NON_TEXT_INPUTS.has(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

/** Hangul is being composed: the key belongs to the input method. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

const isSingleCharacter = (chord: string) => /^(Shift\+)?(Key|Digit|Bracket|Minus|Equal|Comma|Period|Slash|Semicolon|Quote|Back[sq])/.test(chord)
/** Writes or moves in a field, so that there it must stay the field's. */
const belongsToField = (chord: string) => !/^(Mod|Alt)\+|^(Shift\+)?(Escape|F\d)/.test(chord)
const activates = (chord: string) => chord === 'Enter' || chord === 'Space'

export class HotkeyRegistry {
  #hotkeys: Hotkey[] = []
  #map: Readonly<Record<string, string>> | undefined
  #enabled: boolean
  readonly #target: EventTarget

  constructor(options: HotkeyOptions = {}, target: EventTarget = document) {
    this.#enabled = options.enabled ?? true
    this.#map = options.map
    this.#target = target
    target.addEventListener('keydown', this.#onKeyDown)
  }

  /** Adds keys; the returned function takes them away again. Of two on the same chord the later one is asked first. */
  register(hotkeys: readonly Hotkey[]): () => void {
    this.#hotkeys.push(...hotkeys)
    return () => {
      this.#hotkeys = this.#hotkeys.filter((hotkey) => !hotkeys.includes(hotkey))
    }
  }

  get enabled(): boolean {
    return this.#enabled
  }

  setEnabled(enabled: boolean): void {
    this.#enabled = enabled
  }

  setMap(map: Readonly<Record<string, string>>): void {
    this.#map = map
  }

  chordFor(hotkey: Hotkey): string {
    const own = hotkey.fixed ? undefined : (this.#map ?? ownKeys)[hotkey.id]
    return parseChord(own ?? '') ?? hotkey.chord
  }

  /** Every key that works now, for the help sheet. */
  list(): HotkeyEntry[] {
    return this.#hotkeys.filter((hotkey) => this.#isOn(hotkey, this.chordFor(hotkey))).map((hotkey) => {
      const { id, label, group = '', scope, fixed } = hotkey
      return { id, chord: this.chordFor(hotkey), usual: hotkey.chord, label, group, scope, fixed }
    })
  }

  /** The same for a help sheet: one line a purpose, arrow keys together. */
  help(): HelpLine[] {
    const lines = new Map<string, HelpLine & { keys: string[] }>()
    for (const { group, label, chord } of this.list()) {
      const line = lines.get(`${group}\n${label}`) ?? { group, label, keys: [] }
      lines.set(`${group}\n${label}`, line)
      const key = chordText(chord.replace(/Arrow\w+$/, 'Arrows'))
      if (!line.keys.includes(key)) line.keys.push(key)
    }
    return [...lines.values()]
  }

  destroy(): void {
    this.#target.removeEventListener('keydown', this.#onKeyDown)
    this.#hotkeys = []
  }

  #isOn(hotkey: Hotkey, chord: string): boolean {
    return this.#enabled || hotkey.scope !== undefined || !isSingleCharacter(chord)
  }

  readonly #onKeyDown = (raw: Event): void => {
    const event = raw as KeyboardEvent
    const target = event.composedPath()[0] ?? event.target
    const typing = isTypingTarget(target)
    // Outside a field nothing can be composed: there 229 only says that the input method saw the key first, and the code is right.
    if (event.defaultPrevented || event.isComposing || (typing && isComposing(event))) return
    // A dialog is what the keys are about while it is open.
    const quiet = document.querySelector('dialog[open]') !== null
    const chord = chordOfEvent(event)
    for (let index = this.#hotkeys.length - 1; index >= 0; index--) {
      const hotkey = this.#hotkeys[index]!
      if (this.chordFor(hotkey) !== chord || !this.#isOn(hotkey, chord)) continue
      if (hotkey.scope ? hotkey.scope !== target : quiet) continue
      if (typing && (!hotkey.inFields || belongsToField(chord))) continue
      if (event.repeat && !hotkey.repeat) continue
      if (activates(chord) && !hotkey.scope && target instanceof Element && target.closest('button, a, summary, [role=button]')) continue
      if (hotkey.when && !hotkey.when()) continue
      event.preventDefault()
      hotkey.run(event)
      return
    }
  }
}

const SPARE_CODES = [...'123456789'].map((digit) => `Digit${digit}`)

/** Gives the choices of a whole interface their keys: what the config asks for first, then 1–9 in order. */
export class HotkeyAllocator {
  readonly #taken = new Set<string>()

  /** `wishes` may hold `undefined`; the result has one chord or null for each. */
  allocate(wishes: readonly (string | undefined)[]): (string | null)[] {
    const chords = wishes.map((wish) => {
      const chord = wish ? parseChord(wish) : null
      if (!chord || this.#taken.has(chord)) return null
      this.#taken.add(chord)
      return chord
    })
    return chords.map((chord) => chord ?? this.#next())
  }

  #next(): string | null {
    const free = SPARE_CODES.find((code) => !this.#taken.has(code)) ?? null
    if (free) this.#taken.add(free)
    return free
  }
}
