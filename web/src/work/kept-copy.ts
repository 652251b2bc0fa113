import { isApiError } from '@/api/client'
import { keep, kept } from '@/lib/database'

/** Loads, and keeps a copy on this device for when there is no connection. */
export async function withCopy<T>(key: string, load: () => Promise<T>): Promise<T> {
  try {
    const fresh = await load()
    void keep(`copy.${key}`, fresh)
    return fresh
  } catch (error) {
    const copy = isApiError(error) && error.isTemporary ? await kept<T>(`copy.${key}`) : undefined
    if (copy === undefined) throw error
    return copy
  }
}
