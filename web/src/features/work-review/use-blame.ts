import { type RefObject, useMemo, useState } from 'react'
import type { Place } from '@/api/comment-types'
import type { Clause, Node, Region, TaskData } from '@/api/types'
import { useLocale } from '@/lib/i18n'
import { placesOf } from '@/tools/compare/places'
import type { InterfaceHandle } from '@/work/ToolFrame'
import type { WorkKey } from '@/work/i18n'
import { type Blame, blameKinds, emptyBlame, isBlame, type Mode, type PinDraft, withoutPin, withPin, withPinChanged, withPinMoved } from './blame'

type About = { tool: RefObject<InterfaceHandle | null>; tree: Node; data: TaskData; answer: readonly Region[]; mode: Mode; reasons: readonly WorkKey[]; clauses: readonly Clause[] }

/** What the inspector has to say against an answer, and the places it is pinned to. */
export function useBlame({ tool, tree, data, answer, mode, reasons, clauses }: About) {
  const locale = useLocale()
  const [blame, setBlame] = useState<Blame>(emptyBlame)
  const parts = useMemo(() => placesOf(tree, data, answer as never, locale), [tree, data, answer, locale])
  const onlyClause = clauses.length === 1 ? (clauses[0]?.number ?? null) : null

  const placeInHand = ({ pins, active }: Blame): Place | null => (active === null ? null : (pins[active]?.place ?? null))
  const changeFromPanel = (next: Blame) => {
    setBlame(next)
    tool.current?.point(placeInHand(next))
  }
  const step = (by: 1 | -1, isNew: boolean) => {
    if (parts.length === 0) return
    const inHand = placeInHand(blame)
    const at = parts.findIndex((part) => inHand?.kind === 'region' && part.region_id === inHand.region_id)
    const next = at < 0 ? (by === 1 ? 0 : parts.length - 1) : (at + by + parts.length) % parts.length
    changeFromPanel((isNew ? withPin : withPinMoved)(blame, { kind: 'region', region_id: parts[next]!.region_id }))
  }
  return {
    blame,
    setBlame,
    parts,
    clear: () => setBlame(emptyBlame),
    /** Somebody tapped or drew it in the data. */
    onPick: (place: Place) => {
      setBlame((current) => withPin(current, place))
      if (place.kind === 'region') tool.current?.point(place)
    },
    changePin: (index: number, change: Partial<PinDraft>) => setBlame(withPinChanged(blame, index, change)),
    takePin: (index: number) => changeFromPanel({ ...blame, active: index }),
    removePin: (index: number | null) => {
      if (index !== null && blame.pins[index]) changeFromPanel(withoutPin(blame, index))
    },
    stepPlace: (by: 1 | -1) => step(by, false),
    /** The part after the one in hand gets a pin beside it. */
    addPlace: () => step(1, true),
    /** First the reason, then the clause. */
    digit: (index: number) => {
      if (!isBlame(mode)) return
      const [reason, clause] = [reasons[index], clauses[index]]
      // With one clause there is nothing to choose.
      if (!blame.reason) {
        if (reason) setBlame({ ...blame, reason, clause: onlyClause })
      } else if (blameKinds[mode].needsClause && clause) setBlame({ ...blame, clause: clause.number })
    },
    isComplete: isBlame(mode) && blameKinds[mode].isComplete(blame, clauses.length > 0),
  }
}
