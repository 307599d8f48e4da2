import type { Browser, Cookie } from '@playwright/test'
import { printTable, type Target } from '../table.ts'
import type { PortalPage, Session } from './portal-pages.ts'

/** How much script a page may load above an empty one, in kB (1,000 bytes) of gzip; more where it queries its own rows. */
const budgetOf = (path: string) => (path === '/consents' ? 28 : 25)

/** The script that a browser with an empty cache loads for each page, next to an empty page. */
export async function firstLoad(
  browser: Browser,
  portal: string,
  bare: string,
  pages: readonly PortalPage[],
  session: Session,
): Promise<Target> {
  const empty = await scriptsOf(browser, bare, [])
  const rows = []
  for (const { path, customer } of pages) {
    const loaded = await scriptsOf(browser, new URL(path, portal).href, customer ? session.cookies : [])
    rows.push({ path, ...loaded, above: loaded.kB - empty.kB })
  }
  printTable(
    'First-load script, kB gzip',
    ['page', 'files', 'total', 'above empty', ''],
    [
      ['an empty page', String(empty.files), empty.kB.toFixed(1), '', ''],
      ...rows.map(({ path, files, kB, above }) => [
        path,
        String(files),
        kB.toFixed(1),
        above.toFixed(1),
        above > budgetOf(path) ? `> ${budgetOf(path)}` : '',
      ]),
    ],
  )
  return {
    sentence: 'at most 25 kB gzip of script above an empty page, 28 on /consents',
    met: rows.every(({ path, above }) => above <= budgetOf(path)),
  }
}

/** The scripts a fresh browser loads until the network is idle, in bytes as sent. */
async function scriptsOf(
  browser: Browser,
  url: string,
  cookies: Cookie[],
): Promise<{ files: number; kB: number }> {
  const context = await browser.newContext()
  await context.addCookies(cookies)
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  const bytes = await Promise.all(sizes)
  await context.close()
  return { files: bytes.length, kB: bytes.reduce((sum, size) => sum + size, 0) / 1000 }
}
