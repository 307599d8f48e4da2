import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { stage, withoutLeave } from '#testing/browser/look-stage.ts'

test('without the customer’s answer, two senior colleagues approve, the customer is told, an officer goes over it', async ({
  page,
  signIn,
  desk,
}) => {
  const guest = await signIn('new')
  const { reference, agent } = await stage(guest, desk)
  const seniors = await Promise.all((['supervisor', 'officer'] as const).map((role) => desk(role)))
  await page.goto('/')
  await agent.page.goto(`/staff/looks/new?complaint=${reference}`)
  await agent.page.getByLabel('Не үшін керек').fill('Клиент ауруханада, телефонын көтермейді')
  await agent.page.getByRole('checkbox', { name: 'Менің деректерім' }).check()
  await agent.page.getByRole('radio', { name: 'Екі аға қызметкер' }).check()
  await agent.page.getByRole('button', { name: 'Рұқсат сұрау' }).click()
  await expect(agent.page.getByText(/^Екі аға қызметкердің мақұлдауы .* күтіледі/)).toBeVisible()
  const lookId = agent.page.url().split('/').at(-1) ?? ''
  await expect(page.locator('.band.urgent')).toBeVisible()
  await expect(agent.page.getByRole('button', { name: 'Мақұлдау' })).toHaveCount(0)
  for (const { page: seen } of seniors) {
    await seen.goto('/staff/oversight')
    await seen.locator(`a[href="/staff/looks/${lookId}"]`).first().click()
    await seen.getByRole('button', { name: 'Мақұлдау' }).click()
    await expect(seen.getByRole('button', { name: 'Мақұлдау' })).toHaveCount(0)
  }
  await agent.page.getByRole('button', { name: 'Сеансты бастау' }).click()
  await expect(agent.page.locator('.band.urgent')).toContainText('екі аға қызметкер')
  await expect(page.locator('.band.urgent').getByRole('status')).toContainText(
    `Банк қызметкері (коды ${agent.staffId}, маман) қазір беттеріңізді сіздің рұқсатыңызсыз көріп отыр.`,
  )
  const officer = seniors[1]?.page
  if (!officer) throw new Error('an officer approves')
  await officer.goto('/staff/oversight')
  const stop = officer
    .locator('.row', { has: officer.locator(`a[href="/staff/looks/${lookId}"]`) })
    .getByRole('button', { name: 'Тоқтату' })
  await stop.click()
  await expect(stop).toHaveCount(0)
  await agent.page.goto(`/staff/view/${lookId}/data`)
  await expect(agent.page.getByRole('status')).toContainText('Сеанс аяқталды')
  await officer.goto(`/staff/looks/${lookId}`)
  await officer.getByRole('radio', { name: 'Негіз болды', exact: true }).check()
  await officer.getByRole('radio', { name: 'Ешкімге' }).check()
  await officer.getByLabel('Клиент оқитын мәтін').fill('Ауруханада болғаныңыз расталды.')
  await officer.getByRole('button', { name: 'Клиентке жіберу' }).click()
  await expect(officer.getByText('Ауруханада болғаныңыз расталды.')).toBeVisible()
  await expect(officer.getByRole('button', { name: 'Клиентке жіберу' })).toHaveCount(0)
  await page.goto(`/looks/${lookId}`)
  await expect(page.getByText('сеансты тексерді')).toBeVisible()
  await expect(page.getByText('Ауруханада болғаныңыз расталды.')).toBeVisible()
})

test(
  'a look that was not justified: reviewed, read by the customer, passed on, settled by another officer',
  anyWidth,
  async ({ page, signIn, desk, accessible }) => {
    const guest = await signIn('new')
    const { reference, agent } = await stage(guest, desk)
    const [supervisor, reviewer, other] = [
      await desk('supervisor'),
      await desk('officer'),
      await desk('officer'),
    ]
    const lookId = await withoutLeave(agent, [supervisor, reviewer], reference)
    await page.goto('/')
    const need = page.locator('.need')
    await need.getByRole('button', { name: 'Таныстым' }).click()
    await expect(need).toHaveCount(0)

    const seen = reviewer.page
    await seen.goto(`/staff/looks/${lookId}`)
    await accessible(seen)
    await seen.getByRole('radio', { name: 'Негіз болмады' }).check()
    await seen.getByLabel('Клиент оқитын мәтін').fill('Күтуге болатын еді […].')
    await seen.getByRole('button', { name: 'Клиентке жіберу' }).click()
    await expect(seen.getByText('Мәтін аяқталмаған')).toBeVisible()
    await expect(seen.getByText('кімге жіберілетінін таңдаңыз')).toBeVisible()
    await expect(seen.getByRole('radio', { name: 'Негіз болмады' })).toBeChecked()
    const text = 'Қызметкер рұқсатыңызды күтуге тиіс еді.'
    await seen.getByLabel('Клиент оқитын мәтін').fill(text)
    await seen.getByRole('radio', { name: 'Ішкі тексеруге' }).check()
    await seen.getByRole('button', { name: 'Клиентке жіберу' }).click()
    await expect(seen.getByText(text)).toBeVisible()

    await page.goto('/')
    await expect(need).toContainText('негіз болмаған')
    await expect(need).toContainText('Банк ішкі тексеру бастады.')
    await expect(need.getByText(text)).toHaveAttribute('lang', 'kk')
    await accessible(page)
    await need.getByRole('link', { name: 'осы көруге шағымдана аласыз' }).click()
    await expect(page.getByRole('combobox')).toHaveValue(`look:${lookId}`)

    await seen.goto(`/staff/looks/${lookId}`)
    await expect(seen.getByRole('button', { name: 'Клиентке жіберу' })).toHaveCount(0)
    await other.page.goto('/staff/oversight')
    await accessible(other.page)
    const waiting = other.page
      .locator('section', { has: other.page.getByRole('heading', { name: 'Нәтижесін күтіп тұр' }) })
      .locator(`a[href="/staff/looks/${lookId}"]`)
    await waiting.click()
    await other.page.getByRole('radio', { name: 'Бұзушылық расталды' }).check()
    await other.page.getByLabel('Клиент оқитын мәтін').fill('Қызметкердің құқығы тоқтатылды.')
    await other.page.getByRole('button', { name: 'Клиентке жіберу' }).click()
    await expect(other.page.getByText('Қызметкердің құқығы тоқтатылды.')).toBeVisible()
    await other.page.goto('/staff/oversight')
    await expect(waiting).toHaveCount(0)
    await page.goto('/')
    await expect(need).toContainText('бұзушылық расталып, шара қолданылды')
    await need.getByRole('button', { name: 'Таныстым' }).click()
    await expect(need).toHaveCount(0)
  },
)
