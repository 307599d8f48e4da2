import type { Page } from '@playwright/test'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, policy, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'

const phoneField = (page: Page) => page.getByLabel('Ұялы телефон нөмірі')
const codeField = (page: Page) => page.getByLabel('Алты цифрлы код')
const askForCode = async (page: Page, phone: string) => {
  await page.goto('/sign-in')
  await phoneField(page).fill(phone)
  await page.getByRole('button', { name: 'Код алу' }).click()
}

test('a customer signs in with the code sent to their number, and out again', async ({
  page,
  newCustomer,
}) => {
  const { phone } = await newCustomer()
  await askForCode(page, phone)
  await expect(codeField(page)).toHaveAttribute('autocomplete', 'one-time-code')
  const code = await openDemoInbox(page.context(), phone)
  await codeField(page).fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await codeField(page).press('Enter')
  await expect(page).toHaveURL('/')

  await page.goto('/settings')
  await expect(page.getByText('Осы құрылғы')).toBeVisible()
  const menu = page.getByRole('button', { name: 'Мәзір' })
  if (await menu.isVisible()) await menu.click()
  const left = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/sign-out')
  await page.getByRole('button', { name: 'Шығу' }).filter({ visible: true }).click()
  expect(await (await left).headerValue('clear-site-data')).toBe('"cache", "storage"')
  await expect(page).toHaveURL('/sign-in')
  const kept = (await page.context().cookies()).map(({ name }) => name)
  expect(kept).toEqual(expect.arrayContaining(['arqau.familiar', 'arqau.browser']))
  expect(kept).not.toContain('arqau.session')
  await page.goto('/settings')
  await expect(page).toHaveURL('/sign-in?back=%2Fsettings')
})

test(
  'a wrong code is refused beside its field, counted, and the right one still works',
  anyWidth,
  async ({ page, newCustomer }) => {
    const { phone } = await newCustomer()
    await askForCode(page, phone)
    const code = await openDemoInbox(page.context(), phone)
    await codeField(page).fill(code === '111111' ? '222222' : '111111')
    await page.getByRole('button', { name: 'Кіру', exact: true }).click()
    await expect(page.getByText('Код сәйкес келмеді. Тағы 4 рет жазып көруге болады.')).toBeVisible()
    await expect(codeField(page)).toHaveAttribute('aria-invalid', 'true')
    await expect(codeField(page), 'what was typed stays').toHaveValue(code === '111111' ? '222222' : '111111')
    await codeField(page).fill(code)
    await page.getByRole('button', { name: 'Кіру', exact: true }).click()
    await expect(page).toHaveURL('/')
  },
)

test('an unknown number gets the same answer', anyWidth, async ({ page }) => {
  await askForCode(page, '+7 702 999 00 00')
  await expect(page.getByText('Бұл нөмір банкте тіркелген болса')).toBeVisible()
  await codeField(page).fill('123456')
  await page.getByRole('button', { name: 'Кіру', exact: true }).click()
  await expect(page.getByText(/Код сәйкес келмеді/)).toBeVisible()
})

for (const { typed, told } of [
  { typed: '+7 916 123 45 67', told: 'Қазақстандық ұялы нөмірді жазыңыз: шетел нөміріне код жіберілмейді.' },
  { typed: 'сегіз жеті жүз', told: 'Нөмірде тек цифрлар болуы керек.' },
  { typed: '', told: 'Телефон нөмірін жазыңыз.' },
])
  test(`"${typed}" is no number to send to, and stays as typed`, anyWidth, async ({ page }) => {
    await askForCode(page, typed)
    await expect(page.getByText(told)).toBeVisible()
    await expect(phoneField(page)).toHaveValue(typed)
  })

test('a customer signs in without script', anyWidth, async ({ browser, newCustomer }) => {
  const { phone } = await newCustomer()
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'kk-KZ' })
  const page = await context.newPage()
  await askForCode(page, phone)
  await codeField(page).fill(await openDemoInbox(context, phone))
  await page.getByRole('button', { name: 'Кіру', exact: true }).click()
  await expect(page).toHaveURL('/')
  await context.close()
})

test(
  'a stranger enters two hundred wrong codes, and the owner signs in next to them',
  anyWidth,
  async ({ browser, page, baseURL, newCustomer }) => {
    test.slow()
    const { phone } = await newCustomer()
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'kk-KZ' })
    const stranger = await context.newPage()
    await askForCode(stranger, phone)
    const sent = await openDemoInbox(context, phone)
    const form = stranger
      .locator('form')
      .filter({ has: codeField(stranger) })
      .locator('input')
    const fields = await form.evaluateAll((inputs) =>
      inputs.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
    )
    const code = sent === '111111' ? '222222' : '111111'
    const multipart = { ...Object.fromEntries(fields), intent: 'enter', code }
    const headers = { origin: baseURL ?? '' }
    const told: string[] = []
    for (let tries = 0; tries < 200; tries += 20) {
      const entries = Array.from({ length: 20 }, () =>
        context.request.post('/sign-in', { multipart, headers }),
      )
      for (const answer of await Promise.all(entries)) told.push(await answer.text())
    }
    const counted = (words: string) => told.filter((page) => page.includes(words)).length
    expect(counted('Код сәйкес келмеді'), 'compared, and a try was left').toBe(4)
    expect(counted('Тым жиі қайталанды.')).toBeGreaterThan(150)
    await context.close()

    await askForCode(page, phone)
    await codeField(page).fill(await openDemoInbox(page.context(), phone, 2))
    await codeField(page).press('Enter')
    await expect(page).toHaveURL('/')
    expect((await page.context().cookies()).find(({ name }) => name === 'arqau.familiar')).toMatchObject({
      httpOnly: true,
      sameSite: 'Strict',
      value: expect.not.stringContaining(phone),
    })
  },
)

test('the sign-in page reads well in three languages and says whom to call', async ({ page, accessible }) => {
  await page.goto('/sign-in')
  for (const [language, title] of [
    ['Рус', 'Вход'],
    ['Eng', 'Sign in'],
    ['Қаз', 'Кіру'],
  ] as const) {
    await page.getByRole('button', { name: language, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expect(
      page
        .getByText(
          policy().operator.phones.find(({ id }) => id === policy().operator.urgentPhone)?.number ?? '',
        )
        .first(),
    ).toBeVisible()
    await accessible(page)
  }
})
