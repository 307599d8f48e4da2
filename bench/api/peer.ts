import { startPostgres } from '#testing/postgres.ts'
import { printTable } from '../table.ts'
import { load } from './load.ts'
import { startPeer } from './peers.ts'

/** Measures the peer alone: `npm run bench:peer -- [subjects] [seconds]`. `npm run bench:api -- peers` sets it beside ours. */
const subjects = Number(process.argv[2] ?? 10_000)
const seconds = Number(process.argv[3] ?? 5)
const postgres = await startPostgres([])
try {
  const rows: string[][] = []
  for (const indexed of [false, true]) {
    const peer = await startPeer(postgres.url, subjects, indexed)
    for (const what of ['check', 'write'] as const) {
      const { rate, p99 } = await load(peer.url, peer[what](seconds * 5000), { seconds })
      rows.push([
        `${what}, ${indexed ? 'with indexes added' : 'as it comes'}`,
        rate.toFixed(0),
        p99.toFixed(1),
      ])
    }
    await peer.stop()
  }
  printTable(`@c15t/backend with ${subjects} subjects`, ['', 'requests/s', 'p99, ms'], rows)
} finally {
  await postgres.stop()
}
process.exit(0)
