/** The shape of a sound. Only short files are decoded: the rest are played piece by piece, and shown by their time alone. */

/** Highest and lowest of each slice, -127 to 127. */
export interface Peaks {
  readonly perSecond: number
  readonly low: Int8Array
  readonly high: Int8Array
}

const SLICES_PER_SECOND = 200
/** Decoding asks for a low rate: it keeps the shape, and takes a sixth of the memory. */
const DECODING_RATE = 8_000
const LIMITS = { phone: { bytes: 5_000_000, seconds: 600 }, other: { bytes: 20_000_000, seconds: 1_800 } }

export function peaksOf(samples: Float32Array, rate: number): Peaks {
  const count = Math.max(Math.ceil((samples.length / rate) * SLICES_PER_SECOND), 1)
  const low = new Int8Array(count)
  const high = new Int8Array(count)
  for (let slice = 0; slice < count; slice++) {
    const end = Math.min(Math.ceil(((slice + 1) * rate) / SLICES_PER_SECOND), samples.length)
    let [least, most] = [0, 0]
    for (let at = Math.floor((slice * rate) / SLICES_PER_SECOND); at < end; at++) {
      const sample = samples[at]!
      if (sample < least) least = sample
      if (sample > most) most = sample
    }
    low[slice] = Math.max(Math.round(least * 127), -127)
    high[slice] = Math.min(Math.round(most * 127), 127)
  }
  return { perSecond: SLICES_PER_SECOND, low, high }
}

/** One column of a drawing from the slices between two times. */
export function columnOf(peaks: Peaks, from: number, to: number): readonly [number, number] {
  const first = Math.max(Math.floor(from * peaks.perSecond), 0)
  const last = Math.min(Math.max(Math.ceil(to * peaks.perSecond), first + 1), peaks.high.length)
  let [low, high] = [0, 0]
  for (let slice = first; slice < last; slice++) {
    low = Math.min(low, peaks.low[slice]!)
    high = Math.max(high, peaks.high[slice]!)
  }
  return [low / 127, high / 127]
}

/** The loudest slice, so that a quiet recording is seen as well. */
export function loudest(peaks: Peaks): number {
  let most = 1
  for (let slice = 0; slice < peaks.high.length; slice++) most = Math.max(most, peaks.high[slice]!, -peaks.low[slice]!)
  return most / 127
}

/** Fetches and decodes; null where it is too much for this machine, or not to be had. */
export async function loadPeaks(source: string, seconds: number, signal: AbortSignal): Promise<Peaks | null> {
  const phone = matchMedia('(pointer: coarse)').matches
  const limit = phone ? LIMITS.phone : LIMITS.other
  const saves = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData
  if (saves || seconds > limit.seconds || typeof OfflineAudioContext === 'undefined') return null
  try {
    const reply = await fetch(source, { signal })
    const length = Number(reply.headers.get('content-length'))
    if (!reply.ok || length > limit.bytes) {
      await reply.body?.cancel()
      return null
    }
    const bytes = await reply.arrayBuffer()
    if (bytes.byteLength > limit.bytes) return null
    const sound = await new OfflineAudioContext(1, 1, DECODING_RATE).decodeAudioData(bytes)
    return signal.aborted ? null : peaksOf(sound.getChannelData(0), sound.sampleRate)
  } catch {
    // A sound of another origin, or one this browser cannot decode at once: it may still play.
    return null
  }
}
