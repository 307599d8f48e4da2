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
import { expect, signInStaff, test } from '#testing/browser/fixtures.ts'

test(
  'the desk works without script, and what was typed outlives the session',
  anyWidth,
  async ({ page, signIn, browser, baseURL }) => {
    const guest = await signIn('new')
    const { id, reference } = await filed(guest, 'Скриптсіз де жауап беріледі.')
    const context = await browser.newContext({ baseURL, locale: 'kk-KZ', javaScriptEnabled: false })
    const ctx = await signInStaff(context, 'agent', baseURL ?? '')
    const plain = await context.newPage()
    await plain.goto(deskPage(reference))
    await plain.getByLabel('Жауап үлгісі').selectOption('more-needed')
    await button(plain, 'Мәтінге қою').click()
    await expect(answerField(plain)).toHaveValue(/^№ Ш-\d{4}-\d{5} шағымды тексеру үшін/)
    await answerField(plain).fill('!!!')
    await button(plain, 'Сұрақ қойып, жауабын күту').click()
    await expect(plain.getByText('Мәтінде кемінде бір сөз болуы керек')).toBeVisible()
    await expect(answerField(plain)).toHaveValue('!!!')
    await answerField(plain).fill('Қай нөмір туралы айтып отырсыз?')
    await button(plain, 'Сұрақ қойып, жауабын күту').click()
    await expect(main(plain)).toContainText('Клиент былай оқиды')
    await button(plain, 'Мәтінді түзету').click()
    await expect(answerField(plain)).toHaveValue('Қай нөмір туралы айтып отырсыз?')
    await sendText(plain, 'Сұрақ қойып, жауабын күту')
    await expect(main(plain)).toContainText('Мәтін әлі кеткен жоқ')
    await leave(guest)
    await plain.reload()
    await expect(main(plain)).toContainText('Клиентті күтуде')
    expect((await showComplaint(guest.ctx, { caseId: id })).state).toBe('waiting-customer')
    await context.close()
    expect(ctx.actor.kind).toBe('staff')

    const desk = await deskOf(browser, 'agent', page, baseURL)
    await desk.goto(deskPage(reference))
    await answerField(desk).fill('Сеанс бітсе де жазғаным қалсын.')
    await desk.context().clearCookies()
    await button(desk, 'Хабарлама жіберу').click()
    await expect(main(desk).getByRole('alert')).toContainText('Сеанс аяқталды')
    await expect(answerField(desk)).toHaveValue('Сеанс бітсе де жазғаным қалсын.')
    expect((await showComplaint(guest.ctx, { caseId: id })).lastStep).toBe(3)
    await desk.context().close()
  },
)
