import type { Project } from '@/api/types'

export type ResultFormat = 'jsonl' | 'csv' | 'label_studio_json'
export const resultFormats: readonly ResultFormat[] = ['jsonl', 'csv', 'label_studio_json']

/** What the first lines of a download look like, with the fields and controls of this very project. */
export function sampleOf(format: ResultFormat, project: Project): string {
  const fields = [...new Set(project.data_fields.map((one) => one.field))]
  const data = Object.fromEntries(fields.map((field) => [field, '…']))
  const regions = project.controls.slice(0, 1).map((control) => ({ id: 'r1', from_name: control.name, to_name: control.to_name, type: control.kind, value: valueOf(control.kind, control.labels[0] ?? '…') }))
  switch (format) {
    case 'csv': {
      const header = ['task_id', 'external_id', 'position', 'state', ...fields.map((field) => `data.${field}`), ...project.controls.map((control) => `result.${control.name}`), 'result_source', 'confidence', 'agreement', 'answers_count', 'guide_version', 'decided_at']
      const row = header.map((name) => (name === 'position' || name === 'answers_count' || name === 'guide_version' ? '1' : name === 'state' ? 'done' : name === 'result_source' ? 'inspected' : '…'))
      return `${header.join(',')}\n${row.join(',')}`
    }
    case 'label_studio_json':
      return JSON.stringify([{ id: 1, data, annotations: [{ result: regions, ground_truth: false, lead_time: 4.2 }], predictions: [] }], null, 2)
    case 'jsonl':
      return JSON.stringify(
        {
          task_id: '…',
          external_id: '…',
          position: 1,
          data,
          state: 'done',
          result: { regions, source: 'inspected', confidence: 0.97, decided_at: '…' },
          answers: [{ worker: 'w-7K2M9Q', kind: 'regions', regions: ['…'], state: 'accepted', round: 1, guide_version: 1, issued_at: '…', submitted_at: '…', active_ms: 4200, verdicts: [{ verdict: 'pass', inspector: 'w-3H8D2X', at: '…' }] }],
          guide_version: 1,
        },
        null,
        2,
      )
  }
}

function valueOf(kind: string, label: string): Record<string, unknown> {
  if (kind === 'rectanglelabels') return { x: 10, y: 20, width: 30, height: 40, rotation: 0, rectanglelabels: [label] }
  if (kind === 'textarea') return { text: ['…'] }
  if (kind === 'chat') return { messages: [{ role: 'user', content: '…' }] }
  return { choices: [label] }
}
