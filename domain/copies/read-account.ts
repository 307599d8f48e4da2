import { and, asc, count, desc, eq, lte, sql } from 'drizzle-orm'
import { copies, copyDownloads } from '#db/schema/copies.ts'
import { customers, formerPhones, guardians } from '#db/schema/customers.ts'
import { obligations } from '#db/schema/holdings.ts'
import { sessions } from '#db/schema/sessions.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { openIdentity } from '../customers/kept-identity.ts'
import { leftPlace } from '../customers/phone-history.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading, tableOf } from './reading.ts'
import type { CopyRecords } from './records.ts'

/** What the portal knows of the customer themselves: numbers, language, numbers they left, legal representatives. */
export const profileTable = ({ ctx }: Reading): Promise<CopyTable<'profile'>> =>
  read(ctx, async (tx) => {
    const id = ctx.subject
    const [key, [own], left, kin] = await Promise.all([
      customerKey(ctx, tx),
      tx.select().from(customers).where(eq(customers.id, id)),
      tx.select().from(formerPhones).where(eq(formerPhones.customerId, id)).orderBy(asc(formerPhones.number)),
      tx.select({ at: guardians.registeredAt }).from(guardians).where(eq(guardians.customerId, id)),
    ])
    const numbers = left.map(({ number, phoneSealed, leftAt }): CopyRecords['profile'] => {
      const value = phoneSealed && openText(key, phoneSealed, leftPlace(id, number))
      return { item: 'former-phone', value, at: leftAt.toISOString() }
    })
    // Whose representative is another person, whose data these are not.
    const representatives = kin.map(({ at }): CopyRecords['profile'] => ({
      item: 'representative',
      value: null,
      at: at.toISOString(),
    }))
    const identity = own && openIdentity(key, own)
    const facts: CopyRecords['profile'][] = own
      ? [
          { item: 'reference', value: own.reference, at: null },
          { item: 'iin', value: identity?.iin ?? null, at: null },
          { item: 'phone', value: identity?.phone ?? null, at: own.phoneSince?.toISOString() ?? null },
          { item: 'language', value: own.locale, at: null },
          { item: 'registered', value: null, at: own.createdAt.toISOString() },
        ]
      : []
    return tableOf('profile', 'profile', [...facts, ...numbers, ...representatives], { shownWhole: true })
  })

/** The contracts, oldest first; a customer has few. */
export const obligationTable = ({ ctx }: Reading): Promise<CopyTable<'obligations'>> =>
  read(ctx, async (tx) => {
    const [key, rows] = await Promise.all([
      customerKey(ctx, tx),
      tx
        .select()
        .from(obligations)
        .where(eq(obligations.customerId, ctx.subject))
        .orderBy(asc(obligations.openedOn), asc(obligations.id)),
    ])
    const records = rows.map(
      ({ id, kind, contractSealed, openedOn, closedOn }): CopyRecords['obligations'] => ({
        kind,
        contract: openText(key, contractSealed, `obligations:${id}:contract`),
        openedOn,
        closedOn,
      }),
    )
    return tableOf('obligations', 'obligations', records)
  })

type Session = typeof sessions.$inferSelect

/** Every session there was, newest first. */
export function sessionTable({ ctx, asOf }: Reading): CopyTable<'sessions'> {
  const own = and(eq(sessions.customerId, ctx.subject), lte(sessions.startedAt, asOf))
  const behind = ({ startedAt, id }: Session) =>
    sql`(${sessions.startedAt}, ${sessions.id}) < (${startedAt.toISOString()}::timestamptz, ${id}::uuid)`
  return {
    part: 'sessions',
    name: 'sessions',
    newestFirst: true,
    count: async (tx) => (await tx.select({ all: count() }).from(sessions).where(own))[0]?.all ?? 0,
    pages: () =>
      pagesOf<Session, CopyRecords['sessions']>(
        (after, limit) =>
          read(ctx, (tx) =>
            tx
              .select()
              .from(sessions)
              .where(and(own, after ? behind(after) : undefined))
              .orderBy(desc(sessions.startedAt), desc(sessions.id))
              .limit(limit),
          ),
        async (rows) => {
          const key = await read(ctx, (tx) => customerKey(ctx, tx))
          return rows.map(({ id, startedAt, lastSeenAt, endedAt, device, addressSealed, gpc }) => ({
            id,
            startedAt: startedAt.toISOString(),
            lastSeenAt: lastSeenAt.toISOString(),
            endedAt: endedAt?.toISOString() ?? null,
            device,
            address: openText(key, addressSealed, `sessions:${id}:address`),
            gpc,
          }))
        },
      ),
  }
}

/** The copies that were asked for, this one included; their number is bounded by the days between two. */
export const copyTable = ({ ctx, asOf }: Reading): Promise<CopyTable<'copies'>> =>
  read(ctx, async (tx) => {
    const own = and(eq(copies.customerId, ctx.subject), lte(copies.askedAt, asOf))
    const device = and(
      eq(sessions.customerId, copyDownloads.customerId),
      eq(sessions.id, copyDownloads.sessionId),
    )
    const [rows, downloads] = await Promise.all([
      tx.select().from(copies).where(own).orderBy(asc(copies.askedAt), asc(copies.id)),
      tx
        .select({ copyId: copyDownloads.copyId, at: copyDownloads.at, device: sessions.device })
        .from(copyDownloads)
        .leftJoin(sessions, device)
        .where(and(eq(copyDownloads.customerId, ctx.subject), lte(copyDownloads.at, asOf)))
        .orderBy(asc(copyDownloads.at)),
    ])
    const records = rows.map(
      ({ id, parts, locale, askedAt, state, readyAt, bytes, hash }): CopyRecords['copies'] => ({
        id,
        parts,
        locale,
        askedAt: askedAt.toISOString(),
        state,
        readyAt: readyAt?.toISOString() ?? null,
        bytes,
        hash,
        downloads: downloads
          .filter(({ copyId }) => copyId === id)
          .map(({ at, device }) => ({ at: at.toISOString(), device: device ?? '' })),
      }),
    )
    return tableOf('copies', 'copies', records)
  })
