import { eq } from 'drizzle-orm'
import { messages } from '#db/schema/messages.ts'
import { showComplaint } from '#domain/complaints/show-complaint.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import {
  answerField,
  button,
  deskOf,
  deskPage,
  filed,
  leave,
  main,
  sendText,
} from '#testing/browser/complaint-desk.ts'
import { expect, type Guest, signInStaff, test } from '#testing/browser/fixtures.ts'

const toldOf = async ({ ctx }: Guest) =>
  (await ctx.db.select().from(messages).where(eq(messages.customerId, ctx.subject))).length
const answered = 'Тексердік: нөміріңізді тізімнен алып тастадық.'

test(
  'an unfinished answer is refused, the finished one is previewed, taken back, corrected, and leaves',
  anyWidth,
  async ({ page, signIn, browser, baseURL, accessible }) => {
    const guest = await signIn('new')
    const { id, reference } = await filed(guest, 'Нөмірімді кім берді?')
    const desk = await deskOf(browser, 'agent', page, baseURL)
    await desk.goto(deskPage(reference))
    await desk.getByLabel('Жауап үлгісі').selectOption({ label: 'Бұзушылық табылмады' })
    await button(desk, 'Мәтінге қою').click()
    await button(desk, 'Жазбаша жауап беру').click()
    await expect(desk.getByText(/Мәтін аяқталмаған: \[жүйелер, журналдар, кезең\], \[факт\]/)).toBeVisible()
    await expect(answerField(desk)).toHaveValue(/\[факт\]/)
    await accessible(desk)

    await answerField(desk).fill(`${answered}\nНегізі: [94-V, 8-бап].`)
    await button(desk, 'Жазбаша жауап беру').click()
    await expect(desk.getByRole('heading', { name: 'Клиент былай оқиды' })).toBeFocused()
    for (const words of [answered, '[94-V, 8-бап]', 'Жазбаша жауап берілді', '0‑күні берілді: мерзімінде'])
      await expect(main(desk)).toContainText(words)
    await expect(main(desk)).toContainText(`№\u00a0${reference} шағымыңызға жазбаша жауап`)
    await accessible(desk)
    await button(desk, 'Мәтінді түзету').click()
    await expect(answerField(desk)).toHaveValue(new RegExp(answered))

    await sendText(desk, 'Жазбаша жауап беру')
    await expect(main(desk)).toContainText('Мәтін әлі кеткен жоқ')
    await accessible(desk)
    expect((await showComplaint(guest.ctx, { caseId: id })).lastStep).toBe(2)
    await button(desk, 'Қайтарып алу').click()
    await expect(answerField(desk)).toHaveValue(new RegExp(answered))
    await expect(main(desk)).toContainText('Клиентке жіберілген мәтін кетпей тұрып қайтарып алынды')
    await leave(guest)
    expect(await toldOf(guest)).toBe(0)

    await answerField(desk).fill('Түзетілген жауап.')
    await sendText(desk, 'Жазбаша жауап беру')
    await expect(main(desk)).toContainText('Мәтін әлі кеткен жоқ')
    await leave(guest)
    await button(desk, 'Қайтарып алу').click()
    await expect(main(desk).getByRole('alert')).toContainText('Мәтін клиентке кетті')
    await page.goto(`/complaints/${id}`)
    await expect(main(page)).toContainText('Түзетілген жауап.')
    await expect(main(page)).not.toContainText(answered)
    expect(await toldOf(guest)).toBe(2)
    await desk.context().close()
  },
)

test(
  'without script a text is taken back too, by a colleague as well',
  anyWidth,
  async ({ page, signIn, browser, baseURL }) => {
    const guest = await signIn('new')
    const { id, reference } = await filed(guest, 'Скриптсіз де қайтарылады.')
    const sender = await deskOf(browser, 'agent', page, baseURL)
    await sender.goto(deskPage(reference))
    await answerField(sender).fill('Қате мәтін.')
    await sendText(sender, 'Хабарлама жіберу')
    await expect(main(sender)).toContainText('Мәтін әлі кеткен жоқ')

    const context = await browser.newContext({ baseURL, locale: 'kk-KZ', javaScriptEnabled: false })
    await signInStaff(context, 'agent2', baseURL ?? '')
    const plain = await context.newPage()
    await plain.goto(deskPage(reference))
    await expect(main(plain)).toContainText('жіберген: Қ-101')
    await button(plain, 'Қайтарып алу').click()
    await expect(answerField(plain)).toHaveValue('Қате мәтін.')
    await button(sender, 'Қайтарып алу').click()
    await expect(main(sender).getByRole('alert')).toContainText('қайтарып алып қойған')
    expect((await showComplaint(guest.ctx, { caseId: id })).lastStep).toBe(2)
    await context.close()
    await sender.context().close()
  },
)
