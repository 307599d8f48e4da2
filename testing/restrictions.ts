import { and, asc, eq } from 'drizzle-orm'
import { restrictions } from '#db/schema/restrictions.ts'
import { restrictField } from '#domain/restrictions/restrict-field.ts'
import type { Staff } from './looks.ts'
import { searchFor } from './measures.ts'
import { insertSystem } from './system-rows.ts'
import { testNow, type World } from './world.ts'

/** What staff say of a restriction that the customer demands. */
export const demanded = (field: string, more: object = {}) => ({
  field,
  reason: 'customer-demanded',
  allowed: ['court', 'law'],
  evidence: 'Өтініш № 18, 20.11.2026',
  ...more,
})

/** An agent restricts a field of a customer. */
export async function restrictedBy(
  agent: Staff,
  customer: { iin: string },
  field: string,
  more: object = {},
): Promise<{ searchId: string }> {
  const searchId = await searchFor(agent, customer)
  await restrictField(agent, { searchId, ...demanded(field, more) })
  return { searchId }
}

/** The rows of a customer's field, the oldest first. */
export const restrictionRows = ({ db }: World, { subject }: { subject: string }, field: string) =>
  db
    .select()
    .from(restrictions)
    .where(and(eq(restrictions.customerId, subject), eq(restrictions.field, field)))
    .orderBy(asc(restrictions.number))

/** Adds the bank's system in whose name `world.system()` and `world.api()` act. */
export const addCoreBanking = ({ db }: World) =>
  insertSystem(db, 'core-banking', testNow, {
    kk: 'Негізгі жүйе',
    ru: 'Основная система',
    en: 'Core banking',
  })
