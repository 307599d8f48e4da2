import { rehashCustomers } from '#domain/keys/rehash-customers.ts'
import { rewrapKeys } from '#domain/keys/rewrap-keys.ts'
import { showKeys } from '#domain/keys/show-keys.ts'
import { log } from '#log'
import type { Job } from './job.ts'

/** After so many rows the log says how far it has come. */
const tellEvery = 20_000
/** With one key of each kind there are rows left only after an older release or another setting has run beside it. */
const quietMs = 60 * 60 * 1000
let quietUntil = 0

/** Gives all rows the present keys, a batch at a time, and says in the log how many are left. */
export const exchangeKeys: Job = async (ctx, _services, stopping) => {
  if (ctx.now.getTime() < quietUntil) return
  let moved = 0
  let told = 0
  for (const exchange of [rewrapKeys, rehashCustomers]) {
    let after: string | null = null
    do {
      const batch = await exchange({ ...ctx, now: new Date() }, after)
      after = batch.next
      moved += batch.rows
      if (moved - told >= tellEvery) {
        told = moved
        log.info({ job: 'exchange-keys', rows: moved, after }, 'rows get the present keys')
      }
    } while (after !== null && !stopping?.aborted)
  }
  if (stopping?.aborted) return
  const { left, hashAlone, keys } = await showKeys(ctx)
  if (moved > 0 || left.length > 0)
    log.info({ job: 'exchange-keys', rows: moved, left, hashAlone }, 'rows have got the present keys')
  if (keys.master.length + keys.lookup.length === 2 && left.length === 0) quietUntil = Date.now() + quietMs
}
