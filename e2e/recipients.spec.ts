import type { Page } from '@playwright/test'
import { decide } from '#domain/consents/decide.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, test } from '#testing/browser/fixtures.ts'

const picture = (page: Page) => page.getByRole('img', { name: /Деректердің дереккөзден/ })
const rows = (page: Page) => page.locator('#disclosures tbody tr')
const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 720

test('a customer follows a recipient: its path, what it receives, what it was given', async ({
  page,
  signIn,
}) => {
  await signIn('gulsim')
  await page.goto('/recipients')
  await expect(picture(page)).toHaveCount(1)
  await expect(page.locator('figcaption')).toContainText('Жасыл сызық: Аударымға қатысқан клиенттер')

  await page.locator('figcaption').getByRole('link', { name: '«Жүйрік Жеткізу» ЖШС' }).click()
  await expect(page).toHaveURL('/recipients?recipient=zhuirik#flow')
  await expect(page.locator('figcaption')).toContainText('Жасыл сызық: «Жүйрік Жеткізу» ЖШС')
  await expect(picture(page).locator('path.hot').first()).toBeVisible()

  const row = page.locator('#zhuirik')
  await expect(row).toContainText('Негізі: шарт.')
  await row.locator('summary').click()
  await expect(row).toContainText('тұрғылықты мекенжай')
  await row.getByRole('link', { name: 'берілген жағдайлар' }).click()
  await expect(page).toHaveURL('/recipients?recipient=zhuirik&period=all#disclosures')
  await expect(rows(page).first()).toBeVisible()
  for (const told of await rows(page).getByRole('rowheader').allInnerTexts()) {
    expect(told).toBe('«Жүйрік Жеткізу» ЖШС')
  }
})

test('the page begins with who receives, on a phone in two lines each, and the picture comes after them', async ({
  page,
  signIn,
  baseURL,
}) => {
  await signIn('gulsim')
  for (const locale of ['ru', 'en', 'kk']) {
    await page.context().addCookies([{ name: 'arqau.locale', value: locale, url: baseURL ?? '' }])
    await page.goto('/recipients')
    const recipients = page.locator('main .row[id]')
    const lines = await recipients.evaluateAll((found) =>
      found.map((row) =>
        [...row.querySelectorAll<HTMLElement>('h3, summary')].reduce((sum, one) => {
          const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(one)
          const text = one.offsetHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom)
          return sum + Math.round(text / Number.parseFloat(lineHeight))
        }, 0),
      ),
    )
    expect(lines.length, locale).toBeGreaterThan(5)
    if (isPhone(page)) expect(Math.max(...lines), locale).toBe(2)
  }
  const [who, flow] = await Promise.all([
    page.locator('#who').boundingBox(),
    page.locator('#flow').boundingBox(),
  ])
  expect(await page.locator('main section').first().getAttribute('id')).toBe('who')
  expect((who?.y ?? 0) < (flow?.y ?? 0)).toBe(true)

  const row = page.locator('#zhuirik')
  const ground = row.getByText('Негізі: шарт.')
  await expect(ground).toBeVisible({ visible: !isPhone(page) })
  await expect(row.getByText('тұрғылықты мекенжай')).toBeHidden()
  await row.locator('summary').focus()
  await page.keyboard.press('Enter')
  await expect(ground).toBeVisible()
  await expect(row.getByText('тұрғылықты мекенжай')).toBeVisible()
})

test('of payees and other groups the customer reads who exactly and in which country, a person masked', async ({
  page,
  signIn,
  accessible,
}) => {
  await signIn('gulsim')
  await page.goto('/recipients?recipient=payees-abroad&period=all#disclosures')
  const first = rows(page).first().getByRole('rowheader')
  await expect(first).toContainText('Төлем алушылар')
  await expect(first).not.toContainText('Кез келген ел')
  await expect(page.locator('#disclosures')).toContainText(/Ankara Kitap A\.Ş\.\s+Түркия/)
  await expect(page.locator('#disclosures')).toContainText('«Дала Азық» ЖШС, Қазақстан')
  const row = page.locator('#payees-abroad')
  await row.locator('summary').click()
  await expect(row).toContainText('Соңғы нақты алушылар')
  await expect(row).toContainText('Donau Reisen GmbH, Германия')
  await accessible(page)
  await page.goto('/recipients?recipient=transfer-counterparties-all&period=all#disclosures')
  await expect(page.locator('#disclosures')).toContainText('Се•••••• А•••••, Қазақстан')
  await expect(page.locator('main')).not.toContainText('Сейітова')
})

test('what was passed on is paged from the newest on, and the filter is kept', async ({ page, signIn }) => {
  await signIn('gulsim')
  await page.goto('/recipients')
  await page.getByLabel('Кезеңі').selectOption('Барлық уақыт')
  await page.getByRole('search').getByLabel('Негізі').selectOption('Шарт')
  await page.getByRole('button', { name: 'Көрсету' }).click()
  await expect(page).toHaveURL('/recipients?recipient=&basis=contract&period=all#disclosures')
  await expect(rows(page)).toHaveCount(25)
  const timesOf = () =>
    rows(page)
      .locator('time')
      .evaluateAll((all) => all.map((one) => one.getAttribute('datetime')))
  const first = await timesOf()
  expect(first).toEqual(first.toSorted().reverse())

  await page.getByRole('link', { name: 'Одан бұрынғылары' }).click()
  await expect(page).toHaveURL(/basis=contract&period=all&cursor=/)
  await expect(page.getByLabel('Кезеңі')).toHaveValue('all')
  const second = await timesOf()
  expect((first.at(-1) ?? '') >= (second[0] ?? '')).toBe(true)
  expect(second).not.toEqual(first)

  await page.getByRole('link', { name: 'Ең жаңаларына қайту' }).click()
  await expect(page).toHaveURL('/recipients?basis=contract&period=all#disclosures')
  await expect.poll(timesOf).toEqual(first)
})

test(
  'an address that can’t be is refused with a sentence, and the rest of the page stands',
  anyWidth,
  async ({ page, signIn }) => {
    await signIn('gulsim')
    await page.goto('/recipients?cursor=tampered')
    await expect(page.locator('#disclosures').getByRole('alert')).toContainText(
      'Бұл беттің мекенжайы жарамсыз.',
    )
    await expect(picture(page)).toBeVisible()
    await page.goto('/recipients?recipient=nobody')
    await expect(page.locator('#disclosures').getByRole('alert')).toContainText('Мұндай алушы жоқ.')
  },
)

test('a consent taken back stops the path, and the page says so', async ({ page, signIn }) => {
  const { ctx } = await signIn('new')
  const given = await decide(ctx, { consent: 'marketing-sms', outcome: 'given', previousId: null })
  await page.goto('/recipients?recipient=zhetel-media')
  await expect(page.locator('#zhetel-media')).toContainText('«SMS арқылы жарнама» келісіміңіз')
  await expect(picture(page).locator('path.hot').first()).not.toHaveClass(/cut/)

  const previousId = given.history[0]?.id ?? null
  await decide({ ...ctx, now: new Date() }, { consent: 'marketing-sms', outcome: 'withdrawn', previousId })
  await page.reload()
  await expect(page.locator('#zhetel-media')).toContainText('Тоқтатылды')
  await expect(picture(page).locator('path.hot.cut').first()).toBeAttached()
  await expect(picture(page).locator('path.hot:not(.cut)')).toHaveCount(0)
})

test(
  'a customer of whom nothing was passed on is shown a sentence, not an empty table',
  anyWidth,
  async ({ page, signIn }) => {
    await signIn('empty')
    await page.goto('/recipients?period=all')
    await expect(page.locator('#disclosures')).toContainText('Деректеріңіз әлі ешкімге берілген жоқ.')
    await expect(rows(page)).toHaveCount(0)
  },
)

test('no word of the picture is cut off, in any language', async ({ page, signIn, baseURL }) => {
  await signIn('gulsim')
  for (const locale of ['kk', 'ru', 'en']) {
    await page.context().addCookies([{ name: 'arqau.locale', value: locale, url: baseURL ?? '' }])
    await page.goto('/recipients')
    const cut = await page.locator('.flow svg:visible').evaluate((svg) => {
      const edge = svg.getBoundingClientRect()
      const outside = (box: DOMRect) =>
        box.left < edge.left - 1 ||
        box.right > edge.right + 1 ||
        box.top < edge.top - 1 ||
        box.bottom > edge.bottom + 1
      return [...svg.querySelectorAll('text')]
        .filter((text) => outside(text.getBoundingClientRect()))
        .map((text) => text.textContent)
    })
    expect(cut, locale).toEqual([])
  }
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })
  test('the picture is a table as well, and filters work', async ({ page, signIn }) => {
    await signIn('gulsim')
    await page.goto('/recipients')
    await page.locator('#zhuirik summary').click()
    await expect(page.locator('#zhuirik').getByText('тұрғылықты мекенжай')).toBeVisible()
    await page.getByRole('radio', { name: 'Кесте' }).check({ force: true })
    await expect(picture(page)).toHaveCount(0)
    await expect(
      page.locator('.as-table').getByRole('rowheader', { name: 'Ешкімге берілмейді' }).first(),
    ).toBeVisible()
    await page.getByRole('search').getByLabel('Кімге').selectOption('Мемлекеттік органдар')
    await page.getByLabel('Кезеңі').selectOption('Барлық уақыт')
    await page.getByRole('button', { name: 'Көрсету' }).click()
    await expect(rows(page).first()).toContainText('Мемлекеттік органдар')
  })
})
