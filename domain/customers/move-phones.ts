import type { KeyObject } from 'node:crypto'
import { randomUUIDv7 } from 'node:crypto'
import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { customers, formerPhones } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { codeKinds, messages } from '#db/schema/messages.ts'
import { sessions, signInCodes } from '#db/schema/sessions.ts'
import type { Ctx } from '../context.ts'
import { openText, seal } from '../crypto.ts'
import { heldName } from '../plan.ts'
import { phonePlace } from './kept-identity.ts'
import type { Known, LeftPhone } from './known-customers.ts'
import { type HeldPhone, leftPlace } from './phone-history.ts'

/** One number that a customer leaves, and the one they have from now on. */
export interface PhoneMove {
  reference: string
  customer: Known
  left: LeftPhone
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
 * the customer is told on both, also on a number they left a moment ago. What was begun with the old number ends: sessions,
 * codes, and messages with codes; other notices that wait go to the new one.
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
  const leaving: Leaving[] = []
  for (const { customer, phone, left } of moves) {
    const key = customer.key ?? (customer.wrappedKey && (await ctx.keys.master.unwrap(customer.wrappedKey)))
    if (!key) {
      leaving.push({ customer, left, before: null })
      continue
    }
    const row = changed.get(heldName(customer.id, 'phone')) ?? held.get(customer.id)?.row
    const before = phoneBefore(key, customer, row)
    leaving.push({ customer, left, before: before === null ? null : { phone: before, key } })
    for (const to of before === null ? [phone] : [before, phone]) told.push(notice(ctx, key, customer, to))
    customer.phoneSealed = seal(key, phone, phonePlace(customer))
    if (row) changed.set(heldName(customer.id, 'phone'), follow(ctx, key, row, phone))
  }
  return {
    held: changed,
    write: (tx) => writeMoves(ctx, tx, { moves, leaving, told, held: [...changed.values()] }),
  }
}

/** A number that is left, and the number itself with the key that seals it, where it is known. */
interface Leaving {
  customer: Known
  left: LeftPhone
  before: { phone: string; key: KeyObject } | null
}

/** Its row: the number, sealed; only where that is not known its hash, which nobody can make again by another key. */
const formerRow =
  ({ now: leftAt }: Ctx) =>
  ({ customer: { id: customerId }, left: { number, phoneHash }, before }: Leaving) => ({
    ...{ customerId, number, leftAt },
    ...(before
      ? { phoneSealed: seal(before.key, before.phone, leftPlace(customerId, number)) }
      : { phoneHash }),
  })

/** The hashes that codes to the number may bear. */
const hashesOf =
  ({ keys }: Ctx) =>
  ({ left, before }: Leaving): string[] => [
    left.phoneHash,
    ...(before ? keys.lookups('phone', before.phone) : []),
  ]

/** The number they leave; null where only its hash is kept. */
function phoneBefore(key: KeyObject, { id, phoneSealed }: Known, row: HeldRow | undefined): string | null {
  if (phoneSealed) return openText(key, phoneSealed, phonePlace({ id }))
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

interface Moved {
  moves: readonly PhoneMove[]
  leaving: readonly Leaving[]
  told: readonly MessageRow[]
  held: readonly HeldRow[]
}

async function writeMoves(ctx: Ctx, tx: Tx, { moves, leaving, told, held }: Moved): Promise<unknown> {
  const { now } = ctx
  const ids = [...new Set(moves.map(({ customer: { id } }) => id))]
  const oldHashes = [...new Set(leaving.flatMap(hashesOf(ctx)))]
  return Promise.all([
    tx.insert(formerPhones).select(arrayRows(formerPhones, leaving.map(formerRow(ctx)))),
    writeNumbers(ctx, tx, moves),
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
      .where(
        and(inArray(messages.customerId, ids), eq(messages.state, 'due'), inArray(messages.kind, codeKinds)),
      ),
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

/**
 * Writes the new numbers. While there are two lookup keys, the hash is by the one of the row as it is at that moment: the
 * worker may have made its hashes again since it was read.
 */
function writeNumbers({ keys, now }: Ctx, tx: Tx, moves: readonly PhoneMove[]): Promise<unknown> {
  const latest = [...new Map(moves.map((move) => [move.reference, move])).values()]
  const [moved, other] = keys.lookupKeys.map(({ id: lookupKeyId, hash }) =>
    arrayRows(
      customers,
      latest.map(({ reference, phone, customer: { id, iinHash, phoneSealed, phoneSince, locale } }) => {
        const phoneHash = hash('phone', phone)
        return {
          id,
          reference,
          iinHash,
          phoneHash,
          lookupKeyId,
          phoneSealed,
          phoneSince,
          locale,
          createdAt: now,
        }
      }),
    ),
  )
  return tx
    .update(customers)
    .set({
      phoneHash: other
        ? sql`case ${customers.lookupKeyId} when other.lookup_key_id then other.phone_hash else moved.phone_hash end`
        : sql`moved.phone_hash`,
      phoneSealed: sql`moved.phone_sealed`,
      phoneSince: sql`moved.phone_since`,
    })
    .from(
      other
        ? sql`(${moved}) as moved join (${other}) as other on other.id = moved.id`
        : sql`(${moved}) as moved`,
    )
    .where(eq(customers.id, sql`moved.id`))
}
