import type { Ctx } from '#domain/context.ts'
import { type Keys, keyRing, newKey } from '#domain/crypto.ts'
import { checkKeys } from '#domain/keys/check-keys.ts'
import type { Batch } from '#domain/keys/rewrap-keys.ts'
import { iinOf } from './customers.ts'
import type { World } from './world.ts'

/** The steps of an exchange: before it, when the next keys are known too, when those write, and after it. */
export type Step = 'before' | 'ready' | 'turned' | 'after'

/** The keys of a process at each step: of both kinds two, which are exchanged at once. */
export function keyExchange(): Record<Step, Keys> {
  const [a, b, x, y] = [newKey(), newKey(), newKey(), newKey()]
  return {
    before: keyRing({ masters: [a], lookups: [x] }),
    ready: keyRing({ masters: [a, b], lookups: [x, y] }),
    turned: keyRing({ masters: [b, a], lookups: [y, x] }),
    after: keyRing({ masters: [b], lookups: [y] }),
  }
}

/** Checks the keys of a process, as its start does. */
export async function started(world: World): Promise<World> {
  await checkKeys(world.worker())
  return world
}

/** Does one kind of exchange to its end, a customer a batch, with something between the batches. @returns the rows. */
export async function exchangeAll(
  ctx: Ctx,
  exchange: (ctx: Ctx, after: string | null, most: number) => Promise<Batch>,
  between: () => Promise<unknown> = async () => {},
): Promise<number> {
  let [after, rows]: [string | null, number] = [null, 0]
  do {
    const batch = await exchange(ctx, after, 1)
    after = batch.next
    rows += batch.rows
    await between()
  } while (after)
  return rows
}

let made = 0
/** An IIN and a number that nobody is registered with. */
export const newPerson = (): { iin: string; phone: string } => {
  made += 1
  return { iin: iinOf(1000 + made), phone: `+7705111${String(1000 + made)}` }
}
