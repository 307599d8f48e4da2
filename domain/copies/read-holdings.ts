import { asc, eq } from 'drizzle-orm'
import { customers, formerPhones } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import {
  allFields,
  categoryOf,
  findBasis,
  findPurpose,
  findRecipient,
  findRetention,
  findSource,
} from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue, Field } from '#policy/schema.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { openIdentity } from '../customers/kept-identity.ts'
import { leftPlace } from '../customers/phone-history.ts'
import { bare, maskNumbers, maskOthers, type OwnMarks } from '../mask-others.ts'
import { historyOf, type Mention, readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { categoriesIn } from './inventory.ts'
import { type CopyTable, type Reading, tableOf } from './reading.ts'
import type { CopyRecords } from './records.ts'

/** The fields that tell whose the values in texts are. */
const ownFields = ['full-name', 'iin', 'phone', 'email', 'bank-requisites']

/** The customer's own names and numbers, those they sign in with and those they left included, which texts may have unmasked. */
export const ownMarks = (ctx: Reading['ctx']): Promise<OwnMarks> =>
  read(ctx, async (tx) => {
    const id = ctx.subject
    const [key, registered, rows, left] = await Promise.all([
      customerKey(ctx, tx),
      tx.select().from(customers).where(eq(customers.id, id)),
      tx.select().from(holdings).where(eq(holdings.customerId, id)),
      tx.select().from(formerPhones).where(eq(formerPhones.customerId, id)),
    ])
    const phones = left.flatMap(({ number, phoneSealed }) =>
      phoneSealed ? openText(key, phoneSealed, leftPlace(id, number)) : [],
    )
    const identities = registered.flatMap((own) => Object.values(openIdentity(key, own)))
    const values = rows
      .filter(({ field }) => ownFields.includes(field))
      .flatMap(({ id, valueSealed }) => {
        const value = openText(key, valueSealed, `holdings:${id}:value`)
        return [value, ...value.split(/[\s,;]+/)]
      })
    const marks = [...values, ...phones, ...identities.filter((value) => value !== null)]
    return new Set(marks.map(bare).filter((mark) => mark.length > 1))
  })

/**
 * What the bank holds, a table a category of the catalogue: whole values, in the words of the catalogue or, of what it has
 * no longer, of the policy under which it was put. A field is one row, so there are few.
 */
export const holdingTables = ({ ctx, own }: Reading): Promise<CopyTable<'data'>[]> =>
  read(ctx, async (tx) => {
    const [key, rows, versions] = await Promise.all([
      customerKey(ctx, tx),
      tx
        .select()
        .from(holdings)
        .where(eq(holdings.customerId, ctx.subject))
        .orderBy(asc(holdings.obtainedAt), asc(holdings.id)),
      readVersions(tx),
    ])
    const today = catalogue()
    const current = new Map(allFields(today).map((field) => [field.id, field]))
    const gone = rows
      .filter(({ field }) => !current.has(field))
      .map(({ field: id, updatedAt: written }): Mention => ({ kind: 'field', id, written }))
    const history = await historyOf(tx, versions, gone)
    const records = rows.map((row) => {
      const known = current.get(row.field)
      const found = known ? { thing: known, policy: today } : history.find('field', row.field, row.updatedAt)
      const value = openText(key, row.valueSealed, `holdings:${row.id}:value`)
      return found ? recordOf({ ctx, own }, found.policy, found.thing, { ...row, value }) : unknownRecord(row)
    })
    const titles = new Map(records.map(({ category, titled }) => [category, titled]))
    return categoriesIn([...titles.keys()]).map((category) => {
      const title = titles.has(category) ? titles.get(category) : titleOf(category, ctx.locale)
      return {
        ...tableOf(
          'data',
          `data-${category}`,
          records.filter((one) => one.category === category).map(({ titled: _, ...record }) => record),
          { shownWhole: true },
        ),
        ...(title && { title }),
      }
    })
  })

/** Of what no policy has: that it is held. Nobody knows whether it may be shown. */
const unknownRecord = (row: typeof holdings.$inferSelect): CopyRecords['data'] & { titled: null } => ({
  category: 'unknown',
  titled: null,
  field: row.field,
  title: row.field,
  value: null,
  rule: 'hidden',
  masked: false,
  quantity: row.quantity,
  obtainedAt: row.obtainedAt.toISOString(),
  obtainedVia: row.obtainedVia,
  updatedAt: row.updatedAt.toISOString(),
  source: { id: 'unknown', title: null },
  uses: [],
  recipients: [],
  retention: '',
  consent: null,
  dpv: [],
})

const titleOf = (category: string, locale: Reading['ctx']['locale']): string =>
  catalogue().categories.find(({ id }) => id === category)?.title[locale] ?? category

/** What a copy shows of a value. A single value is the customer's own; a collection of entries may have others' numbers. */
export function shownValue({ others, mask: rule }: Field, value: string, own: OwnMarks): string {
  if (others) return maskOthers(others, value, own)
  return rule === 'count' ? maskNumbers(value, own) : value
}

function recordOf(
  { ctx: { locale }, own }: Pick<Reading, 'ctx' | 'own'>,
  policy: Catalogue,
  field: Field,
  row: typeof holdings.$inferSelect & { value: string },
): CopyRecords['data'] & { titled: string } {
  const value = shownValue(field, row.value, own)
  const category = categoryOf(policy, field.id)
  return {
    category: category.id,
    titled: category.title[locale],
    field: field.id,
    title: field.title[locale],
    value: field.neverReveal ? null : value,
    rule: field.mask,
    masked: value !== row.value,
    quantity: row.quantity,
    obtainedAt: row.obtainedAt.toISOString(),
    obtainedVia: row.obtainedVia,
    updatedAt: row.updatedAt.toISOString(),
    source: { id: field.source, title: findSource(policy, field.source).title[locale] },
    uses: field.uses.map((use) => {
      const purpose = findPurpose(policy, use.purpose)
      return {
        purpose: { id: purpose.id, title: purpose.title[locale] },
        basis: { id: use.basis, title: findBasis(policy, use.basis).title[locale] },
        dpv: purpose.dpv,
      }
    }),
    recipients: field.recipients.map((id) => ({ id, title: findRecipient(policy, id).name[locale] })),
    retention: findRetention(policy, field.retention).clause[locale],
    consent: field.consent ?? null,
    dpv: field.dpv,
  }
}
