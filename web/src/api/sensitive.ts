import { http } from './client'
import type { SensitiveKind, SensitiveStanding } from './sensitive-types'

const consent = (kind: SensitiveKind) => `/work/consents/${kind}`

export const getSensitiveStanding = () => http.get<SensitiveStanding>('/work/sensitive')
export const giveConsent = (kind: SensitiveKind) => http.put<SensitiveStanding>(consent(kind), {})
export const withdrawConsent = (kind: SensitiveKind) => http.delete<SensitiveStanding>(consent(kind))
