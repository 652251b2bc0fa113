import type { DBSchema, IDBPDatabase } from 'idb'
import type { OutboxEntry } from './outbox'

/** What this device keeps: unsent answers, and copies of what is needed to go on without a connection. */
interface Schema extends DBSchema {
  outbox: { key: string; value: OutboxEntry }
  kept: { key: string; value: unknown }
}

let opened: Promise<IDBPDatabase<Schema> | null> | null = null

/** The database, or null where the browser refuses one (some private windows): then memory must do. */
export function database(): Promise<IDBPDatabase<Schema> | null> {
  opened ??= open().catch(() => null)
  return opened
}

async function open(): Promise<IDBPDatabase<Schema>> {
  // Nothing that shows at first waits for it.
  const { openDB } = await import('idb')
  return openDB<Schema>('pumasi', 1, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'key' })
      db.createObjectStore('kept')
    },
    terminated() {
      opened = null
    },
  })
}

/** Keeps a copy for later; failing to keep one is no reason to stop. */
export async function keep(key: string, value: unknown): Promise<void> {
  const db = await database()
  await db?.put('kept', value, key).catch(() => undefined)
}
export async function kept<T>(key: string): Promise<T | undefined> {
  const db = await database()
  return (await db?.get('kept', key).catch(() => undefined)) as T | undefined
}
export async function forget(key: string): Promise<void> {
  const db = await database()
  await db?.delete('kept', key).catch(() => undefined)
}
export async function forgetAllKept(): Promise<void> {
  const db = await database()
  await db?.clear('kept').catch(() => undefined)
}
