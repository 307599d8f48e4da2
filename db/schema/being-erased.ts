import { sql } from 'drizzle-orm'
import { type AnyPgColumn, pgPolicy } from 'drizzle-orm/pg-core'
import { currentCustomer, staffRole } from './roles.ts'

interface FieldOfCustomer {
  customerId: AnyPgColumn
  field: AnyPgColumn
}

/** An approved deletion of the transaction's customer that names the field and is not over. */
export const beingErased = (t: FieldOfCustomer) =>
  sql`(${t.customerId} = ${currentCustomer} and exists (select from deletions where deletions.customer_id = ${t.customerId} and deletions.ended_at is null and ${t.field} = any(deletions.fields)))`

/** Lets an approved deletion erase, in its approver's name, the rows of the kinds of data that it names. */
export const erasedByStaff = (table: string, t: FieldOfCustomer) =>
  pgPolicy(`${table}_staff_erase`, { to: staffRole, for: 'delete', using: beingErased(t) })
