import { setImmediate as afterReads } from 'node:timers/promises'
import DataLoader from 'dataloader'
import type { Db } from '#db/client.ts'
import type { Ctx } from './context.ts'

/** Finds the value of each key, in the keys' order; undefined for a key without a value. */
type Find<Key, Value> = (ctx: Ctx, keys: Key[]) => Promise<(Value | undefined)[]>
type Loader<Key, Value> = DataLoader<{ ctx: Ctx; key: Key }, Value | undefined, Key>

/**
 * Look-ups that share queries. One query runs at a time, and all look-ups that arrive in the meantime go into the next
 * one. A look-up is never answered from a query that was sent before it arrived.
 * @param find runs in the context of the first look-up, and uses only its database and role.
 */
export function batchLookups<Key, Value>(find: Find<Key, Value>) {
  const loaders = new WeakMap<Db, Loader<Key, Value>>()
  return (ctx: Ctx, key: Key): Promise<Value | undefined> => {
    const loader = loaders.get(ctx.db) ?? makeLoader(find)
    loaders.set(ctx.db, loader)
    return loader.load({ ctx, key })
  }
}

/** The loader's cache lasts until its next query is sent, so that equal keys (`===`) are in that query once. */
function makeLoader<Key, Value>(find: Find<Key, Value>): Loader<Key, Value> {
  let underWay: Promise<unknown> = Promise.resolve()
  const loader: Loader<Key, Value> = new DataLoader(
    (asked) => {
      const keys = asked.map(({ key }) => key)
      const found = asked[0] ? find(asked[0].ctx, keys) : Promise.resolve([])
      underWay = found.catch(() => {})
      return found
    },
    { cacheKeyFn: ({ key }) => key, batchScheduleFn: (send) => void prepare(send) },
  )
  const prepare = async (send: () => void) => {
    await underWay
    await afterReads()
    loader.clearAll()
    send()
  }
  return loader
}
