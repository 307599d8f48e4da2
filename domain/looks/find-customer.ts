import { randomUUIDv7 } from 'node:crypto'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { customers } from '#db/schema/customers.ts'
import { searches, type searchKeys } from '#db/schema/looks.ts'
import { nobody } from '#db/schema/roles.ts'
import { groupOf } from '../cases/rules.ts'
import type { Ctx } from '../context.ts'
import { readIin } from '../customers/iin.ts'
import { readPhone } from '../customers/phone.ts'
import { invalid } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { caseByReference, typeOfNumber } from './case-by-reference.ts'
import { contactByReference, openContacts } from './contact-by-reference.ts'
import { readContactNumber } from './contact-number.ts'
import { maskedCustomers } from './masked-customers.ts'
import { type FoundCustomer, type FoundView, findCustomerInput } from './schema.ts'

const searchLimit = { name: 'customer-search', max: 30, seconds: 60 * 60 }

/** The typed text; its shape says which number it is. */
type Query = { by: (typeof searchKeys)[number]; value: string }

/**
 * Finds one customer by a whole number of a complaint, request or contact, IIN or phone number, never by a part; a phone that several customers
 * have finds none of them. Shows the masked name, the open complaints and the open contacts. Every search is logged, whatever it finds; a
 * customer who was found can read about it.
 * @throws DomainError `invalid` on `query`, `too-many`
 */
export const findCustomer = verb(
  'customers:find',
  findCustomerInput,
  async (ctx, input): Promise<FoundView> => {
    const { staffId } = ctx.actor
    const query = readQuery(ctx, input.query)
    await takeTry(ctx, [{ limit: searchLimit, who: staffId }])
    return change(ctx, async (tx) => {
      const { customerId, shared } = await find(ctx, tx, query)
      const id = randomUUIDv7()
      await tx
        .insert(searches)
        .values({ customerId: customerId ?? nobody, id, staffId, by: query.by, at: ctx.now })
      await record(ctx, tx, {
        action: customerId ? 'customer.found' : 'customer.searched',
        customerId: customerId ?? nobody,
        objectId: id,
        detail: { by: query.by },
      })
      if (!customerId) return { found: null, shared }
      const [masked, open, contacts] = await Promise.all([
        maskedCustomers(ctx, tx, [customerId]),
        openComplaints(tx, customerId),
        openContacts(ctx, tx, customerId),
      ])
      const name = masked.get(customerId)?.name ?? null
      return { found: { search: id, name, complaints: open, contacts }, shared }
    })
  },
)

/** @throws DomainError `invalid` for a text that is none of these */
function readQuery({ now }: Ctx, typed: string): Query {
  if (readContactNumber(typed, now) ?? typeOfNumber({ now }, typed)) return { by: 'reference', value: typed }
  const iin = readIin(typed)
  if ('iin' in iin) return { by: 'iin', value: iin.iin }
  if (iin.wrong !== 'iin.length') throw invalid('query', iin.wrong)
  const phone = readPhone(typed)
  if ('phone' in phone) return { by: 'phone', value: phone.phone }
  throw invalid('query', 'search.shape')
}

async function find(
  ctx: Ctx,
  tx: Tx,
  { by, value }: Query,
): Promise<{ customerId: string | null; shared: boolean }> {
  if (by === 'reference') {
    const named = (await caseByReference(ctx, tx, value)) ?? (await contactByReference(ctx, tx, value))
    return { customerId: named?.customerId ?? null, shared: false }
  }
  const hashes = ctx.keys.lookups(by, value)
  const [row, ...others] = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(inArray(by === 'iin' ? customers.iinHash : customers.phoneHash, hashes))
    .limit(2)
  const shared = others.length > 0
  return { customerId: shared ? null : (row?.id ?? null), shared }
}

/** The customer's open complaints, the most urgent first: a look can be asked for about one of them. */
async function openComplaints(tx: Tx, customerId: string): Promise<FoundCustomer['complaints']> {
  const latest = tx
    .selectDistinctOn([caseSteps.caseId], {
      caseId: caseSteps.caseId,
      state: caseSteps.state,
    })
    .from(caseSteps)
    .where(eq(caseSteps.customerId, customerId))
    .orderBy(caseSteps.caseId, desc(caseSteps.number))
    .as('latest')
  const rows = await tx
    .select({ row: cases, state: latest.state })
    .from(cases)
    .innerJoin(latest, eq(latest.caseId, cases.id))
    .where(and(eq(cases.customerId, customerId), eq(cases.type, 'complaint')))
    .orderBy(asc(cases.dueOn))
  return rows
    .filter(({ state }) => groupOf(state) === 'open')
    .map(({ row: { reference, receivedAt, dueOn } }) => ({ reference, receivedAt, dueOn }))
}
