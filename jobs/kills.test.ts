import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, eq, sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { loadConfig } from '#config'
import { type Database, openDatabase } from '#db/client.ts'
import { auditLog } from '#db/schema/activity.ts'
import { copies, copyChunks } from '#db/schema/copies.ts'
import { certificates, deletions, tombstones } from '#db/schema/deletions.ts'
import { holdings } from '#db/schema/holdings.ts'
import { restrictions } from '#db/schema/restrictions.ts'
import { type Actor, type Ctx, noBrowser } from '#domain/context.ts'
import { askForCopy } from '#domain/copies/ask-for-copy.ts'
import { openCopy } from '#domain/copies/open-copy.ts'
import { localKeys, localMaster } from '#domain/crypto.ts'
import { answerDeletion } from '#domain/deletions/answer-deletion.ts'
import { proposeDeletion } from '#domain/deletions/propose-deletion.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { scopes } from '#domain/permissions.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { answerTask } from '#domain/task-answers/answer-task.ts'
import { catalogue } from '#policy/load.ts'
import { bytesOf } from '#testing/copies.ts'
import { createDatabase } from '#testing/databases.ts'
import { asksForDeletion } from '#testing/deletions.ts'
import { inventCustomers } from '#testing/systems.ts'
import { answeringSystem, tasksOf } from '#testing/tasks.ts'
import { unzip } from '#testing/unzip.ts'
import type { World } from '#testing/world.ts'

/** For a machine that is busy with other things; alone it takes a fraction of it. */
const patience = { timeout: 60_000, interval: 20 }
/** What holds a worker in the middle of what it writes; the test lets it go. */
const barrier = 12_118

let folder: string
let database: Database
let ctx: (actor: Actor, subject?: string | null) => Ctx
let settings: Record<string, string>
let worker: ChildProcess | undefined
/** The connection that holds the barrier: it is let go by the one that took it. */
let holder: pg.Client

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arqau-kill-'))
  const { admin, portal } = await createDatabase(inject('serverUrl'), { template: 'template_arqau' })
  settings = {
    DATABASE_URL: portal,
    ARQAU_DEMO: 'true',
    ARQAU_DATA: join(folder, 'data'),
    LOG_LEVEL: 'silent',
  }
  const { secrets } = loadConfig(settings)
  const keys = localKeys(localMaster('local-1', secrets.ARQAU_MASTER_KEY), secrets.ARQAU_LOOKUP_KEY)
  database = await openDatabase({ url: admin })
  holder = new pg.Client({ connectionString: admin })
  await holder.connect()
  const { db } = database
  ctx = (actor, subject = null) => ({
    ...{
      actor,
      subject,
      locale: 'kk',
      now: new Date(),
      requestId: randomUUID(),
      browser: noBrowser,
      db,
      keys,
    },
  })
  await publishPolicy(ctx({ kind: 'worker' }), catalogue())
  await db.execute(sql`create function test_wait() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock_shared(${sql.raw(String(barrier))}); return new; end $$`)
})
afterAll(async () => {
  await holder.end()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await holder.query('select pg_advisory_lock($1)', [barrier])
})
afterEach(kill)

function start(): void {
  worker = spawn(process.execPath, ['jobs/worker.ts'], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
async function kill(): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return
  const exited = once(worker, 'exit')
  worker.kill('SIGKILL')
  await exited
}

const system = { kind: 'system', systemId: 'core-banking', scopes } as const
const customerOf = (subject: string): Ctx & { subject: string } => ({
  ...ctx({ kind: 'customer', sessionId: randomUUID(), verifiedAt: new Date() }, subject),
  subject,
})
const staffOf = (staffId: string, role: 'agent' | 'supervisor', subject: string) =>
  ctx({ kind: 'staff', staffId, role, sessionId: randomUUID(), authenticatedAt: new Date() }, subject)
async function someone(): Promise<string> {
  const [subject = ''] = await inventCustomers(ctx(system), 1)
  const own = (field: string, value: string) => ({ field, value, obtainedVia: 'app' })
  await putHoldings(ctx(system, subject), {
    holdings: [own('location', 'Алматы'), own('address', 'Шымкент қ., 5')],
  })
  return subject
}

/** Kills the worker while it waits at the barrier in the middle of writing to a table, then lets a new one do it. */
async function killWhileWriting(table: string): Promise<void> {
  const count = async (from: string) =>
    (await holder.query<{ all: number }>(`select count(*)::int "all" from ${from}`)).rows[0]?.all
  await holder.query(
    `create trigger test_wait before insert on ${table} for each row execute function test_wait()`,
  )
  start()
  const waiting = `pg_locks where locktype = 'advisory' and objid = ${barrier} and not granted`
  await expect.poll(() => count(waiting), patience).toBe(1)
  await kill()
  await holder.query('select pg_advisory_unlock($1)', [barrier])
  // What the killed worker's connections still do ends without being kept.
  const connected = 'pg_stat_activity where datname = current_database() and usename <> current_user'
  await expect.poll(() => count(connected), patience).toBe(0)
  await holder.query(`drop trigger test_wait on ${table}`)
}

const actionsOf = async (subject: string, action: string) =>
  (
    await database.db
      .select({ all: count() })
      .from(auditLog)
      .where(sql`${auditLog.customerId} = ${subject} and ${auditLog.action} = ${action}`)
  )[0]?.all

it('a copy whose worker is killed while it writes is offered once, whole, by the next one', async () => {
  const { db } = database
  const subject = await someone()
  const customer = customerOf(subject)
  const { id: copyId } = await askForCopy(customer)
  const row = async () => (await db.select().from(copies).where(eq(copies.id, copyId)))[0]
  await killWhileWriting('copy_chunks')
  expect(await row()).toMatchObject({ state: 'making', readyAt: null })
  await expect(openCopy(customer, { copyId })).rejects.toThrow()
  // A minute without a sign of life goes by.
  await db.update(copies).set({ dueAt: new Date() }).where(eq(copies.id, copyId))
  start()
  await expect.poll(async () => (await row())?.state, patience).toBe('ready')
  expect(await actionsOf(subject, 'copy.ready')).toBe(1)
  const opened = await openCopy(customerOf(subject), { copyId })
  const files = unzip(await bytesOf(opened.content))
  expect(JSON.parse(files.get('data.json')?.toString('utf8') ?? '').copy.id).toBe(copyId)
  const chunks = await db.select().from(copyChunks).where(eq(copyChunks.copyId, copyId))
  expect(chunks.every(({ number }) => number >= 0)).toBe(true)
})

it('a deletion whose worker is killed while it writes leaves nothing of it, and is carried out once by the next one', async () => {
  const { db } = database
  const subject = await someone()
  const world = { db, system: () => ctx(system) } as World
  const answering = await answeringSystem(world)
  const { id: caseId } = await asksForDeletion(customerOf(subject))
  await proposeDeletion(staffOf('Қ-901', 'agent', subject), { caseId, lastStep: 2 })
  await answerDeletion(staffOf('Қ-902', 'supervisor', subject), { caseId, answer: 'approve', lastStep: 2 })
  const [task] = await tasksOf(world, caseId)
  await answerTask(answering, {
    id: task?.id,
    answers: task?.fields.map((field) => ({ field, outcome: 'done' })),
  })
  const left = async () => ({
    held: (await db.select().from(holdings).where(eq(holdings.customerId, subject)))
      .map(({ field }) => field)
      .filter((field) => field === 'location' || field === 'address')
      .sort(),
    stones: await db.$count(tombstones, eq(tombstones.customerId, subject)),
    restricted: await db.$count(restrictions, eq(restrictions.customerId, subject)),
    certified: await db.$count(certificates, eq(certificates.customerId, subject)),
  })
  await killWhileWriting('certificates')
  expect(await left()).toEqual({ held: ['address', 'location'], stones: 0, restricted: 0, certified: 0 })
  await db.update(deletions).set({ dueAt: new Date() }).where(eq(deletions.id, caseId))
  start()
  await expect.poll(async () => (await left()).certified, patience).toBe(1)
  expect(await left()).toMatchObject({ held: ['address'], stones: 1, certified: 1 })
  expect(await actionsOf(subject, 'deletion.carried-out')).toBe(1)
})
