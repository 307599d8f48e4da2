import type { KeyObject } from 'node:crypto'
import { and, count, desc, eq, gt, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jsonRows } from '#db/fast/json-rows.ts'
import { auditLog, type LoggedActorKind } from '#db/schema/activity.ts'
import { cases } from '#db/schema/cases.ts'
import { contacts } from '#db/schema/contacts.ts'
import { sessions } from '#db/schema/sessions.ts'
import { requireSubject } from '../access.ts'
import { type ActivityAction, objectOf } from '../actions.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import type { TimeKey } from '../cursor.ts'
import { customerKey } from '../customers/customer-key.ts'
import {
  type History,
  historyOf,
  type Mention,
  type PolicyVersion,
  readVersions,
} from '../policies/history.ts'
import { hasReason, openReason } from '../sealed-reason.ts'
import type { ActivityEntry, ActivitySubject } from './schema.ts'

/** Which of the customer's entries: of these actions, older than a key, newer than a moment, without what they did themselves. */
export interface ActivityQuery {
  actions: readonly ActivityAction[]
  olderThan?: TimeKey | null
  since?: Date
  byOthers?: boolean
}

/**
 * The newest of the customer's entries, each with what it is about and where it was done.
 * @param known the policy versions, where they were read already.
 */
export async function newestEntries(
  ctx: Ctx,
  tx: Tx,
  wanted: ActivityQuery,
  limit: number,
  known?: readonly PolicyVersion[],
): Promise<ActivityEntry[]> {
  const newestFirst = [desc(auditLog.at), desc(auditLog.id)]
  const found = await jsonRows(tx, auditLog, { where: matching(ctx, wanted), orderBy: newestFirst, limit })
  const rows = found.flatMap((row) => {
    const action = wanted.actions.find((one) => one === row.action)
    return action ? [{ ...row, action }] : []
  })
  const [devices, references, told, key, versions] = await Promise.all([
    devicesOf(ctx, tx, rows),
    referencesOf(ctx, tx, rows),
    contactsOf(ctx, tx, rows),
    rows.some((row) => hasReason(row) || isContact(row)) ? customerKey(ctx, tx) : null,
    known ?? readVersions(tx),
  ])
  const mentions = rows.flatMap((row) => mentionOf(row) ?? [])
  const names = { devices, references, contacts: told, key, history: await historyOf(tx, versions, mentions) }
  return rows.map((row) => entryOf(ctx, row, names))
}

/** How many of the customer's entries there are. */
export async function countEntries(ctx: Ctx, tx: Tx, wanted: ActivityQuery): Promise<number> {
  const [row] = await tx.select({ total: count() }).from(auditLog).where(matching(ctx, wanted))
  return row?.total ?? 0
}

function matching(ctx: Ctx, { actions, olderThan, since, byOthers }: ActivityQuery): SQL | undefined {
  return and(
    eq(auditLog.customerId, requireSubject(ctx)),
    // As one array: as many parameters as actions take longer to write than to run.
    sql`${auditLog.action} = any(${sql.param([...actions])}::text[])`,
    olderThan
      ? sql`(${auditLog.at}, ${auditLog.id}) < (${olderThan.at.toISOString()}::timestamptz, ${olderThan.id}::uuid)`
      : undefined,
    since ? gt(auditLog.at, since) : undefined,
    byOthers ? ne(auditLog.actorKind, 'customer') : undefined,
  )
}

type Row = typeof auditLog.$inferSelect & { action: ActivityAction }
type Names = ReadonlyMap<string, string>
/** The names of what entries are about. */
interface Known {
  devices: Names
  references: Names
  contacts: ReadonlyMap<string, ToldContact>
  /** The customer's, where an entry has a sealed reason or note. */
  key: KeyObject | null
  history: History
}

/** The consent or the field that an entry is about. */
function mentionOf(row: Row): (Mention & { kind: 'consent' | 'field' }) | null {
  // What was done on a case leads to it, whatever data it was about.
  if (isCase(row)) return null
  const { detail, at: written } = row
  const { consent, field } = detail
  if (typeof consent === 'string') return { kind: 'consent', id: consent, written }
  return typeof field === 'string' ? { kind: 'field', id: field, written } : null
}

async function devicesOf(ctx: Ctx, tx: Tx, rows: Row[]): Promise<Names> {
  const ids = rows.flatMap((row) => [row.sessionId, objectOf(row.action) === 'session' ? row.objectId : null])
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  if (wanted.length === 0) return new Map()
  const found = await tx
    .select({ id: sessions.id, device: sessions.device })
    .from(sessions)
    .where(and(eq(sessions.customerId, requireSubject(ctx)), inArray(sessions.id, wanted)))
  return new Map(found.map(({ id, device }) => [id, device]))
}

const isCase = ({ action }: Pick<Row, 'action'>): boolean =>
  objectOf(action) === 'complaint' || objectOf(action) === 'request'

async function referencesOf(ctx: Ctx, tx: Tx, rows: Row[]): Promise<Names> {
  const ids = rows.map((row) => (isCase(row) ? row.objectId : null))
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  if (wanted.length === 0) return new Map()
  const found = await tx
    .select({ id: cases.id, reference: cases.reference })
    .from(cases)
    .where(and(eq(cases.customerId, requireSubject(ctx)), inArray(cases.id, wanted)))
  return new Map(found.map(({ id, reference }) => [id, reference]))
}

type ToldContact = Pick<typeof contacts.$inferSelect, 'id' | 'reference' | 'noteSealed'>
const isContact = ({ action }: Row): boolean => objectOf(action) === 'contact'

async function contactsOf(ctx: Ctx, tx: Tx, rows: Row[]): Promise<Known['contacts']> {
  const ids = rows.map((row) => (isContact(row) ? row.objectId : null))
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  if (wanted.length === 0) return new Map()
  const { customerId, id, reference, noteSealed } = contacts
  const found = await tx
    .select({ id, reference, noteSealed })
    .from(contacts)
    .where(and(eq(customerId, requireSubject(ctx)), inArray(id, wanted)))
  return new Map(found.map((contact) => [contact.id, contact]))
}

/** What the member of staff wrote down, in the entry that tells of it first. */
function noteOf({ action, objectId }: Row, { contacts: told, key }: Known): string | null {
  const contact = action === 'contact.taken' ? told.get(objectId ?? '') : undefined
  return contact && key ? openText(key, contact.noteSealed, `contacts:${contact.id}:note`) : null
}

function entryOf(ctx: Ctx, row: Row, known: Known): ActivityEntry {
  const { detail } = row
  const began = row.action === 'session.started' ? row.objectId : null
  const reasoned = ['measure', 'restriction'].includes(objectOf(row.action) ?? '')
  const why = reasoned ? (detail.measure ?? detail.reason) : detail.ground
  const found = detail.verdict ?? detail.outcome ?? erasedOf(row)
  const said = detail.channel ?? detail.contact ?? detail.step ?? detail.locale ?? detail.page ?? detail.by
  const code = said ?? found ?? why
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    by: began ? 'you' : doers[row.actorKind],
    staff: doers[row.actorKind] === 'bank' ? row.actorId : null,
    device: known.devices.get(row.sessionId ?? began ?? '') || null,
    about: subjectOf(ctx, row, known),
    code: typeof code === 'string' ? code : null,
    lookId: objectOf(row.action) === 'look' ? row.objectId : null,
    reason: noteOf(row, known) ?? (known.key && openReason(known.key, row)),
  }
}

/** Of a deletion that was carried out, `none` where it erased nothing. */
const erasedOf = ({ action, detail }: Row): string | null =>
  action === 'deletion.carried-out' && detail.erased === 0 ? 'none' : null

const doers: Record<LoggedActorKind, ActivityEntry['by']> = {
  visitor: null,
  customer: 'you',
  'staff-sign-in': null,
  entrance: null,
  staff: 'bank',
  support: 'bank',
  'key-check': null,
  system: 'bank-system',
  worker: 'portal',
}

function subjectOf(
  { locale }: Ctx,
  row: Row,
  { devices, references, contacts: told, history }: Known,
): ActivitySubject | null {
  const mention = mentionOf(row)
  if (mention) {
    const { kind, id, written } = mention
    return { kind, id, title: history.title(kind, id, written, locale) }
  }
  const { objectId, action } = row
  // One entry may be of many decisions: it leads to all of them.
  if (objectOf(action) === 'automated-decision') return { kind: 'automated-decision', id: '', title: null }
  if (!objectId) return null
  if (objectOf(action) === 'look') return { kind: 'look', id: objectId, title: null }
  const contact = told.get(objectId)
  if (contact) return { kind: 'contact', id: objectId, title: contact.reference }
  const reference = references.get(objectId)
  if (reference)
    return { kind: objectOf(action) === 'request' ? 'request' : 'complaint', id: objectId, title: reference }
  const other = action === 'session.ended' && objectId !== row.sessionId
  return other ? { kind: 'session', id: objectId, title: devices.get(objectId) || null } : null
}
