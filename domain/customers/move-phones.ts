import type { KeyObject } from 'node:crypto'
import { randomUUIDv7 } from 'node:crypto'
import { and, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { customers, formerPhones } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { messages } from '#db/schema/messages.ts'
import { sessions, signInCodes } from '#db/schema/sessions.ts'
import type { Ctx } from '../context.ts'
import { openText, seal } from '../crypto.ts'
import { heldName } from '../plan.ts'
import type { Known } from './known-customers.ts'
import type { HeldPhone } from './phone-history.ts'

/** One number that a customer leaves, and the one they have from now on. */
export interface PhoneMove {
  reference: string
  customer: Known
  left: { number: number; phoneHash: string }
  /** The new number. */
  phone: string
}
type HeldRow = typeof holdings.$inferInsert
type MessageRow = typeof messages.$inferInsert

/** What changes with the numbers, ready to be written. */
export interface MovedPhones {
  /** The numbers as they are held, where they are, by their names. */
  held: ReadonlyMap<string, HeldRow>
  /** Sends all statements at once. A customer who has left a number in the meantime is a duplicate. */
  write(tx: Tx): Promise<unknown>
}

/**
 * Gives customers their new numbers, in the order of the moves: sign-in goes by the new one, the held number follows, and
 * the customer is told on both. What was begun with the old number ends: sessions, codes, and messages with codes; notices
 * that wait go to the new one.
 * @param held the customers' numbers as they are held, by the customer's id.
 */
export async function movePhones(
  ctx: Ctx,
  moves: readonly PhoneMove[],
  held: ReadonlyMap<string, HeldPhone>,
): Promise<MovedPhones> {
  if (moves.length === 0) return { held: new Map(), write: async () => {} }
  const told: MessageRow[] = []
  const changed = new Map<string, HeldRow>()
  for (const { customer, phone } of moves) {
    const key = customer.key ?? (customer.wrappedKey && (await ctx.keys.master.unwrap(customer.wrappedKey)))
    if (!key) continue
    const row = changed.get(heldName(customer.id, 'phone')) ?? held.get(customer.id)?.row
    const before = phoneBefore(key, customer, row)
    for (const to of before === null ? [phone] : [before, phone]) told.push(notice(ctx, key, customer, to))
    customer.phoneSealed = seal(key, phone, `customers:${customer.id}:phone`)
    if (row) changed.set(heldName(customer.id, 'phone'), follow(ctx, key, row, phone))
  }
  return { held: changed, write: (tx) => writeMoves(ctx, tx, moves, told, [...changed.values()]) }
}

/** The number they leave; null where only its hash is kept. */
function phoneBefore(key: KeyObject, { id, phoneSealed }: Known, row: HeldRow | undefined): string | null {
  if (phoneSealed) return openText(key, phoneSealed, `customers:${id}:phone`)
  return row ? openText(key, row.valueSealed, `holdings:${row.id}:value`) : null
}

const follow = ({ now }: Ctx, key: KeyObject, row: HeldRow, phone: string): HeldRow => ({
  ...row,
  valueSealed: seal(key, phone, `holdings:${row.id}:value`),
  obtainedAt: now,
  updatedAt: now,
})

function notice({ now }: Ctx, key: KeyObject, { id: customerId, locale }: Known, to: string): MessageRow {
  const id = randomUUIDv7()
  return {
    customerId,
    id,
    kind: 'phone-changed',
    channel: 'sms',
    state: 'due',
    toSealed: seal(key, to, `messages:${id}:to`),
    paramsSealed: seal(key, '{}', `messages:${id}:params`),
    locale,
    attempts: 0,
    createdAt: now,
    dueAt: now,
  }
}

async function writeMoves(
  { now }: Ctx,
  tx: Tx,
  moves: readonly PhoneMove[],
  told: readonly MessageRow[],
  held: readonly HeldRow[],
): Promise<unknown> {
  const moved = [...new Map(moves.map(({ reference, customer }) => [reference, customer]))].map(
    ([reference, { id, iinHash, phoneHash, phoneSealed, phoneSince, locale }]) => {
      return { id, reference, iinHash, phoneHash, phoneSealed, phoneSince, locale, createdAt: now }
    },
  )
  const ids = moved.map(({ id }) => id)
  const formers = moves.map(({ customer: { id: customerId }, left }) => ({
    customerId,
    ...left,
    leftAt: now,
  }))
  const oldHashes = formers.map(({ phoneHash }) => phoneHash)
  return Promise.all([
    tx.insert(formerPhones).select(arrayRows(formerPhones, formers)),
    tx
      .update(customers)
      .set({
        phoneHash: sql`moved.phone_hash`,
        phoneSealed: sql`moved.phone_sealed`,
        phoneSince: sql`moved.phone_since`,
      })
      .from(sql`(${arrayRows(customers, moved)}) as moved`)
      .where(eq(customers.id, sql`moved.id`)),
    // Codes before sessions, so that a sign-in that spends one at this moment either fails or has its session ended.
    tx
      .update(signInCodes)
      .set({ expiresAt: now, usedAt: now })
      .where(and(inArray(signInCodes.phoneHash, oldHashes), gt(signInCodes.expiresAt, now))),
    tx
      .update(sessions)
      .set({ endedAt: now })
      .where(and(inArray(sessions.customerId, ids), isNull(sessions.endedAt))),
    tx
      .update(messages)
      .set({ state: 'void', toSealed: null, paramsSealed: null })
      .where(and(inArray(messages.customerId, ids), eq(messages.state, 'due'), isNotNull(messages.toSealed))),
    told.length > 0 && tx.insert(messages).select(arrayRows(messages, told)),
    held.length > 0 &&
      tx
        .update(holdings)
        .set({
          valueSealed: sql`followed.value_sealed`,
          obtainedAt: sql`followed.obtained_at`,
          updatedAt: sql`followed.updated_at`,
        })
        .from(sql`(${arrayRows(holdings, held)}) as followed`)
        .where(and(eq(holdings.customerId, sql`followed.customer_id`), eq(holdings.id, sql`followed.id`))),
  ])
}
