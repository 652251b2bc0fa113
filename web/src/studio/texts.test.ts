import { expect, it } from 'vitest'
import { catalogueProblems } from '@/lib/i18n'

const modules = import.meta.glob<{ catalogues?: Parameters<typeof catalogueProblems>[0] }>(['./**/*texts.ts', '../features/studio-*/*texts.ts'], { eager: true })

it('every catalogue of the studio says the same things in both languages', () => {
  const found = Object.entries(modules).map(([path, module]) => ({ path, problems: module.catalogues ? catalogueProblems(module.catalogues) : ['exports no catalogues'] }))
  expect(found.length).toBeGreaterThan(10)
  expect(found.filter(({ path, problems }) => !path.endsWith('define-texts.ts') && problems.length > 0)).toEqual([])
})
