import type { Page } from '@playwright/test'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, systemContext, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'

const row = (page: Page, field: string) => page.locator(`#${field}`)
const shown = (phone: string) => phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2 $3 $4')

test('a customer reads what the bank holds, from where, why, to whom, until when', async ({
  page,
  signIn,
  accessible,
}) => {
  await signIn('gulsim')
  await page.goto('/data')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Менің деректерім')
  await expect(page.getByText(/^\d+\sдерек, 5\sсанат\. Бір санат бос/)).toBeVisible()
  await expect(page.getByText('Басқа клиенттер мен ұйымдардан сіз туралы ештеңе түскен жоқ.')).toBeVisible()

  const phone = row(page, 'phone')
  await expect(phone).toContainText('+7 701 ••• •• 18')
  await expect(phone).toContainText('шарт аяқталғаннан кейін 5 жыл сақталады.')
  await phone.locator('summary').click()
  await expect(phone.getByRole('listitem')).toHaveCount(4)
  await accessible(page)
  await phone.getByRole('link', { name: '«Үнқағаз Байланыс» ЖШС' }).click()
  await expect(page).toHaveURL('/recipients#unqaghaz')
})

test('what the page leaves out is counted apart, held and not held, and a link shows all of the category', async ({
  page,
  signIn,
}) => {
  await signIn('gulsim')
  await page.goto('/data')
  const usage = page.locator('#usage-data')
  const more = usage.getByRole('link', { name: /^Тағы \d+\sдерек: / })
  const left = Number(/\d+/.exec((await more.innerText()) ?? '')?.[0])
  const shown = await usage.getByRole('heading', { level: 3 }).count()
  await expect(page.locator('#other-data')).toContainText(/Банкте жоқ тағы \d+\sдерек: /)
  await more.click()
  await expect(page).toHaveURL('/data?category=usage-data')
  await expect(page.getByRole('heading', { level: 3 })).toHaveCount(left + shown)
})

test('no value leaves the server before it is asked for', anyWidth, async ({ page, signIn }) => {
  const { phone } = await signIn('new')
  const answer = await page.goto('/data')
  const html = (await answer?.text()) ?? ''
  for (const value of [phone, phone.slice(5), 'aru@example.kz', 'Сынаққызы'])
    expect(html).not.toContain(value)
  expect(answer?.headers()['cache-control']).toContain('no-store')
})

test('a value is shown in its place, hidden again, and the reveal is in the log', async ({
  page,
  signIn,
}) => {
  const { phone } = await signIn('new')
  await page.clock.install()
  await page.goto('/data')
  const button = row(page, 'phone').getByRole('button')
  await expect(button).toHaveAccessibleName('Көрсету Ұялы телефон нөмірі')
  await button.press('Enter')
  await expect(row(page, 'phone').getByRole('status')).toHaveText(shown(phone))
  await expect(row(page, 'phone')).toContainText(/Ашық тұр, \d+ секундтан кейін қайта жасырылады/)
  await expect(button).toHaveAccessibleName('Жасыру Ұялы телефон нөмірі')
  await expect(button).toBeFocused()
  await button.press('Enter')
  await expect(page.getByRole('main')).not.toContainText(shown(phone))

  await button.click()
  await expect(row(page, 'phone')).toContainText(shown(phone))
  await page.clock.fastForward(61_000)
  await expect(page.getByRole('main')).not.toContainText(shown(phone))

  await page.reload()
  await row(page, 'phone').locator('summary').click()
  await expect(row(page, 'phone')).toContainText('Сіз 2 рет аштыңыз')
})

test('an old code is asked for anew, a wrong one is refused beside its field, and the value follows by itself', async ({
  page,
  signIn,
  accessible,
}) => {
  const { phone } = await signIn('new', { codeAgeMinutes: 11 })
  await page.goto('/data')
  const button = row(page, 'email').getByRole('button')
  await button.click()
  const dialog = page.getByRole('dialog', { name: 'Бұл сіз екеніңізді растаңыз' })
  const field = dialog.getByLabel('Алты цифрлы код')
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(dialog.getByRole('status')).toHaveText(/^Код \+7 701 ••• •• \d\d нөміріне жіберілді\.$/)
  await accessible(page)

  const code = await openDemoInbox(page.context(), phone)
  const wrong = code === '000000' ? '111111' : '000000'
  await field.fill(wrong)
  await field.press('Enter')
  await expect(field).toHaveAccessibleDescription(/Код сәйкес келмеді/)
  await expect(field).toHaveValue(wrong)
  await expect(field).toBeFocused()

  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await dialog.getByRole('button', { name: 'Растау' }).click()
  await expect(dialog).toBeHidden()
  await expect(row(page, 'email').getByRole('status')).toHaveText('aru@example.kz')
  await expect(button).toBeFocused()
})

test('closing the dialog shows nothing and gives the focus back', async ({ page, signIn }) => {
  await signIn('new', { codeAgeMinutes: 11 })
  await page.goto('/data')
  const button = row(page, 'phone').getByRole('button')
  await button.click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(button).toBeFocused()
  await expect(row(page, 'phone')).toContainText('••• ••')
})

test(
  'what is never shown has no button, and the server refuses it as well',
  anyWidth,
  async ({ page, signIn }) => {
    const { ctx } = await signIn('new')
    const holding = { field: 'bank-requisites', value: 'KZ000000000000004417', obtainedVia: 'app' }
    await putHoldings(await systemContext(ctx.subject), { holdings: [holding] })
    await page.goto('/data')
    await expect(row(page, 'bank-requisites')).toContainText('•••••••• 4417')
    await expect(row(page, 'bank-requisites').getByRole('button')).toHaveCount(0)
    const answer = await page.request.post('/api/portal/holdings/reveal', {
      data: { json: { field: 'bank-requisites' } },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(answer.status()).toBe(403)
  },
)

test('the search has a button in sight at every width', async ({ page, signIn }) => {
  await signIn('gulsim')
  await page.goto('/data')
  await page.getByLabel('Дерек атауы').fill('телефон')
  await page.getByRole('search').getByRole('button').filter({ visible: true }).click()
  await expect(page).toHaveURL(/q=/)
  await expect(page.getByRole('heading', { level: 3 }).first()).toContainText('телефон')
})

test('the filters work without script, keep what was chosen and can be cleared', async ({
  browser,
  page,
  signIn,
  baseURL,
}) => {
  await signIn('gulsim')
  const quiet = await browser.newContext({ baseURL, locale: 'kk-KZ', javaScriptEnabled: false })
  await quiet.addCookies(await page.context().cookies())
  const still = await quiet.newPage()
  await still.goto('/data?recipient=zhuirik&purpose=marketing')
  await expect(still.getByRole('heading', { level: 3 })).toHaveText(['Ұялы телефон нөмірі'])
  await still.getByLabel('Дерек атауы').fill('телефон НОМИРИ')
  await still.getByLabel('Дерек атауы').press('Enter')
  await expect(still).toHaveURL(/q=/)
  await expect(still.getByLabel('Алушысы')).toHaveValue('zhuirik')
  await expect(still.getByLabel('Дерек атауы')).toHaveValue('телефон НОМИРИ')
  await still.getByRole('link', { name: 'Нақтылауды алып тастау' }).click()
  await expect(still).toHaveURL('/data')
  await still.goto('/data?purpose=no-such-purpose&q=%F0%9F%98%80')
  await expect(still.getByText('Мекенжайдағы белгісіз шарт ескерілмеді.')).toBeVisible()
  await expect(still.getByText('Ештеңе табылмады')).toBeVisible()
  expect((await still.goto('/data?q=%00'))?.status()).toBe(400)
  await quiet.close()
})
