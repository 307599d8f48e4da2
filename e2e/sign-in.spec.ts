import type { Page } from '@playwright/test'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, policy, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'

const phoneField = (page: Page) => page.getByLabel('Ұялы телефон нөмірі')
const codeField = (page: Page) => page.getByLabel('Алты таңбалы код')
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
  await page.getByRole('button', { name: 'Шығу' }).filter({ visible: true }).click()
  await expect(page).toHaveURL('/sign-in')
  await page.goto('/settings')
  await expect(page).toHaveURL('/sign-in')
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
  async ({ browser, page, newCustomer }) => {
    test.slow()
    const { phone } = await newCustomer()
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'kk-KZ' })
    const stranger = await context.newPage()
    await askForCode(stranger, phone)
    const sent = await openDemoInbox(context, phone)
    const told = new Set<string>()
    for (let tries = 0; tries < 200; tries++) {
      await codeField(stranger).fill(sent === '111111' ? '222222' : '111111')
      const answered = stranger.waitForEvent('load')
      await codeField(stranger).press('Enter')
      await answered
      told.add((await stranger.locator('#code-error').textContent()) ?? '')
    }
    await expect(stranger).toHaveURL('/sign-in')
    expect(
      [...told].some((sentence) => sentence.startsWith('Тым жиі қайталанды.')),
      [...told].join(' '),
    ).toBe(true)
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
