import type { DataField, TaskData } from '@/api/types'
import type { useT } from './texts'

const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="#c5d7ee"/><circle cx="310" cy="70" r="34" fill="#ffe08a"/><path d="M0 300 120 140l90 110 60-70 130 120z" fill="#5c7fa3"/></svg>`

/** Data for one task of an interface nobody has given data for yet, so that the preview has something to show. */
export function exampleData(fields: readonly DataField[], t: ReturnType<typeof useT>): TaskData {
  const data: Record<string, unknown> = {}
  for (const { field, kind } of fields) {
    if (kind === 'image') data[field] = `data:image/svg+xml,${encodeURIComponent(picture)}`
    else if (kind === 'audio') data[field] = '/example/sound.wav'
    else if (kind === 'video') data[field] = '/example/video.webm'
    else if (kind === 'document') data[field] = '/example/document.pdf'
    else if (kind === 'table') data[field] = { A: t('example_text'), B: 1 }
    else if (kind === 'items') data[field] = ['a', 'b', 'c'].map((id) => ({ id, title: id.toUpperCase(), body: t('example_text') }))
    else if (kind === 'series') data[field] = Object.fromEntries(['time', 'x', 'y', 'value'].map((column) => [column, Array.from({ length: 100 }, (_, index) => (column === 'time' ? index : Math.sin(index / 8)))]))
    else if (kind === 'paragraphs') data[field] = [
      { author: t('speaker_a'), text: t('example_text') },
      { author: t('speaker_b'), text: t('preview_try') },
    ]
    else if (kind === 'messages') data[field] = []
    else if (kind === 'options') data[field] = ['1', '2', '3']
    else data[field] = t('example_text')
  }
  return data
}
