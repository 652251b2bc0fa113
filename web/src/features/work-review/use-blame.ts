import { type RefObject, useMemo, useState } from 'react'
import type { Clause, Node, Region, TaskData } from '@/api/types'
import { useLocale } from '@/lib/i18n'
import { placesOf } from '@/tools/compare/places'
import type { Pick } from '@/tools/types'
import type { InterfaceHandle } from '@/work/ToolFrame'
import type { WorkKey } from '@/work/i18n'
import { type Blame, blameKinds, emptyBlame, isBlame, type Mode } from './blame'

type About = { tool: RefObject<InterfaceHandle | null>; tree: Node; data: TaskData; answer: readonly Region[]; mode: Mode; reasons: readonly WorkKey[]; clauses: readonly Clause[] }

/** What the inspector has to say against an answer, and the place it is pinned to. */
export function useBlame({ tool, tree, data, answer, mode, reasons, clauses }: About) {
  const locale = useLocale()
  const [blame, setBlame] = useState<Blame>(emptyBlame)
  // A drawn area goes only with the tool that it was drawn in.
  const [redrawn, setRedrawn] = useState(0)
  const places = useMemo(() => placesOf(tree, data, answer as never, locale), [tree, data, answer, locale])
  const onlyClause = clauses.length === 1 ? (clauses[0]?.number ?? null) : null

  const pickFromPanel = (pick: Pick | null) => {
    if (blame.pick?.area) setRedrawn(redrawn + 1)
    setBlame({ ...blame, pick })
    tool.current?.point(pick?.region_id ?? null)
  }
  return {
    blame,
    setBlame,
    places,
    redrawn,
    clear: () => setBlame(emptyBlame),
    /** Somebody tapped it in the data. */
    onPick: (pick: Pick) => {
      setBlame((current) => ({ ...current, pick }))
      if (pick.region_id) tool.current?.point(pick.region_id)
    },
    clearPlace: () => pickFromPanel(null),
    stepPlace: (step: 1 | -1) => {
      if (places.length === 0) return
      const at = places.findIndex((place) => place.region_id === blame.pick?.region_id)
      const next = at < 0 ? (step === 1 ? 0 : places.length - 1) : (at + step + places.length) % places.length
      pickFromPanel({ region_id: places[next]!.region_id })
    },
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
