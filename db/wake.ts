import { setTimeout as pause } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { notifyChannels, type Signal } from './signals.ts'

/** How long one hint waits after another. */
const restMs = 5

/** A hint is a transaction, but none to wait for the disk for. */
const hint = (channel: string) =>
  sql`select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, '')`
const hints: Record<Signal, SQL> = {
  events: hint(notifyChannels.events),
  placed: hint(notifyChannels.placed),
}

type Sending = 'under way' | 'once more'
const sending: Record<Signal, WeakMap<Db, Sending>> = { events: new WeakMap(), placed: new WeakMap() }

/**
 * Tells every process, after the commit. A hint: who waits for it looks by itself as well, so nothing is lost where it
 * fails. Outside of transactions, because a commit that notifies makes every other such commit wait for it; one is under
 * way at a time, and whatever is told meanwhile goes in one more, a moment later.
 */
export function wake(db: Db, signal: Signal = 'events'): void {
  const own = sending[signal]
  if (own.has(db)) return void own.set(db, 'once more')
  own.set(db, 'under way')
  void send(db, signal)
}

async function send(db: Db, signal: Signal): Promise<void> {
  try {
    await db.execute(hints[signal])
  } catch {
    // The next look of whoever waits finds what there is.
  }
  await pause(restMs, undefined, { ref: false })
  const again = sending[signal].get(db) === 'once more'
  sending[signal].delete(db)
  if (again) wake(db, signal)
}
