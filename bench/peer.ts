import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { startPostgres } from '#domain/testing/engines.ts'
import { c15t, isInstalled, loadC15t, type PeerRequest } from './peers/c15t.ts'

/** Measures the peer alone: `npm run bench:peer -- [subjects] [seconds]`. `npm run bench:api` sets it beside ours. */
if (!isInstalled()) throw new Error('first: npm ci --prefix bench/peers')
const subjects = Number(process.argv[2] ?? 10_000)
const seconds = Number(process.argv[3] ?? 5)
const folder = await mkdtemp(join(tmpdir(), 'arqau-peers-'))
await chmod(folder, 0o755)
const postgres = await startPostgres(join(folder, 'postgres'))
let count = 0
for (const indexed of [false, true]) {
  const began = performance.now()
  const url = await loadC15t(postgres.url, subjects, { indexed })
  console.log(`loaded ${subjects} subjects in ${Math.round(performance.now() - began)} ms`)
  const peer = c15t(url, subjects, indexed ? 'with indexes added' : 'as it comes')
  const running = await peer.start()
  for (const [what, request] of [
    ['check', peer.check],
    ['write', peer.write],
  ] as const) {
    await expectAnswer(running.url, request(count++))
    const result = await load(running.url, request)
    console.log(
      `${peer.name}, ${what}: ${Math.round(result.requests.average)}/s, p50 ${result.latency.p50} ms, p99 ${result.latency.p99} ms, ` +
        `${result.non2xx} refused, ${result.errors} failed`,
    )
  }
  await running.stop()
}
await postgres.stop()
await rm(folder, { recursive: true, force: true })

/** What it answers must be what it was loaded with, or the measurement is of something else. */
async function expectAnswer(url: string, { path, ...request }: PeerRequest): Promise<void> {
  const answer = await fetch(url + path, request)
  const text = await answer.text()
  const expected = request.method === 'GET' ? '"hasConsent":true' : '"consentId"'
  if (!answer.ok || !text.includes(expected)) throw new Error(`${path}: ${answer.status} ${text}`)
}

function load(url: string, request: (nth: number) => PeerRequest) {
  const next = (sent: autocannon.Request) => ({ ...sent, ...request(count++) })
  return autocannon({ url, connections: 16, duration: seconds, requests: [{ setupRequest: next }] })
}
