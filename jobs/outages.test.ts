import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc, desc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { type Config, loadConfig } from '#config'
import { type Database, openDatabase } from '#db/client.ts'
import { migrateServer } from '#db/migrate.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { type Ctx, noBrowser } from '#domain/context.ts'
import { type Keys, localKeys, localMaster } from '#domain/crypto.ts'
import { scopes } from '#domain/permissions.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { catalogue } from '#policy/load.ts'
import { type DatabaseUrls, databaseUrls } from '#testing/accounts.ts'
import { createDatabase } from '#testing/databases.ts'
import { freePort } from '#testing/free-port.ts'
import { startPostgres } from '#testing/postgres.ts'
import { type Receiver, startReceiver, status } from '#testing/receiver.ts'
import { inventCustomers, subscribe } from '#testing/systems.ts'

/** For a machine that is busy with other things; alone it takes a fraction of it. */
const patienceMs = 60_000
const customers = 50
const each = 20
const consent = 'marketing-sms'

let folder: string
let receiver: Receiver
let decider: ChildProcess
let port: number
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arqau-outage-'))
  receiver = await startReceiver()
  receiver.answer(status(200, '{"status":"applied"}'))
  port = await freePort()
})
afterEach(async () => {
  await kill()
  await receiver.stop()
  await rm(folder, { recursive: true, force: true })
})

const settings = (url: string) => ({
  ...{
    DATABASE_URL: url,
    ARQAU_DEMO: 'true',
    ARQAU_DATA: join(folder, 'data'),
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
  },
  ...{ WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1', WEBHOOK_TIMEOUT_SECONDS: '2', LOG_LEVEL: 'silent' },
})
function start(url: string): void {
  decider = spawn(process.execPath, ['testing/decider.ts'], {
    env: { ...process.env, ...settings(url) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
async function kill(): Promise<void> {
  if (decider.exitCode !== null || decider.signalCode !== null) return
  const exited = once(decider, 'exit')
  decider.kill('SIGKILL')
  await exited
}
const keysOf = ({ secrets }: Config): Keys =>
  localKeys(localMaster('local-1', secrets.ARQAU_MASTER_KEY), secrets.ARQAU_LOOKUP_KEY)

/** Asks again until the answer comes: what is asked of is being ended and started meanwhile. */
async function persist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Has every customer decide 20 times while `disturb` does its worst, and waits until all of it has arrived. */
async function decideThrough(
  { admin, portal }: DatabaseUrls,
  disturb: (decided: () => number) => Promise<void>,
): Promise<void> {
  const database = await openDatabase({ url: admin })
  try {
    const keys = keysOf(loadConfig(settings(portal)))
    const system: Ctx = {
      actor: { kind: 'system', systemId: 'core-banking', scopes },
      ...{ subject: null, locale: 'kk', now: new Date(), requestId: randomUUID(), browser: noBrowser },
      ...{ db: database.db, keys },
    }
    await publishPolicy({ ...system, actor: { kind: 'worker' } }, catalogue())
    const people = await inventCustomers(system, customers)
    await subscribe({ db: database.db, keys }, receiver.url, { types: ['consent.decided'] })
    start(portal)
    const confirmed = new Set<string>()
    const deciding = Promise.all(people.map((subject) => decideEach(database, subject, confirmed)))
    await disturb(() => confirmed.size)
    await deciding
    await expectAllToldInOrder(database, people, confirmed)
  } finally {
    await database.close()
  }
}

async function decideEach({ db }: Database, subject: string, confirmed: Set<string>): Promise<void> {
  const latest = () =>
    persist(async () => {
      const { id, position } = consentDecisions
      const [row] = await db
        .select({ id, position })
        .from(consentDecisions)
        .where(eq(consentDecisions.customerId, subject))
        .orderBy(desc(position))
        .limit(1)
      return row
    })
  for (;;) {
    const before = await latest()
    if (before?.position === each) return
    const outcome = (before?.position ?? 0) % 2 === 0 ? 'given' : 'withdrawn'
    const body = JSON.stringify({
      consent,
      outcome,
      previousId: before?.id ?? null,
      channel: 'app',
      locale: 'kk',
    })
    const answer = await fetch(`http://127.0.0.1:${port}/${subject}`, { method: 'POST', body }).catch(
      () => null,
    )
    if (answer?.status !== 200) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      continue
    }
    const made = await latest()
    if (made) confirmed.add(made.id)
  }
}

async function expectAllToldInOrder({ db }: Database, people: string[], confirmed: Set<string>) {
  const rows = await db
    .select({ id: consentDecisions.id, customerId: consentDecisions.customerId })
    .from(consentDecisions)
    .orderBy(asc(consentDecisions.customerId), asc(consentDecisions.position))
  expect(rows).toHaveLength(customers * each)
  const heard = () => [
    ...new Set(
      receiver.bodies().flatMap(({ data }) => (data.type === 'consent.decided' ? data.data.decision : [])),
    ),
  ]
  await expect.poll(() => heard().length, { timeout: patienceMs, interval: 100 }).toBe(rows.length)
  const told = heard()
  for (const id of confirmed) expect(told).toContain(id)
  const owner = new Map(rows.map(({ id, customerId }) => [id, customerId]))
  const toldOf = Map.groupBy(told, (id) => owner.get(id))
  const madeBy = Map.groupBy(rows, ({ customerId }) => customerId)
  for (const subject of people) expect(toldOf.get(subject)).toEqual(madeBy.get(subject)?.map(({ id }) => id))
}

it(
  'no decision is lost or swapped when the process is killed again and again during a thousand of them',
  async () => {
    const database = await createDatabase(inject('serverUrl'), { template: 'template_arqau' })
    let kills = 0
    await decideThrough(database, async (decided) => {
      for (const mark of [200, 500, 800]) {
        await expect.poll(decided, { timeout: patienceMs, interval: 10 }).toBeGreaterThan(mark)
        await kill()
        kills += 1
        start(database.portal)
      }
    })
    expect(kills).toBe(3)
  },
  2 * patienceMs,
)

it(
  'no decision is lost or swapped when Postgres is restarted under the load',
  async () => {
    const postgres = await startPostgres()
    try {
      const urls = databaseUrls(postgres.url, 'arqau')
      await migrateServer(urls.owner)
      await decideThrough(urls, async (decided) => {
        for (const mark of [300, 600]) {
          await expect.poll(decided, { timeout: patienceMs, interval: 10 }).toBeGreaterThan(mark)
          await postgres.restart()
        }
      })
    } finally {
      await kill()
      await postgres.stop()
    }
  },
  2 * patienceMs,
)
