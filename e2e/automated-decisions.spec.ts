import { eq } from 'drizzle-orm'
import { customers } from '#db/schema/customers.ts'
import { recordAutomatedDecisions } from '#domain/automated-decisions/record-automated-decisions.ts'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { bankMoves } from '#testing/browser/complaint-desk.ts'
import { expect, systemContext, test } from '#testing/browser/fixtures.ts'
import { layoutFaults } from '#testing/browser/layout-faults.ts'

const text = 'Табысымды дұрыс есептемегенсіздер. Шешімді адам қарасын.'
const loan = {
  decision: 'loan-application',
  outcome: 'refused',
  factors: [
    { factor: 'income', weight: 'strong', direction: 'against' },
    { factor: 'repayment', weight: 'slight', direction: 'for' },
  ],
  decidedAt: new Date(),
}

test('a customer reads what a program decided and why, objects, and the objection stands beside it', async ({
  page,
  signIn,
  newCustomer,
  accessible,
  desk,
}) => {
  const guest = await signIn('new')
  const { reference } = await customerOf(guest.ctx.subject)
  const stranger = await newCustomer()
  await recordAutomatedDecisions(await systemContext(null), {
    decisions: [
      { customer: reference, id: 'L-501', ...loan },
      { customer: stranger.reference, id: 'L-502', ...loan },
    ],
  })

  await page.goto('/activity?kind=automated-decisions')
  await page.getByRole('main').getByRole('link', { name: 'Шешімдерді қарау' }).click()
  await expect(page).toHaveURL('/automated-decisions')
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { level: 3 })).toHaveText('Несие өтінімі бойынша шешім')
  await expect(main).toContainText('№\u00a0L-501')
  await expect(main).not.toContainText('L-502')
  await expect(main).toContainText('Несие беруден бас тартылды.')
  await expect(main.locator('dd').first().getByRole('listitem').first()).toContainText(
    'Табысыңыз: шешімге теріс әсері көп болды.',
  )
  await main.getByText('Мұндай шешім қалай шығарылады').click()
  await expect(main.getByRole('link', { name: '«Несиені бағдарлама шешуі»' })).toHaveAttribute(
    'href',
    '/consents#automated-loan-decision',
  )
  await expect(main).toContainText('Банктің несие бөлімінің маманы')
  await accessible(page)

  await main
    .getByRole('link', { name: 'Қарсылық білдіру: Несие өтінімі бойынша шешім, №\u00a0L-501' })
    .click()
  await expect(page).toHaveTitle(/Қарсылық білдіру/)
  await expect(main).toContainText(/Несие өтінімі бойынша шешім, .*L-501/)
  await expect(main).toContainText('3\u00a0жұмыс күні')
  await accessible(page)
  await page.getByLabel('Неге келіспейсіз және не сұрайсыз?').fill(text)
  await page.getByRole('button', { name: 'Қарсылықты жіберу' }).click()
  await expect(page).toHaveURL(/filed=1$/)
  await expect(main).toContainText('Несие өтінімі бойынша шешім, ')
  await expect(main).toContainText('19‑1‑бабы')
  const [filed] = await listComplaints(guest.ctx)
  const number = filed?.reference ?? ''

  await page.goto('/automated-decisions')
  await expect(main).toContainText(`№\u00a0${number}`)
  await expect(main.getByRole('link', { name: /^Қарсылық білдіру/ })).toHaveCount(0)
  await accessible(page)

  const { page: staff } = await desk('agent')
  await staff.goto(`/staff/cases?number=${number}`)
  await expect(staff.getByRole('row').filter({ hasText: number })).toContainText(
    'Қарсылық, банктің несие бөлімінің маманы қайта қарайды',
  )
  await staff.goto(`/staff/cases/${number}`)
  await expect(staff.getByRole('main')).toContainText('банктің несие бөлімінің маманы қайта қарайды')
  await expect(staff.getByRole('main')).toContainText('Несие өтінімі бойынша шешім, ')
  await expect(staff.getByRole('main')).toContainText('L-501')

  const answer = 'Шешім өзгерді: қосымша табысыңыз есептелмей қалған екен.'
  await bankMoves(guest, { caseId: filed?.id, kind: 'answered', text: answer, lastStep: 2 })
  await page.goto('/automated-decisions')
  await expect(main).toContainText('Банктің жауабы, ')
  await expect(main).toContainText(answer)
  await accessible(page)
})

test(
  'the page of decisions fits a phone and a desk with text of 200 %, and refuses an address that can’t be',
  anyWidth,
  async ({ page, signIn }) => {
    await page.setViewportSize({ width: 360, height: 740 })
    await signIn('gulsim')
    await page.goto('/automated-decisions?cursor=tampered')
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Бұл беттің мекенжайы жарамсыз.')
    await page.getByRole('link', { name: 'Тізімді басынан ашу' }).click()
    await expect(page.getByRole('main').getByRole('heading', { level: 3 })).toHaveText([
      'Аударымды алаяқтық белгісіне тексеру',
      'Несие өтінімі бойынша шешім',
    ])
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '212.5%'))
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 740 })
      expect(await layoutFaults(page), `${width} px`).toEqual([])
    }
  },
)

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })
  test(
    'without script an objection that was refused still names its decision, and then has its clock',
    anyWidth,
    async ({ page, signIn }) => {
      const guest = await signIn('new')
      const { reference } = await customerOf(guest.ctx.subject)
      await recordAutomatedDecisions(await systemContext(null), {
        decisions: [{ customer: reference, id: 'L-503', ...loan }],
      })
      await page.goto('/automated-decisions')
      await page.getByRole('link', { name: /^Қарсылық білдіру.*L-503/ }).click()
      const main = page.getByRole('main')
      const field = page.getByLabel('Неге келіспейсіз және не сұрайсыз?')
      await page.getByRole('button', { name: 'Қарсылықты жіберу' }).click()
      await expect(field).toHaveAccessibleDescription(/Не болғанын жазыңыз/)
      await expect(main).toContainText('L-503')
      await field.fill(text)
      await page.getByRole('button', { name: 'Қарсылықты жіберу' }).click()
      await expect(page).toHaveURL(/filed=1$/)
      await expect(main).toContainText('L-503')
      await expect(main).toContainText('3\u00a0жұмыс күні')
      expect(await listComplaints(guest.ctx)).toMatchObject([{ about: { kind: 'automated-decision' } }])
    },
  )
})

async function customerOf(subject: string) {
  const { db } = await systemContext(null)
  const [row] = await db.select().from(customers).where(eq(customers.id, subject))
  if (!row) throw new Error('the customer is registered')
  return row
}
