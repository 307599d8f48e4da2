import { setImmediate as afterReads } from 'node:timers/promises'
import type { Db } from '#db/client.ts'
import type { Ctx } from './context.ts'

type Find<Value> = (ctx: Ctx, names: string[]) => Promise<ReadonlyMap<string, Value>>
/** Look-ups gathered for one query, until it is sent. */
interface Batch<Value> {
  names: Set<string>
  found: Promise<ReadonlyMap<string, Value>>
}
interface Desk<Value> {
  /** Ends when the query under way has. */
  quiet: Promise<unknown>
  next: Batch<Value> | undefined
}

/**
 * Look-ups by name that share queries: one is under way at a time, and what is asked for meanwhile goes into the
 * next. Nobody is answered from a query that was sent before they asked.
 */
export function gathered<Value>(find: Find<Value>): (ctx: Ctx, name: string) => Promise<Value | undefined> {
  const desks = new WeakMap<Db, Desk<Value>>()
  return async (ctx, name) => {
    const desk = desks.get(ctx.db) ?? { quiet: Promise.resolve(), next: undefined }
    desks.set(ctx.db, desk)
    desk.next ??= gather(desk, (names) => find(ctx, names))
    desk.next.names.add(name)
    return (await desk.next.found).get(name)
  }
}

function gather<Value>(
  desk: Desk<Value>,
  send: (names: string[]) => Promise<ReadonlyMap<string, Value>>,
): Batch<Value> {
  const names = new Set<string>()
  const found = desk.quiet.then(async () => {
    await afterReads()
    desk.next = undefined
    return send([...names])
  })
  desk.quiet = found.catch(() => {})
  return { names, found }
}
