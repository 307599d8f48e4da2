import type { Page } from '@playwright/test'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { showComplaint } from '#domain/complaints/show-complaint.ts'
import { writeMessage } from '#domain/complaints/write-message.ts'
import { recordDecision } from '#domain/consents/record-decision.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { localeCookie } from '#i18n/locale.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { bankMoves } from '#testing/browser/complaint-desk.ts'
import { customerPages } from '#testing/browser/customer-pages.ts'
import { expect, type Guest, policy, systemContext, test } from '#testing/browser/fixtures.ts'
import { countPages, layOut, withoutColour } from '#testing/browser/printed.ts'

/** Pages on paper, which is as wide wherever they are printed from. */
const longName = 'Әбілмансұров-Қожахметов Нұрсұлтанмұхаммед Бауыржанқожаұлы'
const inFull = async ({ ctx }: Guest) =>
  putHoldings(await systemContext(ctx.subject), {
    holdings: [{ field: 'full-name', value: longName, obtainedVia: 'account-opening' }],
  })
const imprint = (page: Page) => page.locator('.imprint')
/** Paper needs no scripts, and without them pages come faster. */
const withoutScripts = (page: Page) => page.route('**/_next/**/*.js', (route) => route.abort())
const speak = (page: Page, locale: string, url = '') =>
  page.context().addCookies([{ name: localeCookie, value: locale, url }])

test(
  'every receipt is one page, in every language, with the whole name, number, date and address',
  anyWidth,
  async ({ page, signIn, baseURL }) => {
    const guest = await signIn('new')
    await withoutScripts(page)
    await inFull(guest)
    const system = await systemContext(guest.ctx.subject)
    const receipts: string[] = []
    for (const { id: consent } of policy().consents.consents) {
      const told = { consent, channel: 'branch', locale: 'ru', evidence: 'A'.repeat(60), confirmed: true }
      const given = await recordDecision(system, { ...told, outcome: 'given', previousId: null })
      const yes = given.history[0]?.id ?? null
      const no = await recordDecision(system, { ...told, outcome: 'withdrawn', previousId: yes })
      receipts.push(yes ?? '', no.history[0]?.id ?? '')
    }
    let [tallest, most] = ['', 0]
    await speak(page, 'en', baseURL)
    for (const id of receipts) {
      await page.goto(`/receipts/${id}`)
      const pages = await layOut(page)
      expect(pages, id).toBeLessThan(1)
      if (pages > most) [tallest, most] = [id, pages]
    }
    for (const locale of ['kk', 'ru', 'en']) {
      await speak(page, locale, baseURL)
      await page.goto(`/receipts/${tallest}`)
      expect(await countPages(page), locale).toBe(1)
      await expect(page.getByRole('main')).toContainText(longName)
      await expect(page.getByRole('main')).toContainText(tallest)
      await expect(imprint(page)).toContainText(longName)
      await expect(imprint(page)).toContainText(new URL(`/receipts/${tallest}`, baseURL).href)
      await expect(imprint(page)).toContainText(/2026.*\d\d:\d\d/)
    }
  },
)

test(
  'a complaint of two or twenty messages fills its pages, and says whose it is and where it is checked',
  anyWidth,
  async ({ page, signIn, baseURL }) => {
    const guest = await signIn('new')
    await inFull(guest)
    const paragraph = 'Қараша айында келісімім жоқ екеніне қарамастан жарнамалық SMS алдым. '.repeat(6)
    const { id: caseId } = await fileComplaint(guest.ctx, {
      kind: 'ordinary',
      text: `${'Жарнамалық хабарламалар туралы өте ұзақ тақырыпты шағым '.repeat(3)}\n${paragraph}`,
    })
    const { reference } = await showComplaint(guest.ctx, { caseId })
    for (const [messages, longest] of [
      [2, 2],
      [20, 8],
    ] as const) {
      for (let sent = (await showComplaint(guest.ctx, { caseId })).lastStep; sent < messages; sent++) {
        const ctx = { ...guest.ctx, now: new Date() }
        if (sent % 4 === 3)
          await bankMoves(guest, {
            caseId,
            kind: 'waiting-customer',
            text: paragraph.repeat(sent === 7 ? 12 : 1),
            lastStep: sent,
          })
        else await writeMessage(ctx, { caseId, kind: 'message', text: paragraph, lastStep: sent })
      }
      for (const locale of ['kk', 'ru', 'en']) {
        await speak(page, locale, baseURL)
        await page.goto(`/complaints/${caseId}`)
        const height = await layOut(page)
        const pages = await countPages(page)
        expect(pages, `${locale}: ${height} pages of text`).toBeLessThanOrEqual(Math.ceil(height * 1.08))
        expect(pages).toBeLessThanOrEqual(longest)
      }
    }
    await expect(page.getByRole('main')).toContainText(reference)
    await expect(imprint(page)).toContainText(longName)
    const address = `/c/${reference.replace(/^\D+/, '')}`
    await expect(imprint(page)).toContainText(new URL(address, baseURL).href)
    await page.goto(address)
    await expect(page).toHaveURL(`/complaints/${caseId}`)
  },
)

test(
  'paper has no bar, button or banner, opens what is folded, and cuts no row',
  anyWidth,
  async ({ page, signIn, baseURL }) => {
    const { ctx } = await signIn('late')
    await withoutScripts(page)
    const [complaint] = await listComplaints(ctx)
    const paths = [...customerPages, `/complaints/${complaint?.id}`, '/about', '/policy']
    for (const path of paths) {
      await page.goto(path)
      await expect(imprint(page), path).toBeHidden()
      await layOut(page)
      const left = await page
        .locator('button, nav, [role=switch], .bar, .rail, .band, .toast, .skip, select')
        .filter({ visible: true })
        .evaluateAll((found) => found.map((one) => one.outerHTML.slice(0, 200)))
      expect(left, path).toEqual([])
      await expect(imprint(page), path).toBeVisible()
      await expect(imprint(page), path).toContainText(baseURL ?? '')
      const folded = page.locator('main .inset').filter({ visible: false })
      expect(await folded.count(), path).toBe(0)
      const cut = await page.locator('main tr, main .row, main .ledger > li').evaluateAll((rows) =>
        rows
          .filter((row) => getComputedStyle(row).breakInside !== 'avoid')
          .filter((row) => !row.querySelector('tr, li'))
          .map((row) => row.outerHTML.slice(0, 200)),
      )
      expect(cut, path).toEqual([])
      if (path !== paths.at(-1)) await page.emulateMedia({ media: 'screen' })
    }
    const json = page.locator('#version a[type="application/json"]')
    const written = await json.evaluate((link) => getComputedStyle(link, '::after').content)
    expect(written).toContain(`${baseURL}/policy/`)
    await expect(imprint(page)).toContainText(/\/policy\/\d+$/)
  },
)

test('marks are told apart without colour and background', anyWidth, async ({ page, signIn }) => {
  const { ctx } = await signIn('late')
  const [complaint] = await listComplaints(ctx)
  await page.goto(`/complaints/${complaint?.id}`)
  await layOut(page)
  await withoutColour(page)
  /** Draws each kind in the same place. @returns how many pictures there are of how many kinds */
  const drawn = async (selector: string, attribute: string, kinds: string[], before = '') => {
    const mark = page.locator(selector).first()
    const pictures = new Set<string>()
    for (const kind of kinds) {
      await mark.evaluate(
        (one, [name = '', value = '']) => one.setAttribute(name, value),
        [attribute, before + kind],
      )
      pictures.add((await mark.screenshot()).toString('base64'))
    }
    return [pictures.size, kinds.length]
  }
  const same = (expected: number[]) => expect(expected[0]).toBe(expected[1])
  const knots = ['ring', 'disc', 'stitch', 'stop', 'now', 'now-off', 'next']
  const lines = ['solid', 'cut', 'dots', 'none']
  same(await drawn('.thread > li', 'data-knot', knots))
  same(await drawn('.thread > li', 'data-line', lines))
  same(await drawn('.state', 'class', ['done', 'wait', 'off', 'bad'], 'state '))
  await page
    .locator('.thread')
    .first()
    .evaluate((list) => list.classList.add('across'))
  same(await drawn('.thread > li', 'data-knot', knots))
  same(await drawn('.thread > li', 'data-line', lines))
  await page
    .locator('.state')
    .first()
    .evaluate((one) => one.setAttribute('class', 'notice'))
  same(await drawn('.notice', 'class', ['', 'warn', 'refuse'], 'notice '))
})
