/** A file that somebody made for a task, with an address that opens it for an hour. */
export type MadeFile = {
  reference: string
  url: string
  answer_id: string
  control: string
  content_type: string
  bytes: number
  sha256: string
  width: number | null
  height: number | null
  facts: MadeFacts
}
export type MadeFacts =
  | { kind: 'photo'; sharpness: number }
  | { kind: 'video'; duration_ms: number }
  | { kind: 'recording'; duration_ms: number; level_dbfs: number; silent_percent: number; clipped_percent: number }
