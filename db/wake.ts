import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

/** What processes tell each other: an event was written, or it has its place in the feed. */
export type Signal = 'events' | 'placed'
export const channels = { events: 'arqau_events', placed: 'arqau_placed' } as const

type Sending = 'under way' | 'once more'
const sending: Record<Signal, WeakMap<Db, Sending>> = { events: new WeakMap(), placed: new WeakMap() }

/**
 * Tells every process, after the commit. A hint: who waits for it looks by itself as well, so nothing is lost where it
 * fails. Outside of transactions, because a commit that notifies makes every other such commit wait for it; one is under
 * way at a time, and whatever is told meanwhile goes in one more.
 */
export function wake(db: Db, signal: Signal = 'events'): void {
  const own = sending[signal]
  if (own.has(db)) return void own.set(db, 'once more')
  own.set(db, 'under way')
  void send(db, signal)
}

async function send(db: Db, signal: Signal): Promise<void> {
  try {
    await db.execute(sql.raw(`notify ${channels[signal]}`))
  } catch {
    // The next look of whoever waits finds what there is.
  }
  const again = sending[signal].get(db) === 'once more'
  sending[signal].delete(db)
  if (again) wake(db, signal)
}
