/** `Chat`: writing a conversation, message by message, like a messenger; also its reader and an inspector's pointing tool. */
import { Store } from '../base'
import { announcer, h, newRegionId } from '../dom'
import { attribute, interpolate } from '../node'
import { stringsOf } from '../strings'
import type { Region, ToolHandle, ToolOptions } from '../types'
import { Composer } from './composer'
import { appended, edited, givenMessages, messageOf, movedTurn, nextRole, removed, rulesOf, toggledTag, turnProblem, type Message } from './model'
import { turnElement, type TurnActions } from './turn'

export interface ChatHandle extends ToolHandle {
  /** Something is written in the field that was not added to the conversation. */
  hasUnsent(): boolean
}

export interface ChatOptions extends ToolOptions {
  readonly title?: string | undefined
}

export function mount(el: HTMLElement, options: ChatOptions): ChatHandle {
  const { node, task } = options
  const text = stringsOf(options.locale)
  const rules = rulesOf(node)
  const mode = options.pickRegion ? 'pick' : options.readonly ? 'view' : 'edit'
  const given = givenMessages(node, task)
  const newId = options.newId ?? newRegionId
  const voice = announcer()
  let selectedId: string | null = null
  let editingId: string | null = null

  const store = new Store<readonly Region[]>(options.value, {
    render: paint,
    onStep: options.onStep,
    onChange: (value) => options.onChange?.([...value]),
  })
  const turns = h('ol', { class: 'pt-turns', 'aria-label': options.title ?? attribute(node, 'title') ?? text.chat.conversation })
  const meter = h('progress', { class: 'pt-progress', max: Math.max(rules.messagesMin, 1), 'aria-label': text.chat.progressLabel })
  const progressText = h('span', { class: 'pt-progress-text' })
  const progress = h('div', { class: 'pt-chat-progress' }, progressText, rules.messagesMin > 0 && meter)
  const composer = new Composer({
    rules, text,
    purpose: 'add',
    placeholder: interpolate(attribute(node, 'placeholder') ?? '', task) || text.chat.placeholder,
    start: { role: speakerAfter(options.value), content: '', tags: [] },
    onDone: add,
  })
  const full = h('p', { class: 'pt-empty', hidden: true }, text.chat.full(rules.messagesMax))
  const root = h('div', { class: `pt-chat pt-chat-${mode}` }, mode === 'edit' && progress, turns,
    mode === 'edit' && composer.element, mode === 'edit' && full, voice.element)
  el.append(root)
  turns.addEventListener('keydown', onTurnKey)
  turns.addEventListener('focusin', (event) => select(idOfTurn(event.target)))
  turns.addEventListener('click', (event) => {
    const id = idOfTurn(event.target)
    if (id && mode === 'pick' && !(event.target as Element).closest('button')) pick(id)
  })
  paint()

  function speakerAfter(regions: readonly Region[]): string {
    const last = regions.at(-1)
    return nextRole(rules.roles, last ? messageOf(last).role : given.at(-1)?.role)
  }

  function idOfTurn(target: EventTarget | null): string | null {
    const index = (target as Element).closest<HTMLElement>('[data-turn]')?.dataset['turn']
    return index === undefined ? null : store.value[Number(index)]?.id ?? null
  }

  function add(message: Message): void {
    store.commit(appended(store.value, node, message, newId()))
    composer.reset(speakerAfter(store.value))
    composer.field.focus()
    turns.lastElementChild?.scrollIntoView?.({ block: 'nearest' })
    voice.say(text.chat.added(store.value.length))
  }

  function actionsFor(id: string): TurnActions {
    return {
      edit() {
        editingId = id
        paint()
        const field = turns.querySelector('textarea')
        field?.focus()
        field?.setSelectionRange(field.value.length, field.value.length)
      },
      remove() {
        const at = store.value.findIndex((region) => region.id === id)
        store.commit(removed(store.value, id))
        voice.say(text.chat.removed(at + 1))
        // The focus goes to the neighbour; with nothing left, to where the next message is written.
        const neighbour = turnAt(Math.min(at, store.value.length - 1))
        ;(neighbour ?? composer.field).focus()
      },
      move: (step) => move(id, step),
      toggleTag: (tag) => change(id, (message) => ({ tags: toggledTag(message.tags, tag, rules) })),
      changeRole: (role) => change(id, () => ({ role })),
      pick: () => pick(id),
    }
  }

  function change(id: string, how: (message: Message) => Partial<Message>): void {
    const region = store.value.find((candidate) => candidate.id === id)
    if (region) store.commit(edited(store.value, id, how(messageOf(region))))
  }

  function move(id: string, step: 1 | -1): void {
    const next = movedTurn(store.value, id, step)
    if (next === store.value) return
    store.commit(next)
    const at = next.findIndex((region) => region.id === id)
    turnAt(at)?.focus()
    voice.say(text.chat.moved(at + 1))
  }

  function pick(id: string): void {
    select(id)
    paint()
    voice.say(text.picked)
    options.onPick?.({ region_id: id, turn_index: store.value.findIndex((region) => region.id === id) })
  }

  function select(id: string | null): void {
    if (id === selectedId || id === null) return
    selectedId = id
    options.onSelectRegion?.(id)
    for (const element of turns.children) element.classList.toggle('pt-selected', idOfTurn(element) === id)
  }

  function turnAt(index: number): HTMLElement | null {
    return turns.querySelector<HTMLElement>(`[data-turn="${index}"]`)
  }

  function onTurnKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement
    const id = idOfTurn(target)
    if (!id || target instanceof HTMLTextAreaElement) return
    const step = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.code]
    if (step && event.altKey && mode === 'edit') move(id, step)
    else if (step && !event.altKey && target.matches('[data-turn]')) turnAt(Number(target.dataset['turn']) + step)?.focus()
    else if (event.code === 'Enter' && target.matches('[data-turn]') && mode === 'edit' && rules.editable(messageOf(store.value[Number(target.dataset['turn'])]!).role)) actionsFor(id).edit()
    else if (event.code === 'Enter' && target.matches('[data-turn]') && mode === 'pick') pick(id)
    else if (event.code === 'Delete' && target.matches('[data-turn]') && mode === 'edit') actionsFor(id).remove()
    else return
    event.preventDefault()
  }

  function paint(): void {
    const focus = focusedAction()
    if (editingId && !store.value.some((region) => region.id === editingId)) editingId = null
    turns.replaceChildren(...given.map(givenElement), ...store.value.map(elementOf))
    if (focus) turnAt(focus.turn)?.querySelector<HTMLElement>(`[data-action="${CSS.escape(focus.action)}"]`)?.focus()
    const count = store.value.length
    meter.value = Math.min(count, Math.max(rules.messagesMin, 1))
    progressText.textContent = text.chat.progress(count, rules.messagesMin, rules.lengthMin)
    progress.classList.toggle('pt-met', count >= rules.messagesMin)
    composer.setEnabled(count < rules.messagesMax)
    full.hidden = count < rules.messagesMax
    if (!composer.hasText) composer.setRole(speakerAfter(store.value))
  }

  /** The list is drawn anew on every change; the button that was pressed keeps the focus. */
  function focusedAction(): { turn: number; action: string } | null {
    const active = document.activeElement
    if (!(active instanceof HTMLElement) || !turns.contains(active)) return null
    const action = active.dataset['action']
    const turn = active.closest<HTMLElement>('[data-turn]')?.dataset['turn']
    return action !== undefined && turn !== undefined ? { turn: Number(turn), action } : null
  }

  function givenElement(message: Message): HTMLElement {
    const look = { message, index: null, count: 0, mode: 'given', selected: false, highlighted: false, problem: null, rules, text } as const
    return turnElement(look, actionsFor(''))
  }

  function elementOf(region: Region, index: number): HTMLElement {
    const message = messageOf(region)
    if (region.id === editingId) return editorOf(region.id, message)
    return turnElement({
      message, index, mode, rules, text,
      count: store.value.length,
      selected: region.id === selectedId,
      highlighted: Boolean(options.highlights?.includes(region.id)),
      problem: mode === 'edit' ? turnProblem(message, rules) : null,
    }, actionsFor(region.id))
  }

  function editorOf(id: string, message: Message): HTMLElement {
    const index = store.value.findIndex((region) => region.id === id)
    const close = () => {
      editingId = null
      paint()
      turnAt(index)?.focus()
    }
    const mend = new Composer({
      rules, text,
      purpose: 'mend',
      placeholder: null,
      start: message,
      onDone(next) {
        editingId = null
        store.commit(edited(store.value, id, { role: next.role, content: next.content }))
        close()
      },
      onCancel: close,
    })
    return h('li', { class: 'pt-turn pt-turn-editing', 'data-turn': index }, mend.element)
  }

  return {
    getValue: () => [...store.value],
    setValue(value) {
      editingId = null
      store.replace(value)
    },
    focus: () => (mode === 'edit' ? composer.field : turns.querySelector<HTMLElement>('[data-turn]'))?.focus(),
    destroy: () => root.remove(),
    undo: () => void store.undo(),
    redo: () => void store.redo(),
    canUndo: () => store.canUndo(),
    canRedo: () => store.canRedo(),
    select(id) {
      const at = store.value.findIndex((region) => region.id === id)
      turnAt(at)?.scrollIntoView?.({ block: 'nearest' })
      select(id)
    },
    hasUnsent: () => mode === 'edit' && composer.hasText,
  }
}

