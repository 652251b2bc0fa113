import { ApiError } from '@/api/client'
import type { Feedback } from '@/api/quality-types'
import type { AnswerBody, Assignment, Draft, Next, NextReason, Region, Reply, VerdictBody, WorkProjectDetail, WorkRole } from '@/api/types'
import * as api from '@/api/work'
import { forget, keep, kept } from '@/lib/database'
import { createStore, type Store } from '@/lib/store'
import { uuid } from '@/lib/uuid'
import { dropDraft } from './drafts'
import { takeEarlyClaim } from './early-claim'
import { lineOf } from './line'
import { onOutcome, outbox, type WorkBody, type WorkEntry, type WorkMeta } from './outbox'
import { Pace } from './pace'
import { preloadMedia } from './preload'

/** Answers that can be gone back to. */
const undoMost = 10
/** How long the last answer can be taken back without asking the server. */
export const holdMs = 6000
const lookAgainMs = 30_000

export type Undoable = { key: string; assignment: Assignment; action: WorkMeta['action'] }
/** A project begins with no more training tasks than these. */
const trainingMost = 50

/** A training task that was answered, what the person said and what the server says to it. */
export type Lesson = { assignment: Assignment; mine: readonly Region[]; feedback: Feedback }
export type QueueState = {
  phase: 'loading' | 'ready' | 'failed'
  /** The first is the one in hand. */
  items: readonly Assignment[]
  project: WorkProjectDetail | null
  /** Why nothing more comes, when nothing does. */
  reason: NextReason | null
  retryAt: number | null
  error: unknown
  /** The newest of what can be taken back. */
  undoable: Undoable | null
  /** What was last sent as an answer here, to begin the next one with. */
  lastAnswer: readonly Region[] | null
  /** Answers and verdicts given since the line was opened, what they pay, and since when. */
  given: { count: number; rewardMinor: number; since: number }
  /** Training answers with what was right, oldest first; each is looked at before work goes on. */
  lessons: readonly Lesson[]
  /** True while an answer is on its way that will most likely come back as a lesson: the next task waits for it. */
  awaitsLesson: boolean
  /** Grows when the task in hand is replaced without its id changing. */
  turn: number
}

type Kept = { items: readonly Assignment[]; project: WorkProjectDetail }

/**
 * One person's line of assignments in one project and role: takes the next while this one is done, hands what is decided to
 * the outbox, and never makes anybody wait for the network.
 */
export class AssignmentQueue {
  readonly store: Store<QueueState> = createStore<QueueState>({
    phase: 'loading',
    items: [],
    project: null,
    reason: null,
    retryAt: null,
    error: null,
    undoable: null,
    lastAnswer: null,
    given: { count: 0, rewardMinor: 0, since: Date.now() },
    lessons: [],
    awaitsLesson: false,
    turn: 0,
  })
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Which start is the latest: an older one that is still loading gives up. */
  #run = 0
  #stopListening: () => void = () => {}
  /** Answers on their way, for the case that one comes back as a lesson. */
  readonly #sent = new Map<string, { assignment: Assignment; mine: readonly Region[] }>()
  /** Whether the next answer may be one of training: for who did not do much here yet, and while lessons come. Such an answer is not held back. */
  #mayTrain = false
  #wasLesson = false
  readonly #copyKey: string
  readonly #pace = new Pace()
  readonly #clockIsWrong = new Set<string>()
  /** Older ones that can be taken back, the newest last. */
  #past: readonly Undoable[] = []

  constructor(
    readonly projectId: string,
    readonly role: WorkRole,
    private readonly owner: string,
  ) {
    this.#copyKey = `queue.${owner}.${projectId}.${role}`
  }

  /** Loads what is mine already and takes the rest. `firstId` comes first (a returned answer chosen on the home screen). */
  async start(firstId?: string | null): Promise<void> {
    const run = ++this.#run
    this.#stopListening()
    this.#stopListening = onOutcome((entry, outcome) => {
      if (entry.meta.projectId !== this.projectId || entry.meta.role !== this.role) return
      if ('reply' in outcome) {
        if (entry.meta.action === 'answer') this.#learn(entry.meta.assignmentId, outcome.reply.feedback ?? null)
        this.#take(outcome.reply)
      } else void this.#refused(entry, outcome.error)
    })
    this.#patch({ phase: 'loading', error: null })
    try {
      const [project, mine] = await Promise.all([api.getWorkProject(this.projectId), api.listAssignments()])
      if (run !== this.#run) return
      this.#mayTrain = this.role === 'work' && (project.my?.answers ?? trainingMost) < trainingMost
      this.#patch({ project, phase: 'ready', items: this.#order(mine.items.filter((one) => this.#isMine(one)), firstId) })
      await this.#fill()
    } catch (error) {
      await this.#startFromCopy(error)
    }
  }

  stop(): void {
    this.#run += 1
    this.#stopListening()
    clearTimeout(this.#timer)
    outbox.flush()
  }

  get current(): Assignment | null {
    return this.store.get().items[0] ?? null
  }

  answer(body: Omit<AnswerBody, 'claim'>): void {
    this.#close('answer', (claim) => ({ ...body, claim }), { regions: body.regions, active_ms: body.active_ms })
  }

  verdict(body: Omit<VerdictBody, 'claim'>): void {
    this.#close('verdict', (claim) => ({ ...body, claim }), body.regions ? { regions: body.regions, active_ms: body.active_ms } : null)
  }

  /** The lesson in front was looked at. */
  endLesson(): void {
    const { lessons, turn } = this.store.get()
    this.#patch({ lessons: lessons.slice(1), turn: turn + 1 })
  }

  /** Never offered again. Can be taken back while it is held. */
  skip(): void {
    this.#close('skip', (claim) => ({ claim }), null)
  }

  /** Puts the task back; the draft stays on the server for whoever takes it up. */
  release(): void {
    this.#close('release', () => ({}), null)
  }

  /** A conversation was left: what came of it was decided, and the line goes on. */
  async left(assignmentId: string): Promise<void> {
    const { items, turn } = this.store.get()
    this.#patch({ items: items.filter((one) => one.assignment_id !== assignmentId), turn: turn + 1 })
    await this.lookAgain()
  }

  /** Brings the last one back: from the outbox if it is still there, else by asking the server. False when it is too late. */
  async undo(): Promise<boolean> {
    const { undoable } = this.store.get()
    if (!undoable) return false
    this.#forgetUndoable(undoable.key)
    if (!outbox.cancel(undoable.key)) {
      if (undoable.action !== 'answer' && undoable.action !== 'verdict') return false
      while (outbox.entries.some((entry) => entry.key === undoable.key)) await new Promise((resolve) => setTimeout(resolve, 50))
      await api.withdraw(undoable.assignment.assignment_id)
    }
    const { items, turn, given } = this.store.get()
    const counted = undoable.action === 'answer' || undoable.action === 'verdict'
    this.#patch({
      items: [undoable.assignment, ...items.filter((one) => one.assignment_id !== undoable.assignment.assignment_id)],
      turn: turn + 1,
      given: counted ? { ...given, count: given.count - 1, rewardMinor: given.rewardMinor - undoable.assignment.reward_minor } : given,
    })
    return true
  }

  #forgetUndoable(key: string): void {
    this.#past = this.#past.filter((one) => one.key !== key)
    this.#patch({ undoable: this.#past.at(-1) ?? null })
  }

  /** Asks again after nothing was to be had. */
  async lookAgain(): Promise<void> {
    clearTimeout(this.#timer)
    this.#patch({ reason: null, retryAt: null })
    try {
      await this.#fill()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.#patch({ reason: 'nothing_now' })
      this.#lookLater(null)
    }
  }

  #close(action: WorkMeta['action'], body: (claim: number) => WorkBody, draft: Draft | null): void {
    const { items, turn, given } = this.store.get()
    const [current, ...ahead] = items
    if (!current) return
    const rest = this.#stillMine(ahead)
    this.#pace.step()
    const key = uuid()
    const counts = action === 'answer' || action === 'verdict'
    const meta: WorkMeta = {
      assignmentId: current.assignment_id,
      taskId: current.task_id,
      projectId: this.projectId,
      role: this.role,
      action,
      rewardMinor: counts ? current.reward_minor : 0,
    }
    const claim = action === 'release' ? 0 : Math.max(0, this.#pace.ahead - rest.length - this.#claimsUnderway())
    const written = outbox.add({
      key,
      owner: this.owner,
      path: `/work/assignments/${current.assignment_id}/${action}`,
      body: body(claim),
      meta,
      queuedAt: Date.now(),
      // With nothing ready the next task has to be fetched now; taking back then goes by way of the server.
      holdUntil: rest.length === 0 || action === 'release' || (action === 'answer' && this.#mayTrain) ? 0 : Date.now() + holdMs,
      attempts: 0,
    })
    // The draft goes when the answer is written down, and not before.
    void written.then(() => [current.assignment_id, current.task_id].forEach(dropDraft))
    if (action === 'answer') this.#sent.set(current.assignment_id, { assignment: current, mine: draft?.regions ?? [] })
    const awaitsLesson = action === 'answer' && this.#wasLesson
    const undoable = { key, assignment: { ...current, draft: draft ?? current.draft }, action }
    this.#past = [...this.#past, undoable].slice(-undoMost)
    this.#patch({
      items: rest,
      awaitsLesson,
      turn: turn + 1,
      undoable,
      lastAnswer: action === 'answer' && draft && draft.regions.length > 0 ? draft.regions : this.store.get().lastAnswer,
      given: counts ? { ...given, count: given.count + 1, rewardMinor: given.rewardMinor + current.reward_minor } : given,
    })
    preloadMedia(rest)
  }

  /** Takes a lesson that came with a reply; a reply without one says that training is over. */
  #learn(assignmentId: string, feedback: Feedback | null): void {
    const sent = this.#sent.get(assignmentId)
    this.#sent.delete(assignmentId)
    this.#mayTrain = feedback !== null
    this.#wasLesson = feedback !== null
    if (!feedback || !sent) return this.#patch({ awaitsLesson: false })
    // What was told is not taken back.
    this.#past = this.#past.filter((one) => one.assignment.assignment_id !== assignmentId)
    this.#patch({ awaitsLesson: false, lessons: [...this.store.get().lessons, { ...sent, feedback }], undoable: this.#past.at(-1) ?? null })
  }

  #claimsUnderway(): number {
    return outbox.entries
      .filter((entry) => entry.meta.projectId === this.projectId && entry.meta.role === this.role)
      .reduce((sum, entry) => sum + ('claim' in entry.body ? Number(entry.body.claim) : 0), 0)
  }

  #isMine(assignment: Assignment): boolean {
    const isUnsent = outbox.entries.some((entry) => entry.meta.assignmentId === assignment.assignment_id)
    return assignment.project_id === this.projectId && lineOf(assignment.role) === this.role && !isUnsent
  }

  #order(items: Assignment[], firstId?: string | null): Assignment[] {
    const rank = (one: Assignment) => (one.assignment_id === firstId ? 0 : one.state === 'returned' || one.returned ? 1 : 2)
    return items.toSorted((a, b) => rank(a) - rank(b))
  }

  async #fill(): Promise<void> {
    const missing = this.#pace.ahead - this.store.get().items.length
    if (missing > 0) this.#take(await (takeEarlyClaim(this.projectId, this.role) ?? api.claim(this.projectId, { role: this.role, count: missing })))
    else preloadMedia(this.store.get().items)
  }

  #take(next: Next | Reply): void {
    if (isRest(next.reason)) return this.#rest(next)
    const { items, project } = this.store.get()
    const known = new Set(items.map((one) => one.assignment_id))
    const fresh = next.assignments.filter((one) => !known.has(one.assignment_id) && this.#isMine(one))
    // What has just come and is over already says that the clock here is wrong, and not that it is over.
    for (const one of fresh) if (Date.parse(one.leased_until) <= Date.now()) this.#clockIsWrong.add(one.assignment_id)
    const all = [...items, ...fresh].map((one) => (one.tree ? one : { ...one, tree: project?.tree ?? null }))
    this.#patch({ phase: 'ready', items: all, reason: next.reason ?? (fresh.length > 0 ? null : this.store.get().reason) })
    preloadMedia(all)
    if (all.length === 0 && this.#claimsUnderway() === 0) this.#runDry(next)
  }

  /** What is in hand is not looked at either until the break is over; the server keeps it. */
  #rest(next: Next): void {
    const seconds = next.retry_after_seconds
    this.#patch({ phase: 'ready', items: [], reason: next.reason, retryAt: seconds === null ? null : Date.now() + seconds * 1000 })
  }

  #runDry(next: Next): void {
    if (next.reason === null) this.#lookLater(1)
    else if (next.reason === 'nothing_now') this.#lookLater(next.retry_after_seconds)
  }

  #lookLater(seconds: number | null): void {
    clearTimeout(this.#timer)
    const wait = seconds === null ? lookAgainMs : seconds * 1000
    this.#patch({ retryAt: Date.now() + wait })
    this.#timer = setTimeout(() => void this.lookAgain(), wait)
  }

  /** Without tasks taken ahead whose time ran out meanwhile (a phone that slept): they may be somebody else's. */
  #stillMine(ahead: readonly Assignment[]): readonly Assignment[] {
    const now = Date.now()
    return ahead.filter((one) => Date.parse(one.leased_until) > now || this.#clockIsWrong.has(one.assignment_id))
  }

  /**
   * The answer was not as it must be: it comes back to be put right, after the task in hand. Or the task is somebody else's now.
   * Either way what was answered is kept on this device (see the outbox) and stands there when the task comes again.
   */
  async #refused({ meta, body }: WorkEntry, error: unknown): Promise<void> {
    this.#sent.delete(meta.assignmentId)
    const undoable = this.#past.find((one) => one.assignment.assignment_id === meta.assignmentId)
    if (undoable) this.#forgetUndoable(undoable.key)
    const { given } = this.store.get()
    this.#patch({ awaitsLesson: false, ...(meta.rewardMinor > 0 ? { given: { ...given, count: given.count - 1, rewardMinor: given.rewardMinor - meta.rewardMinor } } : {}) })
    if (error instanceof ApiError && error.status === 422) {
      const assignment = undoable?.assignment ?? (await api.getAssignment(meta.assignmentId).catch(() => null))
      if (assignment) {
        const draft = 'regions' in body && body.regions ? { regions: body.regions, active_ms: body.active_ms } : assignment.draft
        const { items, turn } = this.store.get()
        this.#patch({ items: [...items.slice(0, 1), { ...assignment, draft }, ...items.slice(1)], turn: items.length === 0 ? turn + 1 : turn })
      }
    }
    if (this.store.get().items.length === 0) void this.lookAgain()
  }

  async #startFromCopy(error: unknown): Promise<void> {
    const copy = error instanceof ApiError && error.isTemporary ? await kept<Kept>(this.#copyKey) : undefined
    const items = copy?.items.filter((one) => Date.parse(one.leased_until) > Date.now() && this.#isMine(one)) ?? []
    if (copy && items.length > 0) this.#patch({ phase: 'ready', project: copy.project, items })
    else this.#patch({ phase: 'failed', error })
  }

  #patch(part: Partial<QueueState>): void {
    this.store.set((state) => {
      const items = (part.items ?? state.items).map((one) => (one.tree ? one : { ...one, tree: (part.project ?? state.project)?.tree ?? null }))
      return { ...state, ...part, items }
    })
    const { items, project } = this.store.get()
    if (project && items.length > 0) void keep(this.#copyKey, { items, project } satisfies Kept)
    else if (project) void forget(this.#copyKey)
  }
}

/** For the sake of the person nothing is shown now. */
const isRest = (reason: NextReason | null): boolean => reason === 'consent_required' || reason === 'break_required' || reason === 'daily_limit_reached'

/** What the tool starts from: the draft here, the draft there, or what a model proposed. */
export function startingRegions(assignment: Assignment, local: Draft | null): Region[] {
  return local?.regions ?? assignment.draft?.regions ?? assignment.predictions
}
