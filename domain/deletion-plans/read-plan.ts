import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { lineFates } from '#db/schema/deletions.ts'
import { holdings } from '#db/schema/holdings.ts'
import { allFields, findPurpose, findRetention } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Field } from '#policy/schema.ts'
import { requireSubject } from '../access.ts'
import { bankDay } from '../bank-time.ts'
import { refusalWords } from '../cases/refusal-words.ts'
import type { About } from '../cases/schema.ts'
import { readChains } from '../consents/decisions.ts'
import { openObligations } from '../consents/locks.ts'
import { consentStateOf } from '../consents/rules.ts'
import type { Ctx } from '../context.ts'
import { historyOf, type Mention, readVersions } from '../policies/history.ts'
import { backupsUntil, digestOf, planDeletion, refusalOf, scopeOf } from './rules.ts'
import {
  type DeletionPlanView,
  type Fate,
  type FateView,
  type GroundView,
  type KeepingGround,
  remaining,
} from './schema.ts'

/**
 * What a deletion of the customer's data would do, in the order of the catalogue. The portal knows a customer by their contract
 * of service and is told of no end of it, so that contract is in force.
 * @param about the kinds of data that it is about; null for all.
 */
export async function readPlan(ctx: Ctx, tx: Tx, about: About | null): Promise<(Fate & Planned)[]> {
  const policy = catalogue()
  const scope = scopeOf(policy, about)
  const { customerId, field, obtainedAt, updatedAt, quantity } = holdings
  const rows = await tx
    .select({ field, obtainedAt, updatedAt, quantity })
    .from(holdings)
    .where(and(eq(customerId, requireSubject(ctx)), scope ? inArray(field, scope) : undefined))
    .orderBy(asc(field))
  const order = allFields(policy).map(({ id }) => id)
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  const sorted = rows.toSorted((one, other) => place(one.field) - place(other.field))
  const plan = planDeletion(sorted, { policy, hasContract: true, now: ctx.now })
  return plan.map((fate, at) => ({
    ...fate,
    quantity: sorted[at]?.quantity ?? null,
    written: sorted[at]?.updatedAt ?? ctx.now,
  }))
}

interface Planned {
  quantity: number | null
  /** When the value was put, which says under which policy. */
  written: Date
}

/** The same in the reader's language, with what remains beside. */
export async function readPlanView(ctx: Ctx, tx: Tx, about: About | null): Promise<DeletionPlanView> {
  const { locale, now } = ctx
  const policy = catalogue()
  const [plan, chains, open, versions] = await Promise.all([
    readPlan(ctx, tx, about),
    readChains(ctx, tx),
    openObligations(ctx, tx),
    readVersions(tx),
  ])
  const mentions = plan.map(({ field: id, written }): Mention => ({ kind: 'field', id, written }))
  const history = await historyOf(tx, versions, mentions)
  const isOn = (id: string) => consentStateOf(chains.get(id)?.[0], now) === 'given'
  const until = backupsUntil(policy, bankDay(now))
  const { backups, anonymised } = policy.deletion ?? {}
  return {
    digest: digestOf(plan),
    fates: plan.map(({ written, ...fate }) => ({
      ...fateView(locale, fate, isOn),
      title: history.title('field', fate.field, written, locale),
    })),
    contracts: open.map(({ contract }) => contract),
    backups: backups && until ? { text: backups.text[locale], until } : null,
    anonymised: anonymised?.text[locale] ?? null,
    remains: remaining,
  }
}

type Locale = Ctx['locale']

function fateView(
  locale: Locale,
  { grounds, ...fate }: Fate & { quantity: number | null },
  isOn: (consent: string) => boolean,
): Omit<FateView, 'title'> {
  const policy = catalogue()
  const field = allFields(policy).find(({ id }) => id === fate.field)
  const consent = policy.consents.consents.find(({ id }) => id === field?.consent && isOn(id))
  return {
    ...fate,
    grounds: grounds.map((ground) => groundView(locale, ground, field)),
    ...retentionView(locale, fate.fate, field),
    consent: consent ? { id: consent.id, title: consent.title[locale] } : null,
  }
}

/** Until when what stays is kept, in the words of a policy. */
export function retentionView(
  locale: Locale,
  fate: (typeof lineFates)[number],
  field: Field | undefined,
  policy = catalogue(),
): Pick<FateView, 'retention' | 'untilReplaced'> {
  const kept = field && fate === 'kept' ? findRetention(policy, field.retention) : undefined
  return { retention: kept?.clause[locale] ?? null, untilReplaced: kept?.from === 'replacement' }
}

/** A ground in the words of a policy. */
export function groundView(
  locale: Locale,
  ground: KeepingGround,
  field: Field | undefined,
  policy = catalogue(),
): GroundView {
  return {
    ...refusalWords({ locale }, refusalOf[ground], policy),
    purposes: (field?.uses ?? [])
      .filter(({ basis }) => basis === ground)
      .map(({ purpose }) => findPurpose(policy, purpose).title[locale]),
  }
}
