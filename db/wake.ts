import { setTimeout as pause } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { notifyChannels, type Signal } from './signals.ts'

/** The pause between two hints. */
const restMs = 5

/** A hint is a transaction that need not wait for the disk. */
const hint = (channel: string) =>
  sql`select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, '')`
const hints: Record<Signal, SQL> = {
  events: hint(notifyChannels.events),
  placed: hint(notifyChannels.placed),
}

type Sending = 'under way' | 'once more'
const sending: Record<Signal, WeakMap<Db, Sending>> = { events: new WeakMap(), placed: new WeakMap() }

/**
 * Sends a signal to every process, after the commit. It is a hint: workers also look by themselves, so nothing is lost
 * when it fails. It is sent outside of transactions, because commits that notify wait for each other. One hint is sent at
 * a time; all that are asked for in the meantime go as one more.
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
    // The worker finds the rows when it next looks by itself.
  }
  await pause(restMs, undefined, { ref: false })
  const again = sending[signal].get(db) === 'once more'
  sending[signal].delete(db)
  if (again) wake(db, signal)
}
