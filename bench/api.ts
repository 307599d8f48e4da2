import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startPostgres } from '#domain/testing/engines.ts'
import { connections, load, type Round } from './api-load.ts'
import { startPeer } from './api-peers.ts'
import { batch, grouped, type Kind, type Measured, printMeasured, targetsOf } from './api-report.ts'
import { makeWorld } from './api-world.ts'

/**
 * `npm run bench:api`: what the machine API answers a second, beside bare programs that ask the same database, in
 * turns, on a Postgres of its own that keeps what it confirms. The result is printed, never a failure.
 * `-- small` takes two minutes, `-- peers` sets another consent backend beside it (first `npm ci --prefix bench/peers`);
 * numbers of customers may be given too. The portal must be built.
 */
const asked = process.argv.slice(2)
const small = asked.includes('small')
const withPeers = asked.includes('peers')
const numbers = asked.map(Number).filter((count) => count > 0)
const sizes = numbers.length > 0 ? numbers : small ? [10_000] : [10_000, 1_000_000]
const rounds = 3
const seconds = 3
/** A round of writes is as long as its requests, so that none is asked twice. */
const writes = small ? 4000 : 8000
const settings = ['shared_buffers=1GB', 'max_wal_size=8GB', 'checkpoint_timeout=15min']
/** Those that decide whether a confirmed write outlives the machine's power. */
const durability = ['fsync', 'synchronous_commit', 'full_page_writes']

const folder = await mkdtemp(join(tmpdir(), 'arqau-bench-'))
await chmod(folder, 0o755)
const postgres = await startPostgres(join(folder, 'postgres'), settings)
try {
  const { length, 0: first } = cpus()
  console.log(`${length} cores (${first?.model.trim()}), Node ${process.versions.node}, Postgres 18`)
  const kept = await settingsOf(postgres.url)
  console.log(`for all: ${kept}, ${settings.join(', ')}; ${connections} connections; no worker`)
  const measured: Measured[] = []
  for (const customers of sizes) measured.push(await measure(customers))
  measured.forEach(printMeasured)
  console.log()
  for (const { sentence, met } of targetsOf(measured))
    console.log(`${met ? '✓ met' : '✗ not met'}: ${sentence}`)
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)

async function measure(customers: number): Promise<Measured> {
  const began = performance.now()
  const { askings, portal, floor, headers, commits, stop } = await makeWorld(
    postgres.url,
    customers,
    new Date(),
  )
  const peers = withPeers
    ? await Promise.all([true, false].map((indexed) => startPeer(postgres.url, customers, indexed)))
    : []
  console.log(
    `${grouped(customers)} customers loaded in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
  const [ours, plain] = [{ seconds, headers }, { seconds }]
  const ways = new Map<Kind, () => Promise<Round>>([
    ['floorCheck', async () => load(floor.url, await askings.floorCheck(seconds * 10_000), plain)],
    ['check', () => load(portal.url, askings.check(seconds * 10_000, 1), ours)],
    ['checkMany', () => load(portal.url, askings.check(seconds * 1000, batch), ours)],
    ['floorRows', async () => load(floor.url, await askings.floorRows(writes), { seconds, once: true })],
    ['floorSmall', async () => load(floor.url, await askings.floorSmall(writes), { seconds, once: true })],
    ['decide', async () => load(portal.url, await askings.decide(writes), { ...ours, once: true })],
  ])
  const [indexed, bare] = peers
  if (indexed && bare)
    ways
      .set('peerCheck', () => load(indexed.url, indexed.check(seconds * 4000), plain))
      .set('peerCheckBare', () => load(bare.url, bare.check(seconds * 4000), plain))
      .set('peerWrite', () => load(indexed.url, indexed.write(seconds * 2000), plain))
      .set('peerWriteBare', () => load(bare.url, bare.write(seconds * 2000), plain))
  const done = new Map<Kind, Round[]>([...ways.keys()].map((kind) => [kind, []]))
  try {
    for (const ask of ways.values()) await ask()
    for (let round = 0; round < rounds; round++)
      for (const [kind, ask] of ways) done.get(kind)?.push(await ask())
    const before = await commits()
    await ways.get('decide')?.()
    return { customers, rounds: done, statements: ((await commits()) - before) / writes }
  } finally {
    await Promise.all([stop(), ...peers.map((peer) => peer.stop())])
  }
}

/** As the server has them. */
async function settingsOf(url: string): Promise<string> {
  const client = new Client({ connectionString: `${url}/postgres` })
  await client.connect()
  const { rows } = await client.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [durability],
  )
  await client.end()
  return rows.map(({ name, setting }) => `${name} ${setting}`).join(', ')
}
