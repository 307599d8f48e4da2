import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '#config'
import { asRole } from '#db/as-role.ts'
import { type Database, openDatabase } from '#db/client.ts'
import { migrateServer } from '#db/migrate.ts'
import { staffRole } from '#db/schema/roles.ts'
import { recordDecision } from '#domain/consents/record-decision.ts'
import { type Ctx, noBrowser } from '#domain/context.ts'
import { localKeys, localMaster, newKey } from '#domain/crypto.ts'
import { scopes } from '#domain/permissions.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { startWorker } from '#jobs/worker.ts'
import { catalogue } from '#policy/load.ts'
import { databaseUrls } from '#testing/accounts.ts'
import { startPostgres } from '#testing/postgres.ts'
import { type Receiver, startReceiver, status } from '#testing/receiver.ts'
import { inventCustomers, subscribe } from '#testing/systems.ts'
import { printTable, quantile, type Target } from './table.ts'

/**
 * `npm run bench:deliveries`: the time from a decision to the request at the receiver, on both engines, with three
 * receivers of which one never answers; next to it the floor, one empty POST to the same receiver. The result is printed;
 * it never fails. `npm run bench:deliveries -- 500` says how many decisions there are.
 */
const decisions = Number(process.argv[2] ?? 200)
const customers = 20
const consent = 'marketing-sms'
const floorRounds = 100
/** The limit for the median, in ms. */
const most = { server: 100, embedded: 1000 }
type Engine = keyof typeof most

/** Milliseconds. */
interface Measured {
  engine: Engine
  floor: number[]
  /** From the decision's commit to the request at the receiver. */
  heard: number[]
  deciding: number[]
}

const folder = await mkdtemp(join(tmpdir(), 'arqau-bench-'))
const postgres = await startPostgres()
const measured: Measured[] = []
try {
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, Postgres 18, embedded engine`,
  )
  const { owner, portal } = databaseUrls(postgres.url, 'arqau')
  await migrateServer(owner)
  measured.push(await measure('server', await openDatabase({ url: portal })))
  measured.push(await measure('embedded', await openDatabase({ folder: join(folder, 'embedded') })))
  print()
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)

async function measure(engine: Engine, database: Database): Promise<Measured> {
  const config = loadConfig({
    ...{ ARQAU_DEMO: 'true', ARQAU_DATA: join(folder, 'data'), WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' },
  })
  const keys = localKeys(localMaster('bench', newKey()), newKey())
  globalThis.arqau = Promise.resolve({ config, database, keys })
  const ctx = (actor: Ctx['actor'], subject: string | null = null): Ctx => ({
    ...{ actor, subject, locale: 'kk', now: new Date(), requestId: randomUUID() },
    ...{ browser: noBrowser, db: database.db, keys },
  })
  const system = (subject?: string) => ctx({ kind: 'system', systemId: 'core-banking', scopes }, subject)
  await publishPolicy(ctx({ kind: 'worker' }), catalogue())
  const people = await inventCustomers(system(), customers)
  const receivers = await Promise.all([startReceiver(), startReceiver(), startReceiver()])
  const [prompt, applying, silent] = receivers
  if (!prompt || !applying || !silent) throw new Error('three receivers')
  applying.answer(status(200, '{"status":"applied"}'))
  silent.answer(() => {})
  for (const { url } of receivers) await asRole(database.db, staffRole, (db) => subscribe({ db, keys }, url))
  const floor = await floorOf(prompt)
  const worker = await startWorker()
  const deciding: number[] = []
  const decidedAt = new Map<string, number>()
  const latest = new Map<string, string>()
  for (let nth = 0; nth < decisions; nth++) {
    const subject = people[nth % customers] ?? ''
    const outcome = Math.floor(nth / customers) % 2 === 0 ? 'given' : 'withdrawn'
    const previousId = latest.get(subject) ?? null
    const began = performance.now()
    const asked = { consent, outcome, previousId, channel: 'app', locale: 'kk' }
    const { history } = await recordDecision(system(subject), asked)
    const id = history[0]?.id ?? ''
    deciding.push(performance.now() - began)
    decidedAt.set(id, performance.now())
    latest.set(subject, id)
    await pause(20)
  }
  const heard = await hearAll(prompt, decidedAt)
  await worker.stop()
  await database.close()
  for (const receiver of receivers) await receiver.stop()
  return { engine, floor, heard, deciding }
}

/** How long after its decision each request came. */
async function hearAll(receiver: Receiver, decidedAt: Map<string, number>): Promise<number[]> {
  for (
    let waited = 0;
    receiver.received.length - floorRounds < decidedAt.size && waited < 60_000;
    waited += 50
  )
    await pause(50)
  return receiver.received.slice(floorRounds).flatMap(({ text, at }) => {
    const decided = decidedAt.get(String(JSON.parse(text).data.data.decision))
    return decided === undefined ? [] : [Math.max(0, at - decided)]
  })
}

async function floorOf(receiver: Receiver): Promise<number[]> {
  const took: number[] = []
  for (let round = 0; round < floorRounds; round++) {
    const began = performance.now()
    await (await fetch(receiver.url, { method: 'POST', body: '{}' })).arrayBuffer()
    took.push(performance.now() - began)
  }
  return took
}

function print(): void {
  const ms = (values: readonly number[], share: number) => quantile(values, share).toFixed(1)
  printTable(
    `Milliseconds from a decision to the receiver’s request, ${decisions} decisions of ${customers} customers, 3 receivers, one of them silent`,
    ['', 'arrived', 'median', '95 %', 'most', 'the floor', 'a decision'],
    measured.map(({ engine, heard, floor, deciding }) => [
      engine === 'server' ? 'Postgres' : 'embedded',
      `${heard.length}`,
      ...[ms(heard, 0.5), ms(heard, 0.95), ms(heard, 1), ms(floor, 0.5), ms(deciding, 0.5)],
    ]),
  )
  console.log()
  const targets: Target[] = measured.map(({ engine, heard }) => ({
    sentence: `${engine === 'server' ? 'on Postgres' : 'on the embedded engine'} half of the requests come within ${most[engine]} ms (${ms(heard, 0.5)})`,
    met: heard.length === decisions && quantile(heard, 0.5) < most[engine],
  }))
  for (const { sentence, met } of targets) console.log(`${met ? '✓ met' : '✗ not met'}: ${sentence}`)
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time))
}
