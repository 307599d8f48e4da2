import type { Page } from '@playwright/test'
import { fileRequest } from '#domain/requests/file-request.ts'
import { listRequests } from '#domain/requests/list-requests.ts'
import { showRequest } from '#domain/requests/show-request.ts'
import { localeCookie } from '#i18n/locale.ts'
import { translator } from '#i18n/translator.ts'
import { findField } from '#policy/find.ts'
import { locales } from '#policy/locale.ts'
import {
  answerField,
  bankMovesOn,
  button,
  deskOf,
  deskPage,
  leave,
  main,
  sendText,
} from '#testing/browser/complaint-desk.ts'
import { expect, type Guest, policy, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png })
const say = translator('kk', 'requests')
const cases = translator('kk', 'complaints')
const nameOf = (field: string) => findField(policy(), field).title.kk
const send = (page: Page) => button(page, say('new.send'))
const textField = (page: Page) => page.locator('textarea[name="text"]')
const mine = (page: Page) => page.locator('#mine')
const filed = async ({ ctx }: Guest) => (await listRequests({ ...ctx, now: new Date() })).requests

for (const locale of locales)
  test(`the start page says what can be asked for, by which right and how soon: ${locale}`, async ({
    page,
    signIn,
    accessible,
    baseURL,
  }) => {
    await signIn('new')
    await page.context().addCookies([{ name: localeCookie, value: locale, url: baseURL ?? '' }])
    await page.goto('/requests')
    const told = translator(locale, 'requests')
    await expect(main(page)).toContainText(told('empty'))
    const wishes = main(page).locator('.wish')
    await expect(wishes).toHaveCount(8)
    for (const { wish, title, citation, happens } of policy().requests ?? []) {
      const row = wishes.filter({ has: page.getByRole('link', { name: wish[locale], exact: true }) })
      await expect(row).toContainText(happens[locale])
      await expect(row).toContainText(title[locale])
      await expect(row).toContainText(told('basis', { citation: citation[locale] }))
      await expect(row.locator('.term b')).toHaveText(/^\d+$/)
    }
    await accessible(page)
    const ways = await wishes
      .getByRole('link')
      .evaluateAll((links) => links.map((one) => one.getAttribute('href')))
    expect(ways).toEqual([
      '/copies',
      ...['information', 'correction', 'restriction', 'withdrawal', 'policy-objection', 'deletion'].map(
        (kind) => `/requests/new?kind=${kind}`,
      ),
      '/automated-decisions',
    ])
  })

test('information is asked for, answered and read; one that is over lets the next be asked', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await page.goto('/requests/new?kind=information')
  await accessible(page)
  await send(page).click()
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}\?filed=1$/)
  const [request, ...more] = await filed(guest)
  expect(more).toEqual([])
  const caseId = request?.id ?? ''
  await expect(page.getByRole('status').first()).toContainText(`№\u00a0${request?.reference}`)
  await expect(main(page)).toContainText(cases('clock.left', { days: 3 }))
  await accessible(page)

  await bankMovesOn(guest, {
    ...{ caseId, kind: 'fulfilled', text: 'Нөміріңіз SMS жіберуші серіктесте ғана.', lastStep: 2 },
    outcomes: [{ outcome: 'fulfilled' }],
  })
  await page.goto('/requests')
  await expect(mine(page)).toContainText(cases('state.fulfilled', { type: 'request' }))
  await mine(page).getByRole('link').click()
  await expect(main(page)).toContainText('Нөміріңіз SMS жіберуші серіктесте ғана.')
  await expect(main(page)).toContainText(say('outcome.fulfilled'))
  await expect(page.getByLabel(cases('write.label'))).toBeHidden()
  await accessible(page)
  await page.getByText(say('write.more')).click()
  await page.getByLabel(cases('write.label')).fill('Рахмет.')
  await button(page, cases('write.send')).click()
  await expect(page.locator('.said', { hasText: 'Рахмет.' })).toBeVisible()
  await page.goto('/requests/new?kind=information')
  await expect(send(page)).toBeVisible()
})

test('a correction keeps what was typed, waits for a document while its clock stands still, and is answered', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  const errors = translator('kk', 'errors')
  await page.goto('/requests/new?kind=correction')
  await send(page).click()
  await expect(page.locator('#about')).toHaveAccessibleDescription(
    new RegExp(errors('request.field-missing')),
  )
  await expect(page.locator('#about')).toBeFocused()
  await expect(textField(page)).toHaveAccessibleDescription(new RegExp(errors('request.text-empty')))
  await page.locator('#about').selectOption('field:email')
  await textField(page).fill('Дұрысы: aru.s@example.kz')
  await send(page).click()
  await expect(main(page)).toContainText(errors('request.document-missing'))
  await expect(textField(page)).toHaveValue('Дұрысы: aru.s@example.kz')
  await expect(page.locator('#about')).toHaveValue('field:email')
  await accessible(page)
  expect(await filed(guest)).toEqual([])
  await page.locator('#attachments').setInputFiles(picture('хат.png'))
  await expect(page.getByRole('listitem').filter({ hasText: 'хат.png' })).toContainText('70\u00a0Б')
  await send(page).click()
  await expect(page).toHaveURL(/filed=1$/)
  const caseId = (await filed(guest))[0]?.id ?? ''
  await expect(page.getByRole('heading', { level: 1 })).toContainText(nameOf('email'))

  // The bank asks while the customer writes: the stale tab is told, and keeps its words.
  const asks = { caseId, kind: 'waiting-customer', pauseReason: 'documents', lastStep: 2 }
  await bankMovesOn(guest, { ...asks, text: 'Пошта сіздікі екені көрінбейді.' })
  await textField(page).fill('Тағы бір суретін жіберемін.')
  await button(page, cases('write.send')).click()
  await expect(main(page).getByRole('alert')).toContainText(say('write.conflict'))
  await expect(main(page)).toContainText('Пошта сіздікі екені көрінбейді.')
  await expect(main(page)).toContainText('Мерзім тоқтап тұр')
  await accessible(page)
  await page.goto('/')
  await page.getByRole('link', { name: translator('kk', 'overview')('needs.reply') }).click()
  await expect(textField(page)).toHaveValue('Тағы бір суретін жіберемін.')
  await page.locator('#message-files').setInputFiles(picture('пошта.png'))
  await expect(page.getByRole('listitem').filter({ hasText: 'пошта.png' })).toContainText('70\u00a0Б')
  await button(page, cases('write.send')).click()
  await expect(page.getByRole('link', { name: 'пошта.png' })).toBeVisible()
  await expect(main(page)).not.toContainText('Мерзім тоқтап тұр')
  await expect(main(page)).toContainText(cases('clock.left', { days: 1 }))
  const { state, pause, lastStep } = await showRequest(guest.ctx, { caseId })
  expect([state, pause, lastStep]).toEqual(['in-review', null, 4])

  await bankMovesOn(guest, {
    ...{ caseId, kind: 'fulfilled', text: 'Поштаңыз түзетілді.', lastStep: 4 },
    outcomes: [{ field: 'email', outcome: 'fulfilled' }],
  })
  await page.reload()
  await expect(page.locator('.facts').filter({ hasText: nameOf('email') })).toContainText(
    say('outcome.fulfilled'),
  )
  await accessible(page)
})

test('a deletion takes a code, the desk refuses it by field, and a complaint about it is one tap away', async ({
  page,
  signIn,
  browser,
  baseURL,
  accessible,
}) => {
  const guest = await signIn('new', { codeAgeMinutes: 11 })
  await page.goto('/requests/new?kind=deletion')
  await textField(page).fill('Поштамды жойыңыздар.')
  await send(page).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  expect(await filed(guest)).toEqual([])
  await dialog.getByRole('textbox').fill(await openDemoInbox(page.context(), guest.phone))
  await dialog.getByRole('button', { name: translator('kk', 'account.step-up')('confirm') }).click()
  await expect(page).toHaveURL(/filed=1$/)
  const [request] = await filed(guest)
  const [caseId, reference] = [request?.id ?? '', request?.reference ?? '']

  await page.goto('/requests/new?kind=deletion')
  await expect(send(page)).toHaveCount(0)
  await page.getByRole('link', { name: `№\u00a0${reference}` }).click()
  await expect(page).toHaveURL(`/requests/${caseId}`)

  const desk = await deskOf(browser, 'agent', page, baseURL)
  const answer = translator('kk', 'complaints.desk')
  await desk.goto(deskPage(reference))
  await expect(button(desk, answer('answer.fulfilled'))).toHaveCount(0)
  await expect(button(desk, answer('answer.partly-fulfilled'))).toHaveCount(0)
  await answerField(desk).fill('Поштаңыз бен аты-жөніңіз шарт күшінде тұрғанда керек.')
  await desk.getByText(answer('outcome.by-field')).click()
  const email = desk.getByLabel(nameOf('email'), { exact: true })
  await expect(email.locator('option[value="fulfilled"]')).toHaveCount(0)
  await email.selectOption('contract')
  await desk.getByLabel(nameOf('full-name'), { exact: true }).selectOption('legal-obligation')
  await accessible(desk)
  await sendText(desk, answer('answer.refused'))
  await expect(main(desk)).toContainText('Мәтін әлі кеткен жоқ')
  await leave(guest)
  await desk.context().close()

  await page.reload()
  const refusal = policy().refusals?.find(({ id }) => id === 'legal-obligation')
  const why = say('outcome.why', { title: refusal?.title.kk ?? '', citation: refusal?.citation.kk ?? '' })
  const facts = page.locator('.facts').filter({ hasText: nameOf('full-name') })
  await expect(facts).toContainText(why)
  await expect(page.locator('.facts').filter({ hasText: nameOf('email') })).toBeVisible()
  await accessible(page)
  await page.getByRole('link', { name: 'шағым беріңіз' }).click()
  await expect(page).toHaveURL(`/complaints/new?request=${caseId}`)
  await expect(page.locator('textarea')).toBeVisible()
})

test('a request is withdrawn after asking once, also when something came between', async ({
  page,
  signIn,
}) => {
  const guest = await signIn('new')
  const { id: caseId } = await fileRequest(guest.ctx, { kind: 'withdrawal' })
  await page.goto(`/requests/${caseId}`)
  await bankMovesOn(guest, { caseId, kind: 'message', text: 'Қарап жатырмыз.', lastStep: 2 })
  await button(page, say('withdraw.open')).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: say('withdraw.confirm') }).click()
  await expect(dialog.getByRole('alert')).toContainText(say('withdraw.conflict'))
  expect((await showRequest(guest.ctx, { caseId })).state).not.toBe('withdrawn')
  await expect(main(page)).toContainText('Қарап жатырмыз.')
  await dialog.getByRole('button', { name: say('withdraw.confirm') }).click()
  await expect(main(page)).toContainText(say('write.closed'))
  await expect(main(page)).toBeFocused()
  await page.goto('/requests')
  await expect(mine(page)).toContainText(say('mine-count', { open: 0, over: 1 }))
})
