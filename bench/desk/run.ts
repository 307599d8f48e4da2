import { cpus } from 'node:os'
import { openDatabase } from '#db/client.ts'
import { migrateServer } from '#db/migrate.ts'
import { localKeys, localMaster, newKey } from '#domain/crypto.ts'
import { createDatabase } from '#testing/databases.ts'
import { startPostgres } from '#testing/postgres.ts'
import { printTable, quantile, type Target } from '../table.ts'
import { type Question, questionsOf } from './questions.ts'
import { type DeskSize, fillDesk } from './world.ts'

/**
 * `npm run bench:desk`: how long the complaint desk takes to find open complaints among closed ones, on a Postgres of its
 * own, next to the cheapest possible query. The result is printed; it never fails.
 * `npm run bench:desk -- 10000 100000 1000000` says how many complaints there are, of which one in a hundred is open;
 * `1000000/1000` says how many are open too.
 */
const asked = process.argv.slice(2)
const sizes = (asked.length > 0 ? asked : ['10000', '100000']).map(readSize)
/** Postgres settles on a plan after five runs. */
const warmUp = 6
const rounds = 40
/** A slow query is not repeated for longer than this, in ms, after its first few runs. */
const patience = { ms: 4000, rounds: 5 }
const now = new Date('2026-11-20T07:00:00Z')
const keys = localKeys(localMaster('bench', newKey()), newKey())
/** The limit for an open page at `total` complaints, in ms, and for its growth from the smallest size to the largest. */
const most = { ms: 40, total: 100_000, growth: 2 }

type Timed = Pick<Question, 'name' | 'open'> & { ms: number; ratio: number }
/** Medians, in ms. */
interface Measured {
  size: DeskSize
  floor: number
  timed: Timed[]
}

function readSize(text: string): DeskSize {
  const [total = Number.NaN, open = Math.round(total / 100)] = text.split('/').map(Number)
  if (!(open > 0 && total > open)) throw new Error(`not a number of complaints: ${text}`)
  return { total, open }
}

const postgres = await startPostgres()
try {
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, Postgres 18`,
  )
  const measured: Measured[] = []
  for (const size of sizes) measured.push(await measure(size))
  print(measured)
} finally {
  await postgres.stop()
}
process.exit(0)

/** Runs each query in turns with the floor, in a fresh database of that size. */
async function measure(size: DeskSize): Promise<Measured> {
  const name = `desk_${size.total}_${size.open}`
  const { admin, owner, portal } = await createDatabase(postgres.url, { name })
  await migrateServer(owner)
  const database = await openDatabase({ url: portal })
  const sample = await fillDesk(admin, keys, size, now)
  const { floor, questions, remindOfAll, countOpen } = questionsOf(database.db, keys, now, sample)
  if ((await countOpen()) !== size.open) throw new Error('the queue does not hold what was opened')
  // The first pass sends all reminders; those after it find nothing to send, as on most days.
  await remindOfAll()
  const floors: number[] = []
  const timed: Timed[] = []
  for (const { name, open, ask } of questions) {
    for (let round = 0; round < warmUp; round++) await Promise.all([ask(), floor()])
    const own: number[] = []
    const beside: number[] = []
    const until = performance.now() + patience.ms
    while (own.length < rounds && (own.length < patience.rounds || performance.now() < until)) {
      own.push(await timeOf(ask))
      beside.push(await timeOf(floor))
    }
    floors.push(...beside)
    const ms = quantile(own, 0.5)
    timed.push({ name, open, ms, ratio: ms / quantile(beside, 0.5) })
  }
  await database.close()
  return { size, floor: quantile(floors, 0.5), timed }
}

async function timeOf(ask: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await ask()
  return performance.now() - began
}

function print(measured: Measured[]): void {
  const [least] = measured
  const greatest = measured.at(-1)
  if (!least || !greatest) return
  const cell = (ms: number, ratio: number) => `${ms.toFixed(1)} (${ratio.toFixed(0)}×)`
  printTable(
    `Median ms over up to ${rounds} rounds (times the floor: one complaint with its steps, by its key)`,
    ['', ...measured.map(({ size }) => `${count(size.total)}, ${count(size.open)} open`)],
    [
      ['the floor', ...measured.map(({ floor }) => cell(floor, 1))],
      ...least.timed.map(({ name }, at) => [
        name,
        ...measured.map(({ timed }) => cell(timed[at]?.ms ?? 0, timed[at]?.ratio ?? 0)),
      ]),
    ],
  )
  console.log()
  for (const { sentence, met } of targetsOf(measured, least, greatest))
    console.log(`${met ? '✓ met' : '✗ not met'}: ${sentence}`)
}

function targetsOf(measured: Measured[], least: Measured, greatest: Measured): Target[] {
  const open = ({ timed }: Measured) => timed.filter((one) => one.open).map(({ ms }) => ms)
  const targets: Target[] = []
  const slowest = Math.max(...measured.filter(({ size }) => size.total === most.total).flatMap(open))
  if (slowest > 0)
    targets.push({
      sentence: `what is open found within ${most.ms} ms among ${count(most.total)} (${slowest.toFixed(0)} at most)`,
      met: slowest <= most.ms,
    })
  const growth = Math.max(...open(greatest).map((ms, at) => ms / (open(least)[at] ?? 0)))
  if (least !== greatest)
    targets.push({
      sentence: `in no more than ${most.growth}× the time among ${count(greatest.size.total)} as among ${count(least.size.total)} (${growth.toFixed(1)}× at most)`,
      met: growth <= most.growth,
    })
  return targets
}

function count(number: number): string {
  return number.toLocaleString('en')
}
