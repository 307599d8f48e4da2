import { sql } from 'drizzle-orm'
import { type AnyPgColumn, customType, type PgRole, pgPolicy, pgRole } from 'drizzle-orm/pg-core'

/**
 * The five database roles, of which every transaction takes one. Migration 0000 creates them; the migrations named
 * `grants` (0002, 0005, 0007 and later ones) say what each may do.
 */
export const customerRole = pgRole('arqau_customer').existing()
export const supportRole = pgRole('arqau_support').existing()
export const staffRole = pgRole('arqau_staff').existing()
export const systemRole = pgRole('arqau_system').existing()
export const workerRole = pgRole('arqau_worker').existing()

/** The customer this transaction is about: a setting made when it opened, null when there is none. */
export const currentCustomer = sql`arqau_current_customer()`

/** Stands where a row belongs to no customer: the bank itself, or a sign-in by an unknown number. */
export const nobody = '00000000-0000-0000-0000-000000000000'

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => new Uint8Array(value),
})

/**
 * The policies of a table owned by customers: customer and support roles see the rows of the transaction's
 * customer and no others; the desks, the feeds and the worker are bounded by their grants alone.
 */
export const ownedRows = (table: string, customerId: () => AnyPgColumn, ...others: PgRole[]) => {
  const own = sql`${customerId()} = ${currentCustomer}`
  return [
    pgPolicy(`${table}_customer`, { to: customerRole, using: own, withCheck: own }),
    pgPolicy(`${table}_support`, { to: supportRole, for: 'select', using: own }),
    ...others.map((role) => everyRow(table, role)),
  ]
}

export const everyRow = (table: string, role: PgRole) =>
  pgPolicy(`${table}_${role.name.replace('arqau_', '')}`, {
    to: role,
    using: sql`true`,
    withCheck: sql`true`,
  })
