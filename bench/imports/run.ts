import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrateServer } from '#db/migrate.ts'
import { databaseUrls } from '#testing/accounts.ts'
import { createDatabase } from '#testing/databases.ts'
import { startPostgres } from '#testing/postgres.ts'
import { printTable, type Target } from '../table.ts'
import { type Floors, measureFloors } from './floors.ts'
import { type ImportRun, startImportServer, writeLines } from './server.ts'

/**
 * `npm run bench:imports`: rows a second over HTTP, from the first byte until the last row is validated, encrypted,
 * indexed and logged; the peak memory of the process; the same file sent again, which changes nothing; and the time each
 * part of the work takes when it runs alone. `CUSTOMERS=n` sets the size of the first file, ten lines a customer;
 * `PROFILE=folder` writes the server's CPU profile there. The result is printed; it never fails.
 */
const targetRows = 50_000
/** The limit for the memory of a file ten times as long, relative to the first. */
const mostGrowth = 1.25
/** The share an import should reach of the speed its parts allow. */
const nearEnough = 0.8
const small = Number(process.env.CUSTOMERS ?? 10_000)
const settings = ['shared_buffers=1GB', 'max_wal_size=8GB', 'checkpoint_timeout=15min']

const folder = await mkdtemp(join(tmpdir(), 'arqau-imports-'))
const postgres = await startPostgres(settings)
try {
  const { length, 0: first } = cpus()
  console.log(`${length} cores (${first?.model.trim()}), Node ${process.versions.node}, Postgres 18`)
  console.log(`fsync and synchronous_commit on, ${settings.join(', ')}`)
  const runs = await measureRuns()
  printTable(
    'Imports over HTTP',
    ['file', 'rows', 'seconds', 'rows/s', 'changed', 'most memory'],
    [
      rowOf('new', runs.fresh),
      rowOf('the same again', runs.again),
      rowOf('new, ten times as long', runs.long),
    ],
  )
  const floors = await measureEmpty()
  printFloors(floors)
  console.log()
  for (const { sentence, met } of targetsOf(runs, floors))
    console.log(`${met ? '✓ met' : '✗ not met'}: ${sentence}`)
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

interface Runs {
  fresh: ImportRun
  again: ImportRun
  long: ImportRun
}

async function measureRuns(): Promise<Runs> {
  const file = (name: string, customers: number, after: number) =>
    writeLines(join(folder, name), customers, after)
  const warmUp = await file('warm-up', 2000, 1_000_000)
  const once = await file('once', small, 0)
  const long = await file('long', small * 10, small)
  const server = await startImportServer(folder, databaseUrls(postgres.url, 'arqau'))
  try {
    await server.run(warmUp)
    return {
      fresh: await server.run(once),
      again: await server.run(once),
      long: await server.run(long),
    }
  } finally {
    await server.stop()
  }
}

/** Measures the floors on an empty database, twice: the first run warms up. */
async function measureEmpty(): Promise<Floors> {
  const floors = async (customers: number) => {
    const { admin, owner } = await createDatabase(postgres.url)
    await migrateServer(owner)
    return measureFloors(admin, customers)
  }
  await floors(2000)
  return floors(small)
}

function rowOf(file: string, ran: ImportRun): string[] {
  return [
    file,
    number(ran.rows),
    number(ran.seconds, 1),
    number(rate(ran)),
    number(ran.changed),
    `${number(ran.most / 1024 / 1024)} MB`,
  ]
}

function printFloors({ carry, read, seal, encode, insert }: Floors): void {
  const row = (part: string, micros: number) => [part, number(micros, 1), number(1_000_000 / micros)]
  printTable(
    'Its parts, each alone and with nothing else running',
    ['part', 'µs a row', 'rows/s'],
    [
      row('cut, compress, seal, unpack', carry),
      row('parse and validate', read),
      row('hash, make keys, seal values', seal),
      row('encode for Postgres', encode),
      row('all of Node', carry + read + seal + encode),
      row('all of Postgres: bare inserts', insert),
    ],
  )
}

function targetsOf({ fresh, long }: Runs, floors: Floors): Target[] {
  const node = floors.carry + floors.read + floors.seal + floors.encode
  const best = 1_000_000 / Math.max(node, floors.insert)
  const slower = node > floors.insert ? 'Node' : 'Postgres'
  const near = rate(fresh) / best
  const growth = long.most / fresh.most
  return [
    {
      sentence: `a new file at ${number(rate(fresh))} rows/s, target ${number(targetRows)}`,
      met: rate(fresh) >= targetRows,
    },
    {
      sentence: `it is at ${number(near, 2)} of what one core for Node and one for Postgres could do at best, ${number(best)} rows/s, which ${slower} bounds; target ${nearEnough}`,
      met: near >= nearEnough,
    },
    {
      sentence: `memory for a file ten times as long ${number(growth, 2)} times as much, target at most ${mostGrowth}`,
      met: growth <= mostGrowth,
    },
  ]
}

function rate({ rows, seconds }: ImportRun): number {
  return rows / seconds
}

function number(value: number, digits = 0): string {
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}
