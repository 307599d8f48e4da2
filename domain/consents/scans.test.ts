import { gt, sql } from 'drizzle-orm'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type Database, openDatabase } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { catalogue } from '#policy/load.ts'
import { databaseUrls } from '#testing/accounts.ts'
import { createDatabase, type TestDatabase } from '#testing/databases.ts'
import { fillCustomers, referenceOf } from '#testing/many-customers.ts'
import { testNow } from '#testing/world.ts'
import { type Ctx, noBrowser } from '../context.ts'
import { localKeys, localMaster, newKey } from '../crypto.ts'
import { scopes } from '../permissions.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { checkConsents, checkCustomer } from './check-consents.ts'
import { decide } from './decide.ts'
import { listConsents } from './list-consents.ts'
import { recordDecision } from './record-decision.ts'

/** Enough that no planner would think of reading a table from end to end for one customer. */
const count = 20_000
const name = 'test_scans'
const keys = localKeys(localMaster('test', newKey()), newKey())
let database: TestDatabase
/** Customers of the second half. */
let ids: string[]

beforeAll(async () => {
  database = await createDatabase(inject('serverUrl'), { name, template: 'template_arqau' })
  await asked((opened) => publishPolicy(contextOf(opened, { kind: 'worker' }), catalogue()))
  await fillCustomers(database.admin, { count, now: testNow, wrapped: await keys.master.wrap(newKey()) })
  await asked(async ({ db }) => {
    const late = await db
      .select({ id: customers.id })
      .from(customers)
      .where(gt(customers.reference, referenceOf(count / 2)))
      .limit(8)
    ids = late.map(({ id }) => id)
  }, database.admin)
}, 120_000)
afterAll(async () => {
  const admin = new Client({ connectionString: databaseUrls(database.admin, 'postgres').admin })
  await admin.connect()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
})

const contextOf = ({ feeds }: Pick<Database, 'feeds'>, actor: Ctx['actor']): Ctx => ({
  actor,
  subject: null,
  locale: 'kk',
  now: testNow,
  requestId: 'scans',
  browser: noBrowser,
  db: feeds,
  keys,
})

/** Works on connections of its own: what a connection counted is told by the time it has ended. */
async function asked(work: (opened: Database) => Promise<unknown>, url = database.portal): Promise<void> {
  const opened = await openDatabase({ url })
  await work(opened)
  await opened.close()
}

/** How often each large table was read from end to end since the database was made. */
async function scans(): Promise<Record<string, number>> {
  const client = new Client({ connectionString: database.admin })
  await client.connect()
  const others =
    'select count(*)::int as others from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()'
  await expect.poll(async () => (await client.query(others, [name])).rows).toEqual([{ others: 0 }])
  const { rows } = await client.query(
    'select relname as name, seq_scan::int as scans from pg_stat_user_tables where n_live_tup > 1000 order by 1',
  )
  await client.end()
  return Object.fromEntries(rows.map(({ name, scans }) => [name, scans]))
}

/** Every way a system asks or tells, and the customer's own page. */
async function everyWay(opened: Database): Promise<void> {
  const system = contextOf(opened, { kind: 'system', systemId: 'crm', scopes })
  const customer = (nth: number): Ctx => ({ ...system, reference: referenceOf(nth) })
  const pairs = Array.from({ length: 1000 }, (_, nth) => ({
    customer: referenceOf(1 + nth * 17),
    consent: 'marketing-sms',
  }))
  const answers = await checkConsents(system, { pairs })
  expect(answers.filter(({ reason }) => reason === 'unknown-customer')).toEqual([])
  for (let nth = 1; nth <= 8; nth++) {
    await checkConsents(system, { pairs: pairs.slice(nth, nth + 1) })
    await checkCustomer(customer(nth))
    for (const consent of ['storage-abroad', 'credit-bureau', 'marketing-sms']) {
      const [now] = await checkConsents(system, { pairs: [{ customer: referenceOf(nth), consent }] })
      const outcome = now?.allowed ? 'withdrawn' : 'given'
      const input = { consent, outcome, previousId: now?.decision, channel: 'app', locale: 'kk' }
      const view = await recordDecision(customer(nth), { ...input, confirmed: true })
      expect(view.history[0]?.outcome).toBe(outcome)
    }
  }
  for (const id of ids) {
    const own = { kind: 'customer', sessionId: id, verifiedAt: testNow } as const
    const page = { ...contextOf(opened, own), db: opened.db, subject: id }
    const { groups } = await listConsents(page)
    const all = groups.flatMap(({ consents }) => consents)
    const on = all.find((consent) => consent.state === 'given' && consent.id.startsWith('marketing-'))
    await decide(page, { consent: on?.id, outcome: 'withdrawn', previousId: on?.history[0]?.id })
  }
}

it('no question of a system reads a large table from end to end', async () => {
  const before = await scans()
  expect(Object.keys(before)).toEqual(['consent_decisions', 'customer_keys', 'customers'])
  await asked(everyWay)
  expect(await scans()).toEqual(before)
}, 60_000)

it('a number is taken for that of a customer or two, though the planner samples no hash of one', async () => {
  const client = new Client({ connectionString: database.admin })
  await client.connect()
  await client.query('analyze customers')
  const { rows } = await client.query("explain (format json) select from customers where phone_hash = 'x'")
  await client.end()
  expect(rows).toMatchObject([{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': 1 } }] }])
}, 60_000)

it('a question without its index reads the whole table, and is counted', async () => {
  const before = await scans()
  await asked(async (opened) => {
    await opened.db.execute(sql`alter table customers drop constraint customers_reference_unique`)
    const system = contextOf(opened, { kind: 'system', systemId: 'crm', scopes })
    await checkConsents(system, { pairs: [{ customer: referenceOf(1), consent: 'marketing-sms' }] })
  }, database.admin)
  const after = await scans()
  await asked(
    ({ db }) =>
      db.execute(sql`alter table customers add constraint customers_reference_unique unique (reference)`),
    database.admin,
  )
  expect(after).toEqual({ ...before, customers: (before.customers ?? 0) + 1 })
}, 60_000)
