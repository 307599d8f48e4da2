import { c15t, isInstalled, loadC15t, type PeerRequest } from '../peers/c15t.ts'
import type { BenchRequest } from './load.ts'

/** Another consent backend on the same Postgres server, loaded with the same number of subjects. */
export interface RunningPeer {
  url: string
  check(count: number): BenchRequest[]
  write(count: number): BenchRequest[]
  stop(): Promise<void>
}

/**
 * Loads and starts the peer on a database of its own, either unchanged or with indexes on the columns it looks up.
 * @throws Error when it is not installed, or does not answer with the data it was loaded with
 */
export async function startPeer(server: string, subjects: number, indexed: boolean): Promise<RunningPeer> {
  if (!isInstalled()) throw new Error('first: npm ci --prefix bench/peers')
  const database = await loadC15t(server, subjects, { indexed })
  const peer = c15t(database, subjects, indexed ? 'with indexes added' : 'as it comes')
  const { url, stop } = await peer.start()
  let nth = 0
  const some = (count: number, request: (nth: number) => PeerRequest): BenchRequest[] =>
    Array.from({ length: count }, () => {
      const { method, path, body } = request(nth++)
      return body === undefined ? { method, path } : { method, path, body: JSON.parse(body) }
    })
  await expectAnswer(url, peer.check(nth++), '"hasConsent":true')
  await expectAnswer(url, peer.write(nth++), '"consentId"')
  return {
    url,
    check: (count) => some(count, peer.check),
    write: (count) => some(count, peer.write),
    stop,
  }
}

/** It must answer with the data it was loaded with; otherwise something else would be measured. */
async function expectAnswer(url: string, { path, ...request }: PeerRequest, expected: string): Promise<void> {
  const answer = await fetch(url + path, request)
  const text = await answer.text()
  if (!answer.ok || !text.includes(expected)) throw new Error(`${path}: ${answer.status} ${text}`)
}
