import { Agent, get } from 'node:http'
import { printTable, quantile, type Target } from '../table.ts'
import type { PortalPage, Session } from './portal-pages.ts'

const warmUp = 15
const rounds = 60
/** The limit for a page's time, as a multiple of the bare page's. */
const limit = 3
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** How long the server takes for each page, from the request to the last byte, in turns with a bare dynamic page. */
export async function serverTime(
  portal: string,
  bare: string,
  pages: readonly PortalPage[],
  session: Session,
): Promise<Target> {
  const ask = ({ path, customer }: PortalPage) =>
    timeOf(new URL(path, portal), customer ? { cookie: session.header } : {})
  // Warm up, so that the first page is not measured on a colder program than the last.
  for (let round = 0; round < warmUp; round++)
    for (const page of pages) await ask(page).then(() => timeOf(new URL(bare), {}))

  const rows = []
  for (const page of pages) {
    const own: number[] = []
    const beside: number[] = []
    for (let round = 0; round < rounds; round++) {
      own.push(await ask(page))
      beside.push(await timeOf(new URL(bare), {}))
    }
    rows.push({ path: page.path, own, beside, ratio: quantile(own, 0.5) / quantile(beside, 0.5) })
  }
  printTable(
    `Server time, ms over ${rounds} rounds: median (quartiles)`,
    ['page', 'page', 'bare page', 'ratio', ''],
    rows.map(({ path, own, beside, ratio }) => [
      path,
      spread(own),
      spread(beside),
      `${ratio.toFixed(1)}×`,
      ratio > limit ? `> ${limit}×` : '',
    ]),
  )
  return {
    sentence: `median server time within ${limit}× of a bare dynamic page`,
    met: rows.every(({ ratio }) => ratio <= limit),
  }
}

const spread = (times: readonly number[]) => {
  const [low = '', median = '', high = ''] = [0.25, 0.5, 0.75].map((share) =>
    quantile(times, share).toFixed(1),
  )
  return `${median} (${low}–${high})`
}

/** @throws Error when the page is not answered with 200. */
const timeOf = (url: URL, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    const began = performance.now()
    get(url, { agent, headers: { 'accept-encoding': 'gzip', ...headers } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url.pathname} answered ${response.statusCode}`))
      response.resume()
      response.once('end', () => resolve(performance.now() - began))
    }).once('error', reject)
  })
