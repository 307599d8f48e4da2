import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { button, deskPage, main } from '#testing/browser/complaint-desk.ts'
import { expect, systemContext, test } from '#testing/browser/fixtures.ts'

const paper = { name: 'анықтама.txt', mimeType: 'text/plain', buffer: Buffer.from('Мекенжай анықтамасы') }

test('a customer asks for a correction, the desk sends it to the systems, they answer, and the customer sees before and after', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const { ctx } = await signIn('new')
  await putHoldings(await systemContext(ctx.subject), {
    holdings: [{ field: 'address', value: 'Шымкент қ., Тәуке хан даңғылы, 5-үй', obtainedVia: 'branch' }],
  })
  await page.goto('/requests/new?kind=correction&about=field:address')
  await page.getByLabel('Дұрыс мәні қандай?').fill('Дұрыс мекенжайым: Алматы қ., Абай даңғылы, 10-үй')
  await page.getByLabel('Файл тіркеу').setInputFiles(paper)
  await button(page, 'Сұратуды жіберу').click()
  await expect(page.getByText(/Сұрату тіркелді, №\s(С-\d{4}-\d+)/)).toBeVisible()
  const reference = /С-\d{4}-\d+/.exec(await main(page).innerText())?.[0] ?? ''
  await expect(page.getByRole('heading', { name: 'Банк жүйелері' })).toHaveCount(0)

  const agent = (await desk('agent')).page
  await agent.goto(deskPage(reference))
  await expect(agent.locator('#systems')).toContainText('Құжатты тексеріп болған соң жіберіңіз.')
  await accessible(agent)
  await button(agent, 'Жүйелерге жіберу').click()
  const atDesk = agent.locator('#systems').locator('.row')
  await expect(atDesk.filter({ hasText: 'Негізгі банк жүйесі' })).toBeVisible()
  await expect(async () => {
    await agent.reload()
    await expect(agent.locator('#systems')).toContainText('Барлық жүйе жауап берді', { timeout: 1000 })
  }).toPass()
  await expect(atDesk.filter({ hasText: 'Негізгі банк жүйесі' })).toContainText('Орындалды')
  await expect(atDesk.filter({ hasText: 'Талдау жүйесі' })).toContainText('Бұл жүйеде мұндай дерек жоқ')
  await expect(agent.locator('[id="outcome.address"]')).toHaveValue('fulfilled')
  await accessible(agent)

  await page.reload()
  const systems = page.locator('#systems').locator('.row')
  await expect(systems).toHaveCount(2)
  await expect(systems.filter({ hasText: 'Негізгі банк жүйесі' })).toContainText('Жауап берді')
  const changes = page.locator('#changes')
  await expect(changes).toContainText('Бұрын')
  await expect(changes).toContainText('Шымкент')
  await expect(changes).toContainText('Енді')
  await expect(changes).toContainText('Алматы')
  await expect(changes).not.toContainText('Абай')
  await accessible(page)
  await page.goto('/activity')
  await page
    .getByText(/Банк жүйесі .* сұратуы бойынша деректі түзетті/)
    .getByRole('link')
    .click()
  await expect(page.locator('#changes')).toBeVisible()
})
