import { sql } from 'drizzle-orm'
import { type AnyPgColumn, pgPolicy } from 'drizzle-orm/pg-core'
import { currentCustomer, staffRole } from './roles.ts'

interface FieldOfCustomer {
  customerId: AnyPgColumn
  field: AnyPgColumn
}

/** What the deletion that the transaction carries out (`domain/transaction.ts`) has of its customer, as it was approved. */
export const beingErased = (t: FieldOfCustomer) =>
  sql`(${t.customerId} = ${currentCustomer} and exists (select from deletions where deletions.customer_id = ${t.customerId} and deletions.id::text = arqau_setting('deletion_id') and deletions.ended_at is null and ${t.field} = any(deletions.fields)))`

/** Lets an approved deletion erase, in its approver's name, the rows of the kinds of data that it names. */
export const erasedByStaff = (table: string, t: FieldOfCustomer) =>
  pgPolicy(`${table}_staff_erase`, { to: staffRole, for: 'delete', using: beingErased(t) })
