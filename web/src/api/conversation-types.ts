import type { NextReason } from './types'

/** How it stands with waiting for the other of a conversation. */
export type Waiting =
  | { state: 'waiting'; position: number; since: string; retry_after_seconds: number }
  | { state: 'met'; assignment_id: string }
  | { state: 'stopped'; reason: Exclude<NextReason, 'partner_needed'>; retry_after_seconds: number | null }
export type ConversationMessage = { number: number; part: string; content: string; sent_at: string }
export type Conversation = {
  control: string
  part: string
  partner_part: string
  brief: string | null
  messages: ConversationMessage[]
  partner: 'here' | 'away' | 'gone' | 'finished'
  ended: boolean
  may_finish: boolean
  paid_for_staying: boolean
  min_messages: number
  max_messages: number | null
  away_seconds: number
}
