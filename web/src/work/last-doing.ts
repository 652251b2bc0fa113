import type { WorkRole } from '@/api/types'

const key = 'pumasi.last-doing'
export type Doing = { projectId: string; role: WorkRole }

/** What was worked on last on this device, for the card that goes on with it. */
export function readLastDoing(): Doing | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Doing | null
  } catch {
    return null
  }
}
export const writeLastDoing = (doing: Doing): void => localStorage.setItem(key, JSON.stringify(doing))
