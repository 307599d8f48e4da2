import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzleNode } from 'drizzle-orm/node-postgres'
import { drizzle } from 'drizzle-orm/pglite'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { asRuntime, type Database, type Db, embeddedOptions, openDatabase } from '#db/client.ts'
import { type Listen, listenEmbedded } from '#db/listen.ts'
import { auditLog } from '#db/schema/activity.ts'
import type { LookPage } from '#db/schema/looks.ts'
import type { StaffRole } from '#db/schema/staff.ts'
import { type Actor, type Ctx, noBrowser, type StaffSession } from '#domain/context.ts'
import { type Keys, localKeys, localMaster, newKey } from '#domain/crypto.ts'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { scopes } from '#domain/permissions.ts'
import { signInStaff } from '#domain/staff/sign-in-staff.ts'
import { createDatabase } from './databases.ts'

/** IINs that cannot be a living person's: born in the 1800s. */
export const testIins = ['800101100013', '800101100033', '800101200001', '800101200025'] as const
export const testPhones = ['+77010000118', '+77010000225', '+77010000332', '+77010000447'] as const
/** A Friday noon in Almaty; tests that need another moment say so. */
export const testNow = new Date('2026-11-20T07:00:00Z')

const atDesk = {
  staffId: 'Қ-114',
  sessionId: '00000000-0000-4000-8000-000000000114',
  authenticatedAt: testNow,
}

/** A fresh migrated database with actors to act in it. */
export interface World {
  /** The database as a superuser: for looking at what was written, never for writing what a verb should. */
  db: Db
  /** The database as the portal's own login, which every context has. */
  login: Db
  /** The machine API's connections. */
  feeds: Db
  keys: Keys
  listen: Listen
  ctx(actor: Actor, subject?: string | null): Ctx
  visitor(): Ctx
  system(subject?: string): Ctx
  /** A system as the machine API lets it in, asking about the customer of that reference. */
  api(reference?: string): Ctx
  /** An agent at the desk, of whom the database has no row; enough for what asks only who acts. */
  staff(subject?: string, role?: StaffRole): Ctx
  /** A look at one page of the subject's view, though nobody granted it: for what must refuse it all the same. */
  support(subject: string, page: LookPage): Ctx
  /** A member of staff who has signed in: an agent unless told otherwise, with an IIN where it matters. */
  signedInStaff(role?: StaffRole, iin?: string): Promise<Ctx & { actor: { kind: 'staff' } & StaffSession }>
  worker(): Ctx
  /** Registers the nth invented customer (0 to 3) and gives the context of their signed-in browser. */
  customer(nth?: number, reference?: string): Promise<Ctx & { subject: string; reference: string }>
  /** The actions in the audit log, oldest first. */
  audited(): Promise<string[]>
}

/** Runs a suite once on the embedded engine and once on Postgres 18, each with a database of its own. */
export function onBothEngines(name: string, suite: (world: () => World) => void): void {
  describe.each(['embedded', 'server'] as const)(`${name} (%s)`, (engine) => {
    let world: World | undefined
    let close: (() => Promise<void>) | undefined
    beforeAll(async () => {
      const opened = engine === 'embedded' ? await openEmbedded() : await openServer()
      world = makeWorld(opened)
      close = opened.close
    })
    afterAll(() => close?.())
    suite(() => {
      if (!world) throw new Error('the world opens before the tests, not before the suite')
      return world
    })
  })
}

type Opened = Pick<Database, 'feeds' | 'listen' | 'close'> & Pick<World, 'db' | 'login'>

async function openEmbedded(): Promise<Opened> {
  const client = await PGlite.create({
    ...embeddedOptions,
    loadDataDir: await openAsBlob(inject('embeddedImage')),
  })
  await client.exec(asRuntime)
  const login: Db = drizzle(client)
  const db = drizzle(asSuperuser(client))
  return { db, login, feeds: login, listen: listenEmbedded(client), close: () => client.close() }
}

/** The same engine, which has one session: each statement or transaction takes the superuser's rights and gives them back. */
function asSuperuser(client: PGlite): PGlite {
  const transaction: PGlite['transaction'] = (work) =>
    client.transaction(async (tx) => {
      await tx.exec('set session authorization postgres')
      const result = await work(tx)
      await tx.exec(asRuntime)
      return result
    })
  const query: PGlite['query'] = (...sent) => transaction((tx) => tx.query(...sent))
  return new Proxy(client, {
    get: (of, name) =>
      name === 'query' ? query : name === 'transaction' ? transaction : Reflect.get(of, name),
  })
}

async function openServer(): Promise<Opened> {
  const { admin, portal } = await createDatabase(inject('serverUrl'), { template: 'template_arqau' })
  const pool = new Pool({ connectionString: admin, max: 4 })
  const { db: login, feeds, listen, close } = await openDatabase({ url: portal })
  return {
    db: drizzleNode(pool),
    login,
    feeds,
    listen,
    close: async () => {
      await Promise.all([pool.end(), close()])
    },
  }
}

/** The hashes of a browser's secret cookie, by all lookup keys. */
export function browserOf(
  keys: Keys,
  secret: string,
): { hash: string | null; otherHash?: string | undefined } {
  const [hash = null, otherHash] = keys.lookups('browser', secret)
  return { hash, otherHash }
}

/** The same database, as a process with other keys sees it. */
export const withKeys = (world: World, keys: Keys): World => makeWorld(world, keys)

function makeWorld(
  { db, login, feeds, listen }: Omit<Opened, 'close'>,
  keys = localKeys(localMaster('test', newKey()), newKey()),
): World {
  const ctx = (actor: Actor, subject: string | null = null): Ctx => ({
    actor,
    subject,
    locale: 'kk',
    now: testNow,
    requestId: randomUUID(),
    browser: noBrowser,
    db: login,
    keys,
    opensUnscanned: true,
  })
  const system = (subject?: string) => ctx({ kind: 'system', systemId: 'core-banking', scopes }, subject)
  return {
    db,
    login,
    feeds,
    keys,
    listen,
    ctx,
    system,
    api: (reference) => ({ ...system(), db: feeds, ...(reference === undefined ? {} : { reference }) }),
    visitor: () => ({
      ...ctx({ kind: 'visitor' }),
      browser: {
        ...browserOf(keys, randomUUID()),
        device: 'Chrome, Android',
        address: '192.0.2.1',
        gpc: false,
      },
    }),
    staff: (subject, role = 'agent') => ctx({ kind: 'staff', role, ...atDesk }, subject),
    support: (subject, page) =>
      ctx({ kind: 'support', lookId: randomUUID(), page, pages: [page], role: 'agent', ...atDesk }, subject),
    signedInStaff: async (role = 'agent', iin) => {
      const vouched = { issuer: 'https://id.example.kz', subject: randomUUID(), role, iin: iin ?? null }
      const session = await signInStaff(ctx({ kind: 'staff-sign-in' }), {
        ...vouched,
        authenticatedAt: testNow,
      })
      if (!session) throw new Error('the provider vouched for a role')
      const actor = { kind: 'staff', role, authenticatedAt: testNow, ...session } as const
      return { ...ctx(actor), actor }
    },
    worker: () => ctx({ kind: 'worker' }),
    customer: async (nth = 0, reference = `C-${nth}-${randomUUID()}`) => {
      const input = { reference, iin: testIins[nth], phone: testPhones[nth], locale: 'kk' }
      const subject = await registerCustomer(system(), input)
      return {
        ...ctx({ kind: 'customer', sessionId: randomUUID(), verifiedAt: testNow }),
        subject,
        reference,
      }
    },
    audited: async () =>
      (await db.select({ action: auditLog.action }).from(auditLog).orderBy(auditLog.at, auditLog.id)).map(
        (row) => row.action,
      ),
  }
}
