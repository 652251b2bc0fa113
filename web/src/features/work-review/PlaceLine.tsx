import { ChevronLeft, ChevronRight, MapPin, X } from 'lucide-react'
import type { Place } from '@/tools/compare/places'
import type { Pick } from '@/tools/types'
import { IconButton } from '@/ui/Button'
import { useT } from '@/work/i18n'

type PlaceLineProps = { places: readonly Place[]; pick: Pick | null; onStep: (step: 1 | -1) => void; onClear: () => void }

/** The place that the comment is pinned to: tapped in the data, or stepped through part by part. */
export function PlaceLine({ places, pick, onStep, onClear }: PlaceLineProps) {
  const t = useT()
  const at = places.findIndex((place) => place.region_id === pick?.region_id)
  return (
    <div className="flex items-center gap-2 text-sm" role="group" aria-label={t('review_place_label')}>
      <MapPin aria-hidden="true" className="size-4 shrink-0" />
      <p aria-live="polite" className="min-w-0 flex-1">
        {pick === null ? t('review_place') : <strong className="break-words">{pick.area ? t('review_place_area') : at < 0 ? t('review_place_set') : `${at + 1}/${places.length} · ${places[at]?.title ?? ''}`}</strong>}
      </p>
      {pick && (
        <IconButton label={t('review_place_clear')} onClick={onClear}>
          <X aria-hidden="true" />
        </IconButton>
      )}
      {places.length > 0 && (
        <span className="flex">
          <IconButton label={`${t('review_place_previous')} ([)`} onClick={() => onStep(-1)}>
            <ChevronLeft aria-hidden="true" />
          </IconButton>
          <IconButton label={`${t('review_place_next')} (])`} onClick={() => onStep(1)}>
            <ChevronRight aria-hidden="true" />
          </IconButton>
        </span>
      )}
    </div>
  )
}
