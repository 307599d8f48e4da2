import { type SQL, sql } from 'drizzle-orm'
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

/** The role that the login which runs the portal is a member of. It may become each of the five and has nothing itself. */
export const runtimeRole = pgRole('arqau_runtime').existing()

/** The customer this transaction is about: a setting made when it began; null when there is none. */
export const currentCustomer = sql`arqau_current_customer()`

/** The texts of a setting of the transaction, written with commas between; null when there are none. */
export const settings = (name: string): SQL => sql`string_to_array(arqau_setting('${sql.raw(name)}'), ',')`

/** The customer id of rows that belong to no customer: those about the bank, or a sign-in with an unknown number. */
export const nobody = '00000000-0000-0000-0000-000000000000'

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => new Uint8Array(value),
})

/**
 * The row-level policies of a table owned by customers. The roles `customer` and `support` see the rows of the
 * transaction's customer and no others; the other roles given see all rows and are limited by their grants.
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
