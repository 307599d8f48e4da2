import type { KeyObject } from 'node:crypto'
import { scheduler } from 'node:timers/promises'
import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { findRecipient } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { counted } from '../audit-counts.ts'
import type { Ctx } from '../context.ts'
import { unwrapKeys, type WithKey } from '../customers/unwrap-keys.ts'
import type { Issue } from '../errors.ts'
import { type LineAbout, type PlanOf, turnLines } from '../plan.ts'
import { historyOf, type Mention, readVersions } from '../policies/history.ts'
import { isSameExact, sealExact } from './exact-recipient.ts'
import { newDisclosure } from './new-disclosure.ts'
import type { DisclosureLine } from './schema.ts'

type Row = typeof disclosures.$inferInsert
/** The customer of a line; one whose line names an exact recipient has a key. */
export type AboutWhom = Pick<WithKey, 'id' | 'key'> & { wrappedKey: Uint8Array | null }
/** Disclosures by their id. */
export type ToldRows = ReadonlyMap<string, Row>

/**
 * Plans the disclosures that are not recorded yet. What is recorded is never replaced: a line with the id and the content
 * of another is a repeat, one with the id and other content is refused.
 * @param lines those in which nothing is at fault by itself.
 * @param before the disclosures that earlier lines record.
 */
export async function planDisclosures<Line extends DisclosureLine>(
  ctx: Ctx,
  tx: Tx,
  lines: readonly LineAbout<AboutWhom, Line>[],
  before: ToldRows,
): Promise<PlanOf & { disclosed: ToldRows; refused: { line: Line; issue: Issue }[] }> {
  const [usual, keys] = await Promise.all([usualGrounds(tx, lines), keysFor(ctx, lines)])
  const sent = lines.map(({ customer, line }) => ({
    line,
    row: newDisclosure(ctx, usual(line), customer.id, line),
  }))
  const there = new Map([...before, ...(await thoseThere(tx, sent))])
  const told = new Map<string, Row>()
  const refused: { line: Line; issue: Issue }[] = []
  for (const [at, { line, row }] of sent.entries()) {
    if (at % turnLines === turnLines - 1) await scheduler.yield()
    const key = keys.get(row.customerId)
    const first = there.get(row.id) ?? told.get(row.id)
    if (!first) told.set(row.id, key ? { ...row, ...sealExact(key, row.id, line) } : row)
    else if (!saysTheSame(line, first) || !isSameExact(key, line, first))
      refused.push({ line, issue: otherContent })
  }
  const added = [...told.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const rows = added.length > 0 && arrayRows(disclosures, added)
  return {
    changed: added.length,
    entries: counted('disclosures.recorded', added),
    write: async (tx) => rows && tx.insert(disclosures).select(rows),
    disclosed: told,
    refused,
  }
}

/** The keys of the customers whose lines name an exact recipient. */
async function keysFor(
  ctx: Ctx,
  lines: readonly LineAbout<AboutWhom, DisclosureLine>[],
): Promise<Map<string, KeyObject>> {
  const naming = lines.flatMap(({ customer: { wrappedKey, ...customer }, line }) =>
    line.to && wrappedKey ? [{ ...customer, wrappedKey }] : [],
  )
  return unwrapKeys(ctx, naming)
}

/** The recipients of the lines that leave purpose or basis to the policy, under the policy of the disclosure's time. */
async function usualGrounds(tx: Tx, lines: readonly LineAbout<unknown, DisclosureLine>[]) {
  const mentions = lines.flatMap(
    ({ line: { recipient: id, purpose, basis, disclosedAt: written } }): Mention[] =>
      purpose === undefined || basis === undefined ? [{ kind: 'recipient', id, written }] : [],
  )
  const history = mentions.length > 0 ? await historyOf(tx, await readVersions(tx), mentions) : null
  return ({ recipient, disclosedAt }: DisclosureLine) =>
    history?.find('recipient', recipient, disclosedAt)?.thing ?? findRecipient(catalogue(), recipient)
}

const otherContent: Issue = { path: 'id', key: 'disclosure.line-other' }

/** Whether a line says what is recorded. What it leaves to the catalogue is no difference, since the catalogue changes. */
const saysTheSame = ({ recipient, purpose, basis, fields, disclosedAt }: DisclosureLine, row: Row): boolean =>
  recipient === row.recipient &&
  (purpose ?? row.purpose) === row.purpose &&
  (basis ?? row.basis) === row.basis &&
  disclosedAt.getTime() === row.disclosedAt.getTime() &&
  new Set(fields).symmetricDifference(new Set(row.fields)).size === 0

/** Those that are already recorded. */
async function thoseThere(tx: Tx, sent: readonly { row: Row }[]): Promise<[string, Row][]> {
  if (sent.length === 0) return []
  const customerIds = sql.param(sent.map(({ row }) => row.customerId))
  const ids = sql.param(sent.map(({ row }) => row.id))
  const found = await tx
    .select({ row: disclosures })
    .from(sql`unnest(${customerIds}::uuid[], ${ids}::uuid[]) as told (customer_id, id)`)
    .innerJoin(
      disclosures,
      and(eq(disclosures.customerId, sql`told.customer_id`), eq(disclosures.id, sql`told.id`)),
    )
  return found.map(({ row }) => [row.id, row])
}
