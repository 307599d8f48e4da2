import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { automatedDecisions } from '#db/schema/automated-decisions.ts'
import { cases } from '#db/schema/cases.ts'
import { looks } from '#db/schema/looks.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Locale, Text } from '#policy/schema.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { historyOf, readVersions } from '../policies/history.ts'
import type { About, AboutView } from './schema.ts'

/** The subjects from the catalogue; looks, decisions of programs and requests come from the database. */
type Named = Exclude<About['kind'], RowKind>
type RowKind = 'look' | 'automated-decision' | 'request'
export const isRow = (kind: About['kind']): kind is RowKind =>
  kind === 'look' || kind === 'automated-decision' || kind === 'request'
/** Whether it is something of the catalogue. */
export const isNamed = (about: About): about is About & { kind: Named } => !isRow(about.kind)

/** Everything a complaint can be about, in the catalogue's order. */
export function aboutChoices(kind: Named, locale: Locale): AboutView[] {
  return named(kind).map(({ id, title }) => ({ kind, id, title: title[locale] }))
}

/** A look at the customer's pages, named by the staff code; null when this customer has no such look. */
async function findLookAbout(ctx: Ctx, tx: Tx, id: string): Promise<AboutView | null> {
  const [look] = await tx
    .select({ staffId: looks.staffId })
    .from(looks)
    .where(and(eq(looks.customerId, requireSubject(ctx)), eq(looks.id, id)))
  return look ? { kind: 'look', id, title: look.staffId } : null
}

/** A decision of a program about the customer, named by its kind under the policy of its time; null when there is none. */
async function findDecisionAbout(ctx: Ctx, tx: Tx, id: string): Promise<AboutView | null> {
  const [row] = await tx
    .select({
      decision: automatedDecisions.decision,
      reference: automatedDecisions.reference,
      at: automatedDecisions.decidedAt,
    })
    .from(automatedDecisions)
    .where(and(eq(automatedDecisions.customerId, requireSubject(ctx)), eq(automatedDecisions.id, id)))
  if (!row) return null
  const { decision, at, reference } = row
  const mention = { kind: 'automated-decision', id: decision, written: at } as const
  const history = await historyOf(tx, await readVersions(tx), [mention])
  const kind = history.find('automated-decision', decision, at)?.thing
  const [title, reviewer] = [kind?.title[ctx.locale] ?? decision, kind?.reviewer[ctx.locale] ?? null]
  return { kind: 'automated-decision', id, title, decided: { at, reference, reviewer } }
}

/** A request of this customer, named by its number; null when there is none. */
async function findRequestAbout(ctx: Ctx, tx: Tx, id: string): Promise<AboutView | null> {
  const [row] = await tx
    .select({ reference: cases.reference })
    .from(cases)
    .where(and(eq(cases.customerId, requireSubject(ctx)), eq(cases.id, id), eq(cases.type, 'request')))
  return row ? { kind: 'request', id, title: row.reference } : null
}

const findRow: Record<RowKind, (ctx: Ctx, tx: Tx, id: string) => Promise<AboutView | null>> = {
  look: findLookAbout,
  'automated-decision': findDecisionAbout,
  request: findRequestAbout,
}
/** A look, a decision or a request of this customer, with its name; null when there is none. */
export const findRowAbout = (
  ctx: Ctx,
  tx: Tx,
  { kind, id }: { kind: RowKind; id: string },
): Promise<AboutView | null> => findRow[kind](ctx, tx, id)

/** The subject with its name; null when the catalogue does not have it. */
export const findAbout = (about: About & { kind: Named }, locale: Locale): AboutView | null =>
  aboutChoices(about.kind, locale).find(({ id }) => id === about.id) ?? null

/** The subject of a complaint under the policy of its day; without a title when no policy has it. */
export async function titledAbout(
  { locale }: Ctx,
  tx: Tx,
  { kind, id }: About & { kind: Named },
  receivedAt: Date,
): Promise<(About & { title: string | null }) | null> {
  const history = await historyOf(tx, await readVersions(tx), [{ kind, id, written: receivedAt }])
  return { kind, id, title: history.title(kind, id, receivedAt, locale) }
}

function named(kind: Named): readonly { id: string; title: Text }[] {
  const { consents, recipients } = catalogue()
  switch (kind) {
    case 'field':
      return allFields(catalogue())
    case 'consent':
      return consents.consents
    case 'recipient':
      return recipients.recipients.map(({ id, name }) => ({ id, title: name }))
  }
}
