import { eq } from 'drizzle-orm'
import { messages } from '#db/schema/messages.ts'
import { attach } from '#domain/cases/attach.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { showComplaint } from '#domain/complaints/show-complaint.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import {
  actorsOf,
  answerField,
  button,
  deskOf,
  deskPage,
  filed,
  leave,
  main,
  sendText,
} from '#testing/browser/complaint-desk.ts'
import { expect, test } from '#testing/browser/fixtures.ts'

test('an agent takes a complaint, answers from a template, and the customer reads it', async ({
  page,
  signIn,
  browser,
  baseURL,
  accessible,
}) => {
  const guest = await signIn('new')
  const { id, reference } = await filed(guest, 'Жарнамалық қоңыраулар тоқтамай тұр. Нөмірімді кім берді?')
  const desk = await deskOf(browser, 'agent', page, baseURL)
  await desk.goto(`/staff/cases?number=${encodeURIComponent(reference)}`)
  const row = desk.getByRole('row', { name: 'Жарнамалық қоңыраулар тоқтамай тұр' })
  await expect(row).toContainText('Сы•••••• А•••••')
  await expect(row).toContainText('тағайындалмаған')
  await row.getByRole('link').click()
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Жарнамалық қоңыраулар тоқтамай тұр')
  await expect(main(desk)).toContainText('30 күн қалды')
  await accessible(desk)

  await button(desk, 'Өзіме алу').click()
  await expect(main(desk)).toContainText('Жауапты: сіз (Қ-101).')
  await button(desk, 'Қарауға алу').click()
  await expect(main(desk)).toContainText('Қарауға алынды')
  await desk.getByLabel('Жауап үлгісі').selectOption({ label: 'Нөмір жарнама тізімінен алынды' })
  await button(desk, 'Мәтінге қою').click()
  await expect(answerField(desk)).toHaveValue(new RegExp(`^Сіздің № ${reference} шағымыңызды тексердік`))
  await desk.getByLabel('Үлгі тілі').selectOption('ru')
  await button(desk, 'Мәтінге қою').click()
  await expect(answerField(desk)).toHaveValue(/тексердік[\s\S]+Мы проверили вашу жалобу/)
  await button(desk, 'Жазбаша жауап беру').click()
  await expect(desk.getByText(/Мәтін аяқталмаған: \[алушының атауы\], \[күні\]/)).toBeVisible()
  await answerField(desk).fill('Тексердік: нөміріңізді тізімнен алып тастадық.')
  await button(desk, 'Жазбаша жауап беру').click()
  await expect(desk.getByRole('heading', { name: 'Клиент былай оқиды' })).toBeFocused()
  await accessible(desk)
  await button(desk, 'Клиентке жіберу').click()
  await expect(desk.getByRole('status').filter({ hasText: 'Жазбаша жауап, жіберген: Қ-101' })).toBeVisible()
  await expect(answerField(desk)).toHaveCount(0)
  await accessible(desk)
  await leave(guest)

  await page.goto(`/complaints/${id}`)
  await expect(main(page)).toContainText('Тексердік: нөміріңізді тізімнен алып тастадық.')
  await expect(main(page)).toContainText('0‑күні берілді: мерзімінде')
  await page.goto('/activity?kind=complaints')
  await expect(main(page)).toContainText(`Банк № ${reference} шағымын ашып оқыды.`)
  await expect(main(page)).toContainText('Банк қызметкері Қ-101')
  const told = await guest.ctx.db.select().from(messages).where(eq(messages.customerId, guest.ctx.subject))
  expect(told.map(({ kind, channel }) => `${kind} ${channel}`).toSorted()).toEqual([
    'complaint-answered email',
    'complaint-answered sms',
  ])
  await desk.context().close()
})

test(
  'the second of two agents who answer at once is told, and keeps the text',
  anyWidth,
  async ({ page, signIn, browser, baseURL }) => {
    const guest = await signIn('new')
    const { id, reference } = await filed(guest, 'Екі қызметкер бірдей жауап береді.')
    const [first, second] = [
      await deskOf(browser, 'agent', page, baseURL),
      await deskOf(browser, 'agent2', page, baseURL),
    ]
    for (const desk of [first, second]) await desk.goto(deskPage(reference))
    await answerField(second).fill('Екінші жауап, ұзақ жазылған.')
    await answerField(first).fill('Бірінші жауап.')
    await button(second, 'Жазбаша жауап беру').click()
    await expect(second.getByRole('heading', { name: 'Клиент былай оқиды' })).toBeVisible()
    await sendText(first, 'Жазбаша жауап беру')
    await expect(main(first)).toContainText('Мәтін әлі кеткен жоқ')
    await leave(guest)
    await button(second, 'Клиентке жіберу').click()
    await expect(main(second).getByRole('alert')).toContainText('басқа біреу қадам жасады')
    await expect(answerField(second)).toHaveValue('Екінші жауап, ұзақ жазылған.')
    await expect(main(second)).toContainText('Бірінші жауап.')
    expect((await showComplaint(guest.ctx, { caseId: id })).lastStep).toBe(3)

    await sendText(second, 'Хабарлама жіберу')
    await expect(main(second)).toContainText('Мәтін әлі кеткен жоқ')
    await leave(guest)
    const { steps } = await showComplaint(guest.ctx, { caseId: id })
    expect(steps.slice(2).map(({ text, staff }) => [text, staff])).toEqual([
      ['Бірінші жауап.', 'Қ-101'],
      ['Екінші жауап, ұзақ жазылған.', 'Қ-102'],
    ])
    for (const desk of [first, second]) await desk.context().close()
  },
)

test('a notice of delay leaves the last day on both sides and says why', async ({
  page,
  signIn,
  browser,
  baseURL,
  accessible,
}) => {
  const guest = await signIn('new')
  const { id, reference } = await filed(guest, 'Тексеру созылып кетті.')
  const desk = await deskOf(browser, 'supervisor', page, baseURL)
  await desk.goto(deskPage(reference))
  const reason = desk.getByLabel('Себебі')
  await button(desk, 'Кешігу туралы хабарлау').click()
  await expect(desk.getByText('Клиент оқитын мәтінді жазыңыз.')).toBeVisible()
  await reason.fill('Серіктестің журналын күтеміз.')
  await sendText(desk, 'Кешігу туралы хабарлау')
  await expect(main(desk)).toContainText('Мәтін әлі кеткен жоқ')
  await leave(guest)
  await desk.reload()
  await expect(reason).toHaveCount(0)
  await expect(main(desk)).toContainText('30 күн қалды')
  await desk.getByText('Қалай есептелді').click()
  const { trace, extension } = await showComplaint(guest.ctx, { caseId: id })
  expect(extension).toMatchObject({ days: 15, reason: 'Серіктестің журналын күтеміз.' })
  expect(trace?.amount).toBe(30)

  await page.goto(`/complaints/${id}`)
  for (const side of [desk, page]) {
    await expect(main(side)).toContainText(
      'Соңғы күн өзгермейді: 30‑күн. Банк көрсеткен себеп: Серіктестің журналын күтеміз.',
    )
    await expect(main(side)).toContainText('30 күнтізбелік күн, банк 15 күнге кешігетінін хабарлады')
  }
  await accessible(page)
  await page.goto('/complaints')
  await expect(main(page)).toContainText('30 күн қалды')
  await desk.context().close()
})

test('an internal note stays with the staff', anyWidth, async ({ page, signIn, browser, baseURL }) => {
  const guest = await signIn('new')
  const { id, reference } = await filed(guest, 'Менің шағымым осындай.')
  const desk = await deskOf(browser, 'agent', page, baseURL)
  await desk.goto(deskPage(reference))
  await button(desk, 'Жазба қосу').click()
  await expect(desk.getByText('Жазбаның мәтінін жазыңыз.')).toBeVisible()
  await desk.getByLabel('Жаңа жазба').fill('Ішкі құпия ескерту.')
  await button(desk, 'Жазба қосу').click()
  await expect(main(desk)).toContainText('Ішкі жазба')
  await expect(main(desk)).toContainText('Ішкі құпия ескерту.')

  const colleague = await deskOf(browser, 'officer', page, baseURL)
  await colleague.goto(deskPage(reference))
  await expect(main(colleague)).toContainText('Ішкі құпия ескерту.')
  for (const path of [`/complaints/${id}`, '/complaints', '/activity', '/']) {
    const answer = await page.request.get(path)
    expect(answer.status()).toBe(200)
    expect(await answer.text(), path).not.toContain('құпия ескерту')
  }
  expect(await actorsOf(guest, 'complaint.noted')).toEqual(['Қ-101'])
  for (const each of [desk, colleague]) await each.context().close()
})

test(
  'a file opens at the desk, and its opening is in the customer’s log',
  anyWidth,
  async ({ page, signIn, browser, baseURL }) => {
    const guest = await signIn('new')
    const bytes = new TextEncoder().encode('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n')
    const file = await attach(guest.ctx, { name: 'тізім.pdf', type: 'application/pdf', bytes })
    const { reference } = await fileComplaint(guest.ctx, {
      kind: 'ordinary',
      text: 'Файлды қараңыз.',
      attachments: [file.id],
    })
    const desk = await deskOf(browser, 'agent', page, baseURL)
    await desk.goto(deskPage(reference))
    const saved = desk.waitForEvent('download')
    await desk.getByRole('link', { name: 'тізім.pdf' }).click()
    expect((await saved).suggestedFilename()).toBe('тізім.pdf')
    expect(await actorsOf(guest, 'attachment.opened')).toEqual(['Қ-101'])
    const href = `${deskPage(reference)}/attachments/${file.id}`
    expect((await page.request.get(href)).status(), 'the customer’s cookie is no staff’s').toBe(401)
    const administrator = await deskOf(browser, 'administrator', page, baseURL)
    expect((await administrator.request.get(href)).status()).toBe(403)
    for (const each of [desk, administrator]) await each.context().close()
  },
)
