import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { caseAttachments } from '#db/schema/cases.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { showComplaint } from '#domain/complaints/show-complaint.ts'
import { localeCookie } from '#i18n/locale.ts'
import { translator } from '#i18n/translator.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { bankMoves } from '#testing/browser/complaint-desk.ts'
import { expect, type Guest, test } from '#testing/browser/fixtures.ts'

/** Complaints in a browser that runs no script. What axe says of these pages, the journeys with script ask. */
test.use({ javaScriptEnabled: false })

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png })
const text = 'Қарашада үш жарнамалық SMS алдым. Нөмірім кімге берілді?'
const textField = (page: Page) => page.locator('textarea[name="text"]')
const filesField = (page: Page) => page.locator('input[name="files"]')
const main = (page: Page) => page.getByRole('main')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const filed = async ({ ctx }: Guest) => listComplaints({ ...ctx, now: new Date() })
const uploaded = async ({ ctx }: Guest) =>
  ctx.db
    .select({ stepId: caseAttachments.stepId })
    .from(caseAttachments)
    .where(eq(caseAttachments.customerId, ctx.subject))
test('without script a complaint is filed with its files, each kept once', async ({ page, signIn }) => {
  const guest = await signIn('new')
  await page.goto('/complaints')
  await page.getByRole('link', { name: 'Шағым беру' }).click()
  await page.getByLabel('Неге қатысты?').selectOption({ label: 'SMS арқылы жарнама' })
  await textField(page).fill(text)
  await filesField(page).setInputFiles([picture('бірінші.png'), picture('екінші.png')])
  await button(page, 'Шағымды жіберу').click()
  await expect(page).toHaveURL(/\/complaints\/[0-9a-f-]{36}\?filed=1$/)
  const [complaint, ...more] = await filed(guest)
  expect(more).toEqual([])
  await expect(page.getByRole('status').first()).toContainText(`№\u00a0${complaint?.reference}`)
  await expect(page.getByRole('link', { name: 'SMS арқылы жарнама' })).toBeVisible()
  for (const name of ['бірінші.png', 'екінші.png'])
    await expect(page.getByRole('link', { name })).toHaveAttribute('href', /attachments/)
  const kept = await uploaded(guest)
  expect(kept.map(({ stepId }) => stepId !== null)).toEqual([true, true])
})

for (const locale of ['kk', 'ru', 'en'] as const)
  test(`without script what is refused is said in ${locale}, and what was typed stays`, async ({
    page,
    signIn,
    baseURL,
  }) => {
    const errors = translator(locale, 'errors')
    const say = translator(locale, 'complaints')
    const guest = await signIn('new')
    await page.context().addCookies([{ name: localeCookie, value: locale, url: baseURL ?? '' }])
    await page.goto('/complaints/new?about=consent:marketing-sms')
    await page.getByLabel(say('new.unauthorised-use')).check()
    await expect(page.getByLabel(say('new.about'))).toBeHidden()
    await expect(main(page).getByRole('listitem').getByRole('link', { name: /^8-/ })).toHaveCount(2)
    await textField(page).fill('!!!')
    await filesField(page).setInputFiles(picture('x.png'))
    await button(page, say('new.send')).click()
    await expect(textField(page)).toHaveAccessibleDescription(
      new RegExp(errors('complaint.text-wordless').slice(0, 20)),
    )
    await expect(textField(page)).toHaveValue('!!!')
    await expect(page.getByLabel(say('new.unauthorised-use'))).toBeChecked()
    await expect(main(page)).toContainText(say('files.again'))
    expect(await uploaded(guest), 'no file goes with words that are refused').toEqual([])

    await page.getByLabel(say('new.ordinary')).check()
    await expect(page.getByLabel(say('new.about'))).toHaveValue('consent:marketing-sms')
    await textField(page).fill(text)
    await filesField(page).setInputFiles([
      picture('good.png'),
      { name: 'lie.png', mimeType: 'image/png', buffer: Buffer.from('MZ\0\0 This program') },
      { name: 'large.txt', mimeType: 'text/plain', buffer: Buffer.alloc(11 * 1024 * 1024, 'a') },
    ])
    await button(page, say('new.send')).click()
    await expect(main(page)).toContainText(`lie.png: ${errors('attachment.type-lies')}`)
    await expect(main(page)).toContainText(`large.txt: ${errors('attachment.too-large')}`)
    await expect(main(page)).not.toContainText('good.png:')
    await expect(textField(page)).toHaveValue(text)
    await expect(page.getByLabel(say('new.about'))).toHaveValue('consent:marketing-sms')
    expect(await uploaded(guest), 'nothing is left of what was refused').toEqual([])

    await filesField(page).setInputFiles(Array.from({ length: 6 }, (_, place) => picture(`${place}.png`)))
    await button(page, say('new.send')).click()
    await expect(main(page)).toContainText(errors('attachment.too-many'))
    expect(await filed(guest)).toEqual([])

    const large = Array.from({ length: 6 }, (_, place) => test.info().outputPath(`${place}.txt`))
    for (const path of large) writeFileSync(path, Buffer.alloc(9 * 1024 * 1024, 'a'))
    await filesField(page).setInputFiles(large)
    await button(page, say('new.send')).click()
    await expect(page.locator('body')).toContainText(errors('too-large-form'))
    expect(await filed(guest)).toEqual([])
  })

test('without script a message is written, told of what came between, and the answer is disagreed with', async ({
  page,
  signIn,
}) => {
  const guest = await signIn('new')
  const { id: caseId } = await fileComplaint(guest.ctx, { kind: 'ordinary', text })
  await page.goto(`/complaints/${caseId}`)
  await textField(page).fill('Сізге суретін жіберемін.')
  await filesField(page).setInputFiles(picture('сурет.png'))
  await button(page, 'Жіберу').click()
  await expect(page.locator('.said', { hasText: 'Сізге суретін жіберемін.' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'сурет.png' })).toBeVisible()
  await expect(textField(page)).toHaveValue('')

  await bankMoves(guest, { caseId, kind: 'waiting-customer', text: 'Нөміріңіз қандай?', lastStep: 3 })
  await textField(page).fill('Неге жауап жоқ?')
  await filesField(page).setInputFiles(picture('бос.png'))
  await button(page, 'Жіберу').click()
  await expect(main(page).getByRole('alert')).toContainText('жаңа жазба қосылды')
  await expect(main(page)).toContainText('Нөміріңіз қандай?')
  await expect(textField(page)).toHaveValue('Неге жауап жоқ?')
  await expect(main(page)).toContainText('Файлдарды қайта таңдаңыз')
  expect(await uploaded(guest)).toHaveLength(1)
  await button(page, 'Жіберу').click()
  await expect(page.locator('.said', { hasText: 'Неге жауап жоқ?' })).toBeVisible()

  await bankMoves(guest, { caseId, kind: 'answered', text: 'Тізімнен алып тастадық.', lastStep: 5 })
  await page.goto(`/complaints/${caseId}`)
  await textField(page).fill('Кімге берілгені айтылмаған.')
  await button(page, 'Келіспеймін, келіссөз ұсынамын').click()
  await expect(main(page)).toContainText('Келіссөз жүріп жатыр')
  expect(await showComplaint(guest.ctx, { caseId })).toMatchObject({ state: 'negotiation', lastStep: 7 })
})

test('without script a complaint is taken back once its latest step was seen', async ({ page, signIn }) => {
  const guest = await signIn('new')
  const { id: caseId } = await fileComplaint(guest.ctx, { kind: 'ordinary', text })
  await page.goto(`/complaints/${caseId}`)
  await bankMoves(guest, { caseId, kind: 'in-review', lastStep: 2 })
  await expect(button(page, 'Шағымды қайтарып алу')).toHaveCount(0)
  await main(page).locator('summary', { hasText: 'Шағымды қайтарып алу' }).click()
  await button(page, 'Қайтарып алу').click()
  await expect(main(page).getByRole('alert')).toContainText('жаңа жазба қосылды')
  expect(await showComplaint(guest.ctx, { caseId })).toMatchObject({ state: 'in-review' })
  await button(page, 'Қайтарып алу').click()
  await expect(main(page)).toContainText('Бұл шағым жабылды')
  expect(await showComplaint(guest.ctx, { caseId })).toMatchObject({ state: 'withdrawn' })
})

test(
  'without script a customer who was signed out keeps their words, signs in next to them, and sends them from there',
  anyWidth,
  async ({ page, signIn }) => {
    const guest = await signIn('new')
    await page.goto('/complaints/new')
    await page.getByLabel('Біреу шотымды немесе картамды пайдаланды').check()
    await textField(page).fill(text)
    const cookies = await page.context().cookies()
    await page.context().clearCookies()
    await button(page, 'Шағымды жіберу').click()
    await expect(main(page).getByRole('alert')).toContainText('Сеанс аяқталды')
    await expect(main(page).getByRole('link', { name: 'Басқа терезеде кіру' })).toHaveAttribute(
      'href',
      '/sign-in?back=%2Fcomplaints',
    )
    await expect(textField(page)).toHaveValue(text)
    await expect(page.locator('body'), 'nothing of the customer is shown').not.toContainText('Ару')
    expect(await filed(guest)).toEqual([])
    await button(page, 'Жіберу').click()
    await expect(textField(page), 'and again').toHaveValue(text)

    await page.context().addCookies(cookies)
    await button(page, 'Жіберу').click()
    await expect(page).toHaveURL(/filed=1$/)
    expect(await filed(guest)).toMatchObject([{ kind: 'unauthorised-use' }])
  },
)

test(
  'without script a message of a customer who was signed out is kept and sent later',
  anyWidth,
  async ({ page, signIn }) => {
    const guest = await signIn('new')
    const { id: caseId } = await fileComplaint(guest.ctx, { kind: 'ordinary', text })
    await page.goto(`/complaints/${caseId}`)
    await textField(page).fill('Нөмірім өзгерді.')
    const cookies = await page.context().cookies()
    await page.context().clearCookies()
    await button(page, 'Жіберу').click()
    await expect(textField(page)).toHaveValue('Нөмірім өзгерді.')
    await page.context().addCookies(cookies)
    await button(page, 'Жіберу').click()
    await expect(page.locator('.said', { hasText: 'Нөмірім өзгерді.' })).toBeVisible()
    expect((await showComplaint(guest.ctx, { caseId })).lastStep).toBe(3)
  },
)
