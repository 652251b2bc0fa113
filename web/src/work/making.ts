import { errorText } from '@/api/errors'
import type { MadeFile } from '@/api/made-types'
import type { Assignment } from '@/api/types'
import { sendMadeFile, talkToModel } from '@/api/work'
import type { Making } from '@/tools/making/port'
import { conversingOf } from './conversing'

/** What was sent from here since the page was opened, by reference. */
const sent = new Map<string, MadeFile>()

/** How the tools send what somebody makes for an assignment. Somebody else's answer is only looked at. */
export function makingOf(assignment: Assignment, onLeft?: () => void): Making {
  const known = new Map((assignment.files ?? []).map((file) => [file.reference, file]))
  const isLive = onLeft !== undefined && assignment.role === 'work' && assignment.round === 0
  return {
    conversing: isLive ? conversingOf(assignment.assignment_id, onLeft) : undefined,
    async talk(control, messages) {
      try {
        return await talkToModel(assignment.assignment_id, control, messages)
      } catch (error) {
        throw new Error(errorText(error), { cause: error })
      }
    },
    fileOf: (reference) => known.get(reference) ?? sent.get(reference),
    async upload(control, file, key) {
      try {
        const made = await sendMadeFile(assignment.assignment_id, control, file, key)
        sent.set(made.reference, made)
        return made
      } catch (error) {
        throw new Error(errorText(error), { cause: error })
      }
    },
  }
}
