import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers, formerPhones } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { heldName } from '../plan.ts'
import { type Known, type KnownCustomers, type LeftPhone, presentPhone } from './known-customers.ts'
import { hasIin, hasPhone, type IdentityHashes } from './registration.ts'

type HeldRow = typeof holdings.$inferInsert

/** What the portal keeps of the numbers of a customer who is to get another. */
export interface HeldPhone {
  /** The number as it is held; undefined when it is not. */
  row: HeldRow | undefined
  left: readonly LeftPhone[]
}

/** A registration as far as its number is concerned. */
interface Named {
  line: { reference: string }
  hashes: IdentityHashes
}

/**
 * Reads what is kept of the numbers of the known customers for whom a line has another number, with one statement; with
 * none when there are no such lines. It brings their present numbers up to date, so that these and the ones they have left
 * are of one moment.
 * @param before what earlier lines hold, which may not be written yet.
 * @returns it by the customer's id.
 */
export async function heldPhones(
  ctx: Ctx,
  tx: Tx,
  lines: readonly Named[],
  known: KnownCustomers,
  before: ReadonlyMap<string, HeldRow>,
): Promise<ReadonlyMap<string, HeldPhone>> {
  const moving = new Map<string, Known>()
  for (const { line, hashes } of lines) {
    const customer = known.get(line.reference)
    if (customer && hasIin(hashes, customer) && !hasPhone(hashes, customer)) moving.set(customer.id, customer)
  }
  if (moving.size === 0) return new Map()
  const left = sql<LeftRow[]>`(
    select coalesce(json_agg(json_build_object('number', ${formerPhones.number}, 'phoneHash', ${formerPhones.phoneHash},
      'phoneSealed', encode(${formerPhones.phoneSealed}, 'base64'))), '[]')
    from ${formerPhones} where ${formerPhones.customerId} = ${customers.id})`
  const rows = await tx
    .select({ id: customers.id, row: holdings, left, ...presentPhone })
    .from(customers)
    .leftJoin(holdings, and(eq(holdings.customerId, customers.id), eq(holdings.field, 'phone')))
    .where(sql`${customers.id} = any(${sql.param([...moving.keys()])}::uuid[])`)
  const held = new Map<string, HeldPhone>()
  for (const id of moving.keys()) held.set(id, { row: before.get(heldName(id, 'phone')), left: [] })
  for (const { id, row, left, ...present } of rows) {
    const customer = moving.get(id)
    const opened = customer ? await openLeft(ctx, customer, left) : []
    held.set(id, { row: held.get(id)?.row ?? row ?? undefined, left: opened })
    if (customer && !customer.left) Object.assign(customer, present)
  }
  return held
}

/** A number left, as its row has it. */
interface LeftRow {
  number: number
  phoneHash: string | null
  /** In base64. */
  phoneSealed: string | null
}

/** Where a number that was left is sealed. */
export const leftPlace = (customerId: string, number: number): string =>
  `former_phones:${customerId}:${number}:phone`

/** The numbers left, by the present lookup key. Of one whose number was never known, only the hash can be compared. */
async function openLeft(
  { keys }: Ctx,
  { id, key, wrappedKey }: Known,
  left: readonly LeftRow[],
): Promise<LeftPhone[]> {
  const opening = left.some(({ phoneSealed }) => phoneSealed)
    ? (key ?? (wrappedKey && (await keys.master.unwrap(wrappedKey))))
    : null
  return left.flatMap(({ number, phoneHash, phoneSealed }) => {
    if (phoneHash) return { number, phoneHash }
    if (!opening || !phoneSealed) return []
    const phone = openText(opening, Buffer.from(phoneSealed, 'base64'), leftPlace(id, number))
    return { number, phoneHash: keys.lookup('phone', phone) }
  })
}

/** The numbers a customer has left, by their place. */
export const leftBy = (customer: Known, held: HeldPhone | undefined): ReadonlyMap<number, string> =>
  new Map([...(held?.left ?? []), ...(customer.left ?? [])].map((one) => [one.number, one.phoneHash]))

/**
 * Whether a line may give a known customer another number. A line that says since when the customer has it counts if that
 * is later than what is known of the present number, and does not if it is earlier. Otherwise, and on the same day, a line
 * cannot bring back a number that the customer has left, for it may be older than the one by which they left it.
 * @param since since when the customer has the number, as the line says.
 */
export function mayMove(
  customer: Known,
  left: ReadonlyMap<number, string>,
  { phone }: IdentityHashes,
  since: Date | undefined,
): boolean {
  const order = since ? compareTold(since, customer.phoneSince) : 0
  return order > 0 || (order === 0 && ![...left.values()].some((one) => phone.includes(one)))
}

/** Compares two times of which either may be only a day, which is read as its midnight in UTC. */
function compareTold(one: Date, other: Date): number {
  const whole = [one, other].some(isDay)
  const [a, b] = whole ? [dayOf(one), dayOf(other)] : [one, other]
  return a < b ? -1 : Number(a > b)
}
const isDay = (at: Date): boolean => at.toISOString().endsWith('T00:00:00.000Z')
const dayOf = (at: Date): string =>
  isDay(at) ? at.toISOString().slice(0, 10) : dayIn(catalogue().calendar.zone, at)
