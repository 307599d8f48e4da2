import type { PGlite } from '@electric-sql/pglite'
import { Client } from 'pg'
import { notifyChannels, type Signal } from './signals.ts'

export interface Listener {
  /** May be called without news: after a reconnect, because a signal may have been missed. */
  heard(signal: Signal): void
  /** Called when the connection broke or could not be made. It reconnects by itself. */
  lost?(): void
}
/** Passes on the signals that {@link wake} sends in any process, until the returned function is called. */
export type Listen = (listener: Listener) => () => void

const signals: readonly Signal[] = ['events', 'placed']
const wait = { firstMs: 100, longestMs: 5000 }

/** All listeners of a process share one connection. The first one opens it, and it stays open until `close`. */
export function listenOnServer(url: string): { listen: Listen; close(): Promise<void> } {
  const listeners = new Set<Listener>()
  const tell = (signal: Signal) => {
    for (const listener of listeners) listener.heard(signal)
  }
  let client: Client | undefined
  let running: Promise<void> | undefined
  let rested: (() => void) | undefined
  let closed = false

  async function run() {
    let pause = wait.firstMs
    while (!closed) {
      client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000 })
      if (await hear(client)) pause = wait.firstMs
      if (closed) return
      for (const { lost } of listeners) lost?.()
      await new Promise<void>((resolve) => {
        rested = resolve
        setTimeout(resolve, pause).unref()
      })
      pause = Math.min(pause * 2, wait.longestMs)
    }
  }

  /** Listens until the connection ends. @returns whether there was one. */
  async function hear(on: Client): Promise<boolean> {
    const ended = new Promise<void>((resolve) => on.once('end', resolve))
    on.on('error', () => {})
    on.on('notification', ({ channel }) => {
      const signal = signals.find((one) => notifyChannels[one] === channel)
      if (signal) tell(signal)
    })
    try {
      await on.connect()
      await on.query(signals.map((signal) => `listen ${notifyChannels[signal]}`).join('; '))
    } catch {
      await on.end().catch(() => {})
      return false
    }
    signals.forEach(tell)
    await ended
    return true
  }

  return {
    listen: (listener) => {
      listeners.add(listener)
      running ??= run()
      return () => listeners.delete(listener)
    },
    close: async () => {
      closed = true
      rested?.()
      await client?.end().catch(() => {})
      await running
    },
  }
}

/** The embedded engine has one process, so the signal stays in it. */
export const listenEmbedded =
  (client: PGlite): Listen =>
  ({ heard }) => {
    const stops = signals.map((signal) => client.listen(notifyChannels[signal], () => heard(signal)))
    return () => {
      for (const stop of stops)
        stop
          .then((unlisten) => unlisten())
          .catch(() => {
            // The database was closed first.
          })
    }
  }
