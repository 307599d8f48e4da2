import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { showComplaint } from '#domain/complaints/show-complaint.ts'
import { actionsOf } from '#testing/audit.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { bankMoves } from '#testing/browser/complaint-desk.ts'
import { expect, type Guest, test } from '#testing/browser/fixtures.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const text = 'Қарашада үш жарнамалық SMS алдым. Тоқтатуды және нөмірім кімге берілгенін айтуды сұраймын.'
const textField = (page: Page) => page.getByLabel('Не болды және не сұрайсыз?')
const messageField = (page: Page) => page.getByLabel('Хабарламаңыз')
const send = (page: Page) => page.getByRole('button', { name: 'Шағымды жіберу' })
const main = (page: Page) => page.getByRole('main')
const filed = async ({ ctx }: Guest) => (await listComplaints({ ...ctx, now: new Date() })).length

test('a customer files a complaint with an attachment, reads its answer, and disagrees', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await page.goto('/complaints')
  await expect(main(page)).toContainText('Сіз әлі шағым берген жоқсыз')
  await page.getByRole('link', { name: 'Шағым беру' }).click()
  await page.getByLabel('Неге қатысты?').selectOption({ label: 'SMS арқылы жарнама' })
  await textField(page).fill(text)
  await page
    .getByLabel('Файл тіркеу')
    .setInputFiles({ name: 'sms «қараша».png', mimeType: 'image/png', buffer: png })
  await expect(page.getByRole('list', { name: 'Тіркелген файлдар' })).toContainText('70\u00a0Б')
  await accessible(page)
  await send(page).click()

  await expect(page).toHaveURL(/\/complaints\/[0-9a-f-]{36}\?filed=1$/)
  const [complaint] = await listComplaints(guest.ctx)
  const caseId = complaint?.id ?? ''
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Қарашада үш жарнамалық SMS алдым')
  await expect(page.getByRole('status').first()).toContainText(`№\u00a0${complaint?.reference}`)
  await expect(main(page)).toContainText('30 күн қалды')
  await expect(page.getByRole('img', { name: '30\u00a0күннің 0‑күні' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'SMS арқылы жарнама' })).toHaveAttribute(
    'href',
    '/consents#marketing-sms',
  )
  const parts = await page.locator('main h2').allInnerTexts()
  const [talk, computed] = ['Барысы мен хат алмасу', 'Мерзім қалай есептелді'].map((part) =>
    parts.indexOf(part),
  )
  expect(parts.slice(talk, computed)).not.toEqual([])
  await page.getByRole('link', { name: 'Қалай есептелді' }).click()
  await expect(page.locator('#computed')).toContainText('санақ түскен күннің ертеңінен басталады')
  await expect(page.locator('#computed')).toBeInViewport()
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'sms «қараша».png' }).click()
  expect((await saved).suggestedFilename()).toBe('sms «қараша».png')
  await accessible(page)

  await bankMoves(guest, { caseId, kind: 'in-review', lastStep: 2 })
  await bankMoves(guest, { caseId, kind: 'answered', text: 'Тізімнен алып тастадық.', lastStep: 3 })
  await page.goto('/complaints')
  await page.getByRole('link', { name: 'Қарашада үш жарнамалық SMS алдым' }).click()
  await expect(main(page)).toContainText('Тізімнен алып тастадық.')
  await expect(main(page)).toContainText('0‑күні берілді: мерзімінде')
  await messageField(page).fill('Кімге берілгені айтылмаған.')
  await page.getByRole('button', { name: 'Келіспеймін, келіссөз ұсынамын' }).click()
  await expect(main(page)).toContainText('Келіссөз жүріп жатыр')
  await expect(messageField(page)).toHaveValue('')
  expect(await showComplaint(guest.ctx, { caseId })).toMatchObject({ state: 'negotiation', lastStep: 5 })
})

test('what is refused of a complaint is said next to its field, and what was typed stays', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await page.goto('/complaints/new?about=consent:marketing-sms')
  await expect(page.getByLabel('Неге қатысты?')).toHaveValue('consent:marketing-sms')
  for (const [typed, sentence] of [
    ['', 'Не болғанын жазыңыз'],
    ['😡😡😡', 'кемінде бір сөз'],
    ['!!!', 'кемінде бір сөз'],
    ['ә'.repeat(20_001), '20\u00a0000 таңбадан асты'],
  ] as const) {
    await textField(page).fill(typed)
    await send(page).click()
    await expect(textField(page)).toHaveAccessibleDescription(new RegExp(sentence))
    await expect(textField(page)).toBeFocused()
    await expect(textField(page)).toHaveValue(typed)
  }
  await page.getByLabel('Файл тіркеу').setInputFiles([
    { name: 'lie.png', mimeType: 'image/png', buffer: Buffer.from('MZ\0\0 This program') },
    { name: 'large.txt', mimeType: 'text/plain', buffer: Buffer.alloc(10 * 1024 * 1024 + 1, 'a') },
    { name: 'good.png', mimeType: 'image/png', buffer: png },
    { name: 'whole.txt', mimeType: 'text/plain', buffer: Buffer.alloc(10 * 1024 * 1024, 'a') },
  ])
  const file = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  await expect(file('lie.png')).toContainText('мазмұны атауына сай емес')
  await expect(file('large.txt')).toContainText('10\u00a0МБ-тан асады')
  await expect(file('good.png')).toContainText('70\u00a0Б')
  await expect(file('whole.txt')).toContainText('10\u00a0МБ', { timeout: 30_000 })
  await accessible(page)
  await page.getByRole('button', { name: 'good.png: алып тастау' }).click()
  await expect(file('good.png')).toHaveCount(0)
  expect(await filed(guest)).toBe(0)

  const long = `Ұзақ шағым. ${'ә'.repeat(19_988)}`
  await textField(page).fill(long)
  await send(page).click()
  await expect(page).toHaveURL(/filed=1$/)
  await expect(main(page)).toContainText('Мәтіннің жалғасы')
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(tooWide).toBe(false)
  expect(await filed(guest)).toBe(1)
})

test('the complaint that someone used my account shows the phone lines before the form', async ({
  page,
  signIn,
  accessible,
}) => {
  await signIn('new')
  await page.goto('/complaints')
  await page.getByRole('link', { name: 'Бірден қоңырау шалыңыз' }).click()
  const lines = main(page).getByRole('listitem').getByRole('link', { name: /^8-/ })
  await expect(lines.first()).toHaveAttribute('href', 'tel:88000801800')
  await expect(lines).toHaveCount(2)
  const [line, field] = [await lines.first().boundingBox(), await textField(page).boundingBox()]
  expect(line?.y).toBeLessThan(field?.y ?? 0)
  await accessible(page)
  await page.getByLabel('Деректеріме байланысты шағым бар').check()
  await expect(lines).toHaveCount(0)
  await page.getByLabel('Біреу шотымды немесе картамды пайдаланды').check()
  await textField(page).fill('Картамнан мен жасамаған аударым кетті.')
  await send(page).click()
  await expect(page).toHaveURL(/filed=1$/)
  await expect(main(page)).toContainText('Әлі қоңырау шалмасаңыз, қазір шалыңыз')
})

test('the stale one of two tabs of a complaint is told, and keeps its words', async ({ page, signIn }) => {
  const guest = await signIn('new')
  const { id: caseId } = await fileComplaint(guest.ctx, { kind: 'ordinary', text })
  await page.goto(`/complaints/${caseId}`)
  await bankMoves(guest, { caseId, kind: 'waiting-customer', text: 'Нөміріңіз қандай?', lastStep: 2 })
  await messageField(page).fill('Неге жауап жоқ?')
  await page.getByRole('button', { name: 'Жіберу', exact: true }).click()
  await expect(main(page).getByRole('alert')).toContainText('жаңа жазба қосылды')
  await expect(main(page)).toContainText('Нөміріңіз қандай?')
  await expect(messageField(page)).toHaveValue('Неге жауап жоқ?')
  expect((await showComplaint(guest.ctx, { caseId })).lastStep).toBe(3)

  await page.getByRole('button', { name: 'Жіберу', exact: true }).click()
  await expect(page.locator('.said', { hasText: 'Неге жауап жоқ?' })).toBeVisible()
  expect((await showComplaint(guest.ctx, { caseId })).state).toBe('in-review')

  await page.getByRole('button', { name: 'Шағымды қайтарып алу' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Қайтарып алу' }).click()
  await expect(main(page)).toContainText('Бұл шағым жабылды')
  await expect(main(page)).toBeFocused()
})

test(
  'another customer’s complaint is not found, and that is written down',
  anyWidth,
  async ({ page, signIn, newCustomer }) => {
    const other = await newCustomer()
    const asCustomer: Guest['ctx'] = {
      ...other.ctx,
      actor: { kind: 'customer', sessionId: randomUUID(), verifiedAt: new Date() },
    }
    const { id } = await fileComplaint(asCustomer, { kind: 'ordinary', text })
    const guest = await signIn('new')
    expect((await page.goto(`/complaints/${id}`))?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Мұндай бет жоқ')
    expect((await page.goto('/complaints/no-id'))?.status()).toBe(404)
    const file = await page.context().request.get(`/complaints/${id}/attachments/${randomUUID()}`)
    expect(file.status()).toBe(404)
    expect(await file.text()).toContain('Мұндай файл табылмады.')
    const { db, subject: customerId } = guest.ctx
    expect(await actionsOf(db, { customerId, objectId: id })).toContain('complaint.not-found')
  },
)

test(
  'an attachment is saved, never shown, and only for its owner',
  anyWidth,
  async ({ page, signIn, request }) => {
    await signIn('gulsim')
    await page.goto('/complaints')
    await page.getByRole('link', { name: /^Соңғы екі аптада/ }).click()
    const link = page.getByRole('link', { name: 'қоңыраулар.png' })
    const path = (await link.getAttribute('href')) ?? ''
    const own = await page.context().request.get(path)
    expect(own.status()).toBe(200)
    expect(own.headers()).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="[_.a-z]+"; filename\*=UTF-8''%D2%9B/,
      ),
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    const stranger = await request.get(path)
    expect(stranger.status()).toBe(401)
    expect(await stranger.text()).toContain('Сеанс аяқталды')
  },
)

test('a complaint with a late answer says so and what can be done', async ({ page, signIn, accessible }) => {
  await signIn('late')
  await page.goto('/complaints')
  for (const state of ['Жауап кешікті', 'Қаралуда', 'Жауап берілді'])
    await expect(main(page).getByText(state, { exact: true })).toBeVisible()
  await page.getByRole('link', { name: /^«Алма Сауда» дүкенінен/ }).click()
  await expect(main(page)).toContainText(/1[12] күн кешікті/)
  await page.getByRole('link', { name: 'Енді не істеуге болады' }).click()
  const way = page.locator('#way')
  for (const said of ['Келіссөз', 'Сот', 'Наурызбай батыр көшесі, 154А'])
    await expect(way).toContainText(said)
  await expect(page.getByRole('button', { name: 'Келіспеймін, келіссөз ұсынамын' })).toBeVisible()
  await accessible(page)
})
