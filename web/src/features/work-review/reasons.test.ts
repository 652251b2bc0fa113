import { expect, test } from 'vitest'
import { reasonsFor } from './reasons'

test('what was drawn or marked can be missing, loose, called wrongly or too much, with every kind of shape and stretch', () => {
  for (const kind of ['polygon', 'polygonlabels', 'brushlabels', 'labels', 'hypertextlabels', 'timelinelabels', 'videorectangle'])
    expect(reasonsFor([kind], 'return')).toEqual(['reason_missing', 'reason_edges', 'reason_label', 'reason_extra', 'reason_guide'])
})

test('one value is right or wrong', () => {
  for (const kind of ['choices', 'rating', 'number', 'pairwise', 'ranker', 'taxonomy', 'datetime']) expect(reasonsFor([kind], 'refuse')).toEqual(['reason_wrong', 'reason_guide'])
})

test('each reason has a digit, and the guide can always be named', () => {
  const reasons = reasonsFor(['choices', 'polygonlabels', 'relation', 'textarea', 'chat'], 'return')
  expect(reasons).toHaveLength(9)
  expect(reasons.at(-1)).toBe('reason_guide')
})
