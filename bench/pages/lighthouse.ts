import lighthouse, { type Result } from 'lighthouse'
import { printTable, quantile, type Target } from '../table.ts'
import type { PortalPage, Session } from './portal-pages.ts'

const runs = 3
const targets = { performance: 0.95, accessibility: 1, 'best-practices': 1 } as const
type Category = keyof typeof targets
const categories: Category[] = ['performance', 'accessibility', 'best-practices']

interface Scores extends Record<Category, number> {
  /** Largest contentful paint and, below, total blocking time, each of the median run, in ms. */
  paint: number
  blocking: number
  /** Audits that cost points of accessibility or best practices. */
  lost: string[]
}

/** Runs Lighthouse as a mid-range phone on a slow network, in the Chromium that listens on a debugging port. */
export async function lighthouseScores(
  debuggingPort: number,
  portal: string,
  bare: string,
  pages: readonly PortalPage[],
  session: Session,
): Promise<Target> {
  const empty = await scoresOf(debuggingPort, new URL(bare), undefined)
  const rows: (Scores & { path: string })[] = []
  for (const { path, customer } of pages) {
    const cookie = customer ? session.header : undefined
    rows.push({ path, ...(await scoresOf(debuggingPort, new URL(path, portal), cookie)) })
  }
  printTable(
    `Lighthouse, mobile: performance is the median of ${runs} runs, the others the lowest`,
    ['page', ...categories, 'LCP ms', 'TBT ms', 'points lost in'],
    [{ path: 'an empty page', ...empty }, ...rows].map((row) => [
      row.path,
      ...categories.map((category) => row[category].toFixed(2)),
      row.paint.toFixed(0),
      row.blocking.toFixed(0),
      row.lost.join(', '),
    ]),
  )
  return {
    sentence: 'Lighthouse mobile: performance ≥ 0.95, accessibility 1.00, best practices 1.00',
    met: rows.every((row) => categories.every((category) => row[category] >= targets[category])),
  }
}

async function scoresOf(port: number, url: URL, cookie: string | undefined): Promise<Scores> {
  const reports: Result[] = []
  for (let run = 0; run < runs; run++) reports.push(await audit(port, url.href, cookie))
  const median = (values: number[]) => quantile(values, 0.5)
  const scores = (category: Category) => reports.map((report) => report.categories[category]?.score ?? 0)
  const measured = (id: string) => reports.map((report) => report.audits[id]?.numericValue ?? 0)
  return {
    performance: median(scores('performance')),
    accessibility: Math.min(...scores('accessibility')),
    'best-practices': Math.min(...scores('best-practices')),
    paint: median(measured('largest-contentful-paint')),
    blocking: median(measured('total-blocking-time')),
    lost: [...new Set(reports.flatMap(lostIn))],
  }
}

/**
 * One run. A run whose trace a busy machine has spoilt is repeated.
 * @throws Error when every run is spoilt, or the page was not reached.
 */
async function audit(port: number, url: string, cookie: string | undefined, tries = 3): Promise<Result> {
  const extraHeaders: Record<string, string> = cookie ? { Cookie: cookie } : {}
  const flags = { port, logLevel: 'error', onlyCategories: categories, extraHeaders } as const
  const result = await lighthouse(url, flags)
  if (!result) throw new Error(`Lighthouse gave no result for ${url}`)
  const { runtimeError, finalDisplayedUrl } = result.lhr
  if (runtimeError && tries > 1) return audit(port, url, cookie, tries - 1)
  if (runtimeError) throw new Error(`Lighthouse at ${url}: ${runtimeError.message}`)
  if (finalDisplayedUrl !== url) throw new Error(`Lighthouse at ${url} was sent to ${finalDisplayedUrl}`)
  return result.lhr
}

const lostIn = ({ categories, audits }: Result): string[] =>
  [categories.accessibility, categories['best-practices']]
    .flatMap((category) => category?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
    .map(({ id }) => id)
