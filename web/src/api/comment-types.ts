/** What an inspector remarks on an answer, and where. */
export type Area = { x: number; y: number; width: number; height: number }

/** The place that a comment is pinned to; `object` is the name of the tag that it lies in. */
export type Place =
  | { kind: 'region'; region_id: string }
  | ({ kind: 'area'; object: string } & Area)
  /** Code points of what is shown. */
  | { kind: 'text'; object: string; start: number; end: number }
  /** Seconds; of a series its own unit. */
  | { kind: 'time'; object: string; start: number; end: number }

/** Without a place it is about the whole answer; without a text the reason of the verdict stands for it. */
export type Comment = { text: string; clause: string | null; place: Place | null }
