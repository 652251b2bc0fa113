/** The steps of making a project, in order; each is an address of its own. */
export const wizardSteps = ['interface', 'guide', 'quality', 'price', 'audience', 'budget'] as const
export type WizardStep = (typeof wizardSteps)[number]

/** The step `by` places further; null past either end. */
export function stepFrom(step: WizardStep, by: 1 | -1): WizardStep | null {
  return wizardSteps[wizardSteps.indexOf(step) + by] ?? null
}
