import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { ActorKind } from '#db/schema/activity.ts'
import type { CaseType } from '#db/schema/case-codes.ts'
import { cases } from '#db/schema/cases.ts'
import { type ContactKind, contacts } from '#db/schema/contacts.ts'
import { lookPages, lookSteps, looks } from '#db/schema/looks.ts'
import { measureSteps } from '#db/schema/measures.ts'
import { actorId } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { conflict, locked } from '../errors.ts'
import { isDuplicate } from '../transaction.ts'
import { followsBlock, isOpen, mayTakeLookStep, stateOf, untilOf } from './rules.ts'
import type { LookSide, LookStepKind, LookView } from './schema.ts'

/** A look with its steps, oldest first. */
export interface Look {
  row: typeof looks.$inferSelect
  /** The number of the complaint, request or contact it is about. */
  reference: string
  /** The type of its case; null when it is about a contact. */
  caseType: CaseType | null
  /** The kind of its contact; null when it is about a case. */
  contactKind: ContactKind | null
  /** When the bank blocked the customer's sign-in, if it did so since the look was asked for, or still does. */
  cutAt: Date | null
  steps: (typeof lookSteps.$inferSelect)[]
}

const cutAt = sql`(select min(b.at) from ${measureSteps} b
  where b.customer_id = ${looks.customerId} and b.kind = 'taken' and b.measure = 'block'
    and (b.at >= ${looks.askedAt} or not exists (select from ${measureSteps} u
      where u.customer_id = b.customer_id and u.kind = 'taken' and u.measure = 'unblock'
        and u.number > b.number)))`

/** The looks that fulfil a condition, newest first, each with its steps, in one round trip to the database. */
export async function readLooks(tx: Tx, where: SQL | undefined, limit = 200): Promise<Look[]> {
  const wanted = tx.select().from(looks).where(where).orderBy(desc(looks.askedAt)).limit(limit).as('wanted')
  const rows = await tx
    .select({
      look: looks,
      step: lookSteps,
      reference: sql<string>`coalesce(${cases.reference}, ${contacts.reference})`,
      caseType: cases.type,
      contactKind: contacts.kind,
      cutAt: cutAt.mapWith(looks.askedAt),
    })
    .from(wanted)
    .innerJoin(looks, and(eq(looks.customerId, wanted.customerId), eq(looks.id, wanted.id)))
    .innerJoin(lookSteps, and(eq(lookSteps.customerId, looks.customerId), eq(lookSteps.lookId, looks.id)))
    .leftJoin(cases, and(eq(cases.customerId, looks.customerId), eq(cases.id, looks.caseId)))
    .leftJoin(contacts, and(eq(contacts.customerId, looks.customerId), eq(contacts.id, looks.contactId)))
    .orderBy(desc(looks.askedAt), desc(looks.id), asc(lookSteps.number))
  const found = new Map<string, Look>()
  for (const { look, step, ...rest } of rows) {
    const known = found.get(look.id) ?? { row: look, ...rest, steps: [] }
    known.steps.push(step)
    found.set(look.id, known)
  }
  return [...found.values()]
}

/** What the rules need to know of a look. */
export const clocked = ({ row, cutAt, steps }: Look) => ({
  answerBy: row.answerBy,
  minutes: row.minutes,
  cutAt,
  steps,
})

/**
 * Takes a look's next step if it may follow the present state. Of two steps with the same number only one is kept.
 * @throws DomainError `locked` when it may not follow; `conflict` when another step came at the same time
 */
export async function takeLookStep(ctx: Ctx, tx: Tx, look: Look, kind: LookStepKind): Promise<void> {
  if (!mayTakeLookStep(stateOf(clocked(look), ctx.now), kind)) throw locked(`look.no-${kind}`)
  await writeLookStep(ctx, tx, look, kind)
}

/** What a review or the end of an escalation adds to its step. */
export type LookFinding = Pick<
  typeof lookSteps.$inferInsert,
  'verdict' | 'escalation' | 'outcome' | 'textSealed' | 'locale'
>

/** @throws DomainError `conflict` */
export async function writeLookStep(
  ctx: Ctx,
  tx: Tx,
  look: Pick<Look, 'row' | 'steps'>,
  kind: LookStepKind,
  found: Partial<LookFinding> = {},
): Promise<void> {
  const { actor } = ctx
  await tx
    .insert(lookSteps)
    .values({
      customerId: look.row.customerId,
      lookId: look.row.id,
      number: look.steps.length + 1,
      kind,
      at: ctx.now,
      actorKind: actor.kind,
      actorId: actorId(ctx),
      staffSessionId:
        kind === 'started' && actor.kind === 'staff' ? (actor.firstSessionId ?? actor.sessionId) : null,
      ...found,
    })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? conflict() : error
    })
}

/** Who granted a look. Earlier releases let the agent enter a code the customer had read out: that was the customer. */
export function allowedBy({ row, steps }: Pick<Look, 'row' | 'steps'>): LookView['allowedBy'] {
  const granted = steps.find(({ kind }) => kind === 'granted')
  if (!granted) return null
  return granted.actorKind === 'staff' && granted.actorId !== row.staffId ? 'seniors' : 'customer'
}

/** The view of a look for both sides. @param key the customer's, for the text of the reason. */
export function viewOf(ctx: Ctx, key: Parameters<typeof openText>[0], look: Look): LookView {
  const { row, steps, reference, caseType, contactKind: kind } = look
  const about = row.caseId ? { id: row.caseId, reference } : null
  const at = clocked(look)
  const state = stateOf(at, ctx.now)
  return {
    id: row.id,
    kind: row.kind,
    state,
    staffId: row.staffId,
    staffRole: row.staffRole,
    reason: row.reason,
    text: openText(key, row.textSealed, `looks:${row.id}:text`),
    complaint: caseType === 'complaint' ? about : null,
    request: caseType === 'request' ? about : null,
    contact: row.contactId && kind ? { id: row.contactId, reference, kind } : null,
    pages: lookPages.filter((page) => row.pages.includes(page)),
    minutes: row.minutes,
    askedAt: row.askedAt,
    until: isOpen(state) ? untilOf(at) : null,
    allowedBy: allowedBy(look),
    steps: steps.map(({ kind, at: takenAt, actorKind, actorId, ...found }, nth) => ({
      kind,
      at: takenAt,
      side: followsBlock({ ...at, steps: steps.slice(0, nth) }, { kind, at: takenAt })
        ? 'block'
        : sideOf(row.staffId, actorKind, actorId),
      staff: actorKind === 'staff' ? actorId : null,
      verdict: found.verdict,
      escalation: found.escalation,
      outcome: found.outcome,
      said:
        found.textSealed && found.locale
          ? { text: openText(key, found.textSealed, textPlace(row.id, found.number)), locale: found.locale }
          : null,
    })),
  }
}

/** Where the text of a step is sealed for. */
export const textPlace = (lookId: string, number: number): string => `look_steps:${lookId}:${number}:text`

function sideOf(looker: string, actorKind: ActorKind, actorId: string | null): LookSide {
  if (actorKind === 'customer') return 'customer'
  if (actorKind !== 'staff') return 'clock'
  return actorId === looker ? 'looker' : 'senior'
}
