import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { promisify } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { migrateServer } from '#db/migrate.ts'
import { askForCopy } from '#domain/copies/ask-for-copy.ts'
import { endCopy } from '#domain/copies/end-copy.ts'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { scopes } from '#domain/permissions.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { catalogue } from '#policy/load.ts'
import { createDatabase } from '#testing/databases.ts'
import { startPostgres } from '#testing/postgres.ts'
import { printTable, quantile, type Target } from '../table.ts'
import { copyOut } from './copy-out.ts'
import { openStage } from './stage.ts'

/**
 * `npm run bench:copies`: a copy of 1,000 and one of 100,000 records, half of them disclosures and half entries of the log,
 * each made three times in a process of its own: the time, the peak memory of that process (the digest has one of its own),
 * the time of `COPY … TO STDOUT` of the same rows through gzip, and the time of an overview without and while the larger copy
 * is made: by a worker of its own, as the README says, and in the same process, as a trial has it. `PROFILE=folder` writes the process's CPU profile there. The result is printed; it never
 * fails.
 */
const sizes = [1000, 100_000] as const
const rounds = 3
const mostMemory = 1.25
const mostTime = 2.5
const mostOverview = 1.5
const iins = ['800101100013', '800101100033']

const drawn = z.array(z.object({ at: z.number(), ms: z.number() }))
const told = z.object({
  ran: z.string(),
  at: z.number(),
  seconds: z.number(),
  most: z.number(),
  alone: drawn,
  beside: drawn,
})
type Told = z.infer<typeof told>
const execute = promisify(execFile)

const postgres = await startPostgres(['shared_buffers=512MB'])
try {
  const { length, 0: first } = cpus()
  console.log(
    `${length} cores (${first?.model.trim()}), Node ${process.versions.node}, Postgres 18, fsync on`,
  )
  const { admin, owner, portal } = await createDatabase(postgres.url)
  await migrateServer(owner)
  const stage = await openStage(portal)
  await publishPolicy(stage.ctx({ kind: 'worker' }), catalogue())
  const runs = []
  for (const [nth, records] of sizes.entries()) {
    const customerId = await customerWith(admin, nth, records)
    const made = await makeOften(customerId, portal, records === sizes[1])
    const plain = []
    for (let round = 0; round < rounds; round += 1) plain.push(await copyOut(admin, rowsOf(customerId)))
    const apart = records === sizes[1] ? await makeApart(customerId, portal) : null
    runs.push({ records, made, apart, plain: quantile(plain, 0.5) })
  }
  report(runs)
  await stage.close()

  async function makeOften(customerId: string, url: string, besideOverview: boolean): Promise<Told[]> {
    const made: Told[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const ctx = stage.ctx(
        { kind: 'customer', sessionId: crypto.randomUUID(), verifiedAt: new Date() },
        customerId,
      )
      const { id } = await askForCopy(ctx)
      // The last round is beside an overview, and counts for that alone.
      const beside = round === rounds
      if (beside && !besideOverview) {
        await endCopy(ctx, { copyId: id })
        break
      }
      made.push(await make(url, beside ? customerId : ''))
      await forget(admin, id)
    }
    return made
  }

  /** A copy that is made while another process draws up overviews. */
  async function makeApart(customerId: string, url: string): Promise<Pick<Told, 'alone' | 'beside'>> {
    const ctx = stage.ctx(
      { kind: 'customer', sessionId: crypto.randomUUID(), verifiedAt: new Date() },
      customerId,
    )
    const server = spawn(process.execPath, [`${import.meta.dirname}/overviews.ts`, url, customerId], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const heard: string[] = []
    server.stdout.setEncoding('utf8').on('data', (text: string) => heard.push(text))
    await once(server.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, 4000))
    await askForCopy(ctx)
    const { at, seconds } = await make(url, '')
    server.stdin.end()
    await once(server, 'close')
    const all = drawn.parse(JSON.parse(heard.join('').replace('warm\n', '')))
    const until = at + seconds * 1000
    // What was drawn while the maker's process started up is neither.
    return {
      alone: all.filter((one) => one.at < at - 1500),
      beside: all.filter((one) => one.at >= at && one.at <= until),
    }
  }
} finally {
  await postgres.stop()
}

async function make(url: string, customerId: string): Promise<Told> {
  const profile = process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : []
  const script = `${import.meta.dirname}/make.ts`
  const { stdout } = await execute(process.execPath, [...profile, script, url, customerId], {
    maxBuffer: 64 * 1024 * 1024,
  })
  const ran = told.parse(JSON.parse(stdout))
  if (ran.ran !== 'ready') throw new Error(`the copy was not made: ${ran.ran}`)
  return ran
}

/** Sets the copy back by some days, so that the next one may be asked for. */
async function forget(url: string, id: string): Promise<void> {
  await run(url, `update copies set asked_at = asked_at - interval '3 days' where id = '${id}'`)
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

/** Registers a customer of whom there are so many records. */
async function customerWith(url: string, nth: number, records: number): Promise<string> {
  const stage = await openStage(url)
  const system = stage.ctx({ kind: 'system', systemId: 'core-banking', scopes })
  const id = await registerCustomer(system, {
    reference: `C-${nth}`,
    iin: iins[nth],
    phone: `+7701000011${nth}`,
    locale: 'kk',
  })
  await stage.close()
  const recipient = catalogue().recipients.recipients.find(({ direction }) => direction !== 'in')
  const purpose = catalogue().purposes[0]
  const half = records / 2
  await run(
    url,
    `insert into disclosures (customer_id, id, recipient, purpose, basis, fields, disclosed_at, recorded_at)
      select '${id}', gen_random_uuid(), '${recipient?.id}', '${purpose?.id}', 'contract', '{phone,full-name}',
        now() - n * interval '1 minute', now() - n * interval '1 minute' from generate_series(1, ${half}) n`,
    `insert into audit_log (customer_id, id, at, action, actor_kind, actor_id, object_id, detail, request_id)
      select '${id}', gen_random_uuid(), now() - n * interval '1 minute', 'holding.revealed', 'customer', '${id}',
        null, '{"field":"phone"}', gen_random_uuid() from generate_series(1, ${half}) n`,
    'vacuum analyze',
  )
  return id
}

/** The rows that a copy has, as tables: what the baseline copies. */
function rowsOf(customerId: string): string[] {
  const tables = ['disclosures', 'audit_log', 'sessions', 'holdings', 'consent_decisions']
  return tables.map((table) => `select * from ${table} where customer_id = '${customerId}'`)
}

interface Run {
  records: number
  made: Told[]
  apart: Pick<Told, 'alone' | 'beside'> | null
  plain: number
}

function report(runs: Run[]): void {
  const measured = runs.map(({ records, made, plain }) => {
    const own = made.slice(0, rounds)
    return {
      records,
      plain,
      seconds: quantile(
        own.map(({ seconds }) => seconds),
        0.5,
      ),
      most: quantile(
        own.map(({ most }) => most),
        0.5,
      ),
    }
  })
  printTable(
    `A copy, the median of ${rounds} rounds`,
    ['records', 'seconds', 'COPY | gzip', 'ratio', 'most memory'],
    measured.map(({ records, seconds, plain, most }) => [
      records.toLocaleString('en'),
      seconds.toFixed(2),
      plain.toFixed(2),
      (seconds / plain).toFixed(1),
      `${(most / 1024 / 1024).toFixed(0)} MB`,
    ]),
  )
  const [small, large] = measured
  const last = runs.at(-1)
  const growth = (large?.most ?? 0) / (small?.most ?? 1)
  const ratio = (large?.seconds ?? 0) / (large?.plain ?? 1)
  const targets: Target[] = [
    {
      sentence: `memory ${growth.toFixed(2)} times as much, target at most ${mostMemory}`,
      met: growth <= mostMemory,
    },
    {
      sentence: `${ratio.toFixed(2)} times as long as COPY through gzip, target at most ${mostTime}`,
      met: ratio <= mostTime,
    },
    overviewTarget('by a worker beside', last?.apart),
    overviewTarget('in the same process', last?.made.at(-1)),
  ]
  for (const { sentence, met } of targets) console.log(`${met ? '✓ met' : '✗ not met'}: ${sentence}`)
}

function overviewTarget(where: string, times: Pick<Told, 'alone' | 'beside'> | null | undefined): Target {
  const p95 = (drawn: readonly { ms: number }[] = []) =>
    quantile(
      drawn.map(({ ms }) => ms),
      0.95,
    )
  const [alone, beside] = [p95(times?.alone), p95(times?.beside)]
  const ratio = beside / alone
  return {
    sentence: `an overview's p95 ${beside.toFixed(1)} ms while a copy is made ${where}, ${alone.toFixed(1)} ms without: ${ratio.toFixed(2)} times, target at most ${mostOverview}`,
    met: ratio <= mostOverview,
  }
}
