import type { KeyObject } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { holdings } from '#db/schema/holdings.ts'
import { allFields, categoryOf, findRetention, findSource } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue, Category, Field } from '#policy/schema.ts'
import { may, requireSubject } from '../access.ts'
import { readChains } from '../consents/decisions.ts'
import { consentStateOf } from '../consents/rules.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { opensInLook } from '../looks/rules.ts'
import { mask } from '../mask.ts'
import { masked, maskInView } from '../mask-in-view.ts'
import { historyOf, type Mention, readVersions } from '../policies/history.ts'
import type { RestrictionView } from '../restrictions/schema.ts'
import { readRestrictions } from '../restrictions/uses.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { noReveals, readReveals } from './reveals.ts'
import {
  type Decisions,
  passes,
  recipientsOf,
  remainingOf,
  requiredConsent,
  unknownFilters,
  usesOf,
} from './rules.ts'
import {
  type CategoryView,
  type FieldView,
  type HeldView,
  type HoldingFilters,
  type HoldingsView,
  listHoldingsInput,
  type Reveals,
} from './schema.ts'

/** A field of today's catalogue, or one held under a policy that had it. */
interface Listed {
  field: Field
  category: Category
  policy: Catalogue
}

/** What is read about the subject: holdings, decisions, and how often each value was revealed. */
interface Known {
  key: KeyObject
  rows: Map<string, typeof holdings.$inferSelect>
  decisions: Decisions
  reveals: Map<string, Reveals>
  restrictions: Map<string, RestrictionView>
  /** The fields held that today's catalogue does not have. */
  former: Listed[]
}

/**
 * Every category of the catalogue, with what the bank holds in it, masked, and what it does not hold. What is held in a
 * field that the catalogue has no longer is shown as the policy named it under which it was put.
 * @param input filters from the address; anything else in it is ignored.
 */
export const listHoldings = verb(
  'holdings:list',
  z.preprocess((filters) => filters ?? {}, listHoldingsInput),
  async (ctx, filters): Promise<HoldingsView> => {
    const known = await read(ctx, (tx) => readKnown(ctx, tx))
    const policy = catalogue()
    const listed = [...currentFields(policy), ...known.former]
    const ignored = unknownFilters(policy, filters, known.former)
    const narrowing: HoldingFilters = { ...filters, ...Object.fromEntries(ignored.map((name) => [name, ''])) }
    const filtered = Object.values(narrowing).some((value) => value !== '')
    const categories = [...Map.groupBy(listed, ({ category }) => category.id).values()]
      .filter(([one]) => narrowing.category === '' || narrowing.category === one?.category.id)
      .flatMap((own) => categoryView(ctx, own, narrowing, known) ?? [])
      .filter((category) => category.fields.length > 0)
    const held = categories.reduce((sum, category) => sum + category.held, 0)
    const fields = categories.reduce((sum, category) => sum + category.fields.length, 0)
    const filled = categories.filter((category) => category.held > 0).length
    return {
      filters,
      filtered,
      ignored,
      options: options(ctx, policy),
      totals: {
        held,
        absent: fields - held,
        categories: filled,
        emptyCategories: categories.length - filled,
      },
      categories,
      revealedBy: revealedBy(ctx),
      phone: maskedPhone(ctx, known),
    }
  },
)

const currentFields = (policy: Catalogue): Listed[] =>
  policy.categories.flatMap((category) => category.fields.map((field) => ({ field, category, policy })))

async function readKnown(ctx: Ctx, tx: Tx): Promise<Known> {
  const customerId = requireSubject(ctx)
  const [key, rows, chains, reveals, restrictions, versions] = await Promise.all([
    customerKey(ctx, tx),
    tx.select().from(holdings).where(eq(holdings.customerId, customerId)),
    readChains(ctx, tx),
    readReveals(ctx, tx),
    readRestrictions(ctx, tx),
    readVersions(tx),
  ])
  const current = new Set(allFields(catalogue()).map(({ id }) => id))
  const gone = rows
    .filter(({ field }) => !current.has(field))
    .map(({ field: id, updatedAt: written }): Mention => ({ kind: 'field', id, written }))
  const history = await historyOf(tx, versions, gone)
  return {
    key,
    rows: new Map(rows.map((row) => [row.field, row])),
    decisions: new Map([...chains].flatMap(([consent, [latest]]) => (latest ? [[consent, latest]] : []))),
    reveals,
    restrictions,
    former: gone.flatMap(({ id, written }) => {
      const found = history.find('field', id, written)
      return found
        ? [{ field: found.thing, category: categoryOf(found.policy, id), policy: found.policy }]
        : []
    }),
  }
}

/** @param listed the fields of one category, those of today's catalogue first. */
function categoryView(
  ctx: Ctx,
  listed: readonly Listed[],
  filters: HoldingFilters,
  known: Known,
): CategoryView | null {
  const { locale } = ctx
  const [first] = listed
  if (!first) return null
  const { category } = first
  const fields = listed
    .filter(({ field }) => passes(field, filters, locale))
    .map((one) => fieldView(ctx, one, known))
    .toSorted((one, other) => Number(other.held !== null) - Number(one.held !== null))
  const permissions = listed.every(({ field }) => field.consent)
  return {
    id: category.id,
    title: category.title[locale],
    arrival: category.arrival[locale],
    whenEmpty: category.whenEmpty[locale],
    held: fields.filter((field) => field.held !== null).length,
    permissions: permissions
      ? { all: fields.length, on: fields.filter((field) => field.consent?.state === 'given').length }
      : null,
    fields,
  }
}

function fieldView(ctx: Ctx, listed: Listed, known: Known): FieldView {
  const { locale, now } = ctx
  const { field, policy } = listed
  const former = known.former.includes(listed)
  const restriction = known.restrictions.get(field.id) ?? null
  const isOn = (consent: string) => consentStateOf(known.decisions.get(consent), now) === 'given'
  return {
    id: field.id,
    title: field.title[locale],
    hint: field.hint?.[locale] ?? null,
    source: { id: field.source, sentence: findSource(policy, field.source).sentence[locale] },
    uses: former ? [] : remainingOf(usesOf(policy, field, locale, isOn), restriction),
    recipients: former ? [] : remainingOf(recipientsOf(policy, field, locale, isOn), restriction),
    retention: findRetention(policy, field.retention).clause[locale],
    neverReveal: field.neverReveal,
    consent: requiredConsent(field, known.decisions, now),
    whenEmpty: field.whenEmpty[locale],
    former,
    restriction,
    held: heldView(ctx, field, known),
  }
}

function heldView(ctx: Ctx, field: Field, { key, rows, reveals, restrictions }: Known): HeldView | null {
  const row = rows.get(field.id)
  if (!row) return null
  const rule = maskInView(ctx, field, restrictions)
  return {
    masked: masked(ctx, field, restrictions, openText(key, row.valueSealed, `holdings:${row.id}:value`)),
    rule,
    quantity: row.quantity,
    obtainedAt: row.obtainedAt,
    obtainedVia: row.obtainedVia,
    ...(reveals.get(field.id) ?? noReveals),
    revealable: isRevealable(ctx, field, restrictions.has(field.id)),
  }
}

/** Whether this reader may reveal what a mask of the field hides; a look would be a use of it. */
function isRevealable(ctx: Ctx, field: Field, restricted: boolean): boolean {
  const by = revealedBy(ctx)
  if (by === null || field.mask === 'plain') return false
  return by === 'reason' ? opensInLook(field) && !restricted : !field.neverReveal
}

function revealedBy(ctx: Ctx): HoldingsView['revealedBy'] {
  if (may(ctx, 'holdings:reveal')) return 'code'
  return may(ctx, 'holdings:reveal-for-look') ? 'reason' : null
}

function options({ locale }: Ctx, policy: Catalogue): HoldingsView['options'] {
  const receiving = new Set(allFields(policy).flatMap((field) => field.recipients))
  return {
    source: policy.sources.map(({ id, title }) => ({ id, title: title[locale] })),
    purpose: policy.purposes.map(({ id, title }) => ({ id, title: title[locale] })),
    recipient: policy.recipients.recipients
      .filter(({ id }) => receiving.has(id))
      .map(({ id, name }) => ({ id, title: name[locale] })),
  }
}

function maskedPhone(ctx: Ctx, { key, rows, restrictions }: Known): string | null {
  const row = rows.get('phone')
  const rule = maskInView(ctx, { id: 'phone', mask: 'phone' }, restrictions)
  return row ? mask(rule, openText(key, row.valueSealed, `holdings:${row.id}:value`)) : null
}
