import { lookPages } from '#db/schema/looks.ts'
import { answerLook } from '#domain/looks/answer-look.ts'
import { askForLook } from '#domain/looks/ask-for-look.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { openPage } from '#domain/looks/open-page.ts'
import { revealForLook } from '#domain/looks/reveal-for-look.ts'
import { startLook } from '#domain/looks/start-look.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { running, spoken, stage, wanted } from '#testing/browser/look-stage.ts'

test('a look with leave: asked for, seen at once, granted, live, ended by the customer, and read afterwards', async ({
  page,
  signIn,
  desk,
}) => {
  const guest = await signIn('new')
  const { reference, agent } = await stage(guest, desk)
  const seen = agent.page
  await page.goto('/consents')

  await seen.goto('/staff/customers')
  await seen.getByLabel('Шағым нөмірі, ЖСН не телефон').fill(guest.phone)
  await seen.getByRole('button', { name: 'Табу' }).click()
  await expect(seen.getByRole('heading', { name: /•/ })).toBeVisible()
  await expect(seen.locator('main')).not.toContainText('Сынақова')
  await seen.getByRole('link', { name: 'Көру сеансын сұрау' }).click()
  await seen.getByLabel('Не үшін керек').fill('қысқа')
  await seen.getByRole('checkbox', { name: 'Келісімдер' }).check()
  await seen.getByRole('button', { name: 'Рұқсат сұрау' }).click()
  await expect(seen.getByText('кемінде 10 таңбамен')).toBeVisible()
  await expect(seen.getByRole('checkbox', { name: 'Келісімдер' })).toBeChecked()
  await seen.getByLabel('Не үшін керек').fill('SMS келісімінің күйін тексеру')
  await seen.getByRole('button', { name: 'Рұқсат сұрау' }).click()
  await expect(seen.getByText(/^Клиенттің жауабы .* күтіледі/)).toBeVisible()

  const notice = page.getByRole('complementary', { name: 'Көру сеансы' })
  await expect(notice).toContainText(`${agent.staffId}, маман`)
  await notice.getByRole('link', { name: 'Жауап беру' }).click()
  await expect(page.getByText('SMS келісімінің күйін тексеру')).toBeVisible()
  await page.getByRole('button', { name: 'Рұқсат беру' }).click()
  await expect(page.getByText('Рұқсат берілді, бірақ')).toBeVisible()

  await seen.getByRole('button', { name: 'Сеансты бастау' }).click()
  await expect(seen).toHaveURL(/\/staff\/view\/[0-9a-f-]+\/consents$/)
  const band = seen.getByRole('complementary', { name: 'Клиент беттері' })
  await expect(band).toContainText(`№ ${reference}: SMS келісімінің күйін тексеру`)
  await expect(seen.getByRole('switch').first()).toBeDisabled()
  expect(await seen.getByRole('switch', { disabled: false }).count()).toBe(0)
  await expect(seen.locator('nav.rail [aria-disabled]')).toHaveCount(7)

  await expect(notice).toContainText('қазір беттеріңізді көріп отыр')
  await page.goto('/data')
  await notice.getByRole('button', { name: 'Қазір тоқтату' }).click()
  await expect(page.getByText('Сеанс аяқталды')).toBeVisible()
  await seen.goto(seen.url())
  await expect(seen).toHaveURL(/\/staff\/looks\/[0-9a-f-]+$/)
  await expect(seen.getByRole('status')).toContainText('Сеанс аяқталды')

  await expect(page.getByText('«Келісімдер» беті ашылды.')).toBeVisible()
  await page.goto('/activity?kind=looks')
  await expect(page.getByText('тоқтаттыңыз.')).toBeVisible()
  await page.getByRole('link', { name: 'Неге екенін сұрау' }).first().click()
  await expect(page.getByRole('combobox')).toHaveValue(/^look:/)
})

test('a look the customer refuses shows nothing', anyWidth, async ({ page, signIn, desk }) => {
  const guest = await signIn('new')
  const { reference, agent } = await stage(guest, desk)
  const { lookId } = await askForLook(agent.ctx, wanted(reference))
  await agent.page.goto(`/staff/looks/${lookId}`)
  await page.goto(`/looks/${lookId}`)
  await page.getByRole('button', { name: 'Рұқсат бермеу' }).click()
  await expect(page.getByText('ештеңе көрсетілген жоқ')).toBeVisible()
  await expect(agent.page.getByRole('status')).toContainText('Клиент рұқсат бермеді')
  await agent.page.goto(`/staff/view/${lookId}/consents`)
  await expect(agent.page).toHaveURL(new RegExp(`/staff/looks/${lookId}$`))
})

test('on the phone, the agent says the two words that the customer’s page shows beside the buttons', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const { reference, agent } = await stage(guest, desk)
  const { lookId } = await askForLook(agent.ctx, wanted(reference))
  const [kk, ru] = (['kk', 'ru'] as const).map((locale) => spoken(locale, lookId))
  await agent.page.goto(`/staff/looks/${lookId}`)
  for (const words of [kk, ru]) await expect(agent.page.getByText(words ?? '', { exact: true })).toBeVisible()
  await accessible(agent.page)
  await page.goto('/')
  const need = page.locator('.need')
  await expect(need).toContainText(kk ?? '')
  await accessible(page)
  await page.goto(`/looks/${lookId}`)
  await expect(page.getByText(kk ?? '', { exact: true })).toBeVisible()
  await page.goto('/')
  await need.getByRole('button', { name: 'Рұқсат беру' }).click()
  await expect(page).toHaveURL(`/looks/${lookId}`)
  await expect(page.getByText('Рұқсат бердіңіз.')).toBeVisible()
  await expect(agent.page.getByRole('button', { name: 'Сеансты бастау' })).toBeVisible()
  await expect(agent.page.getByText(kk ?? '', { exact: true })).toHaveCount(0)
})

test('a look stands first on the overview until it is acknowledged, with what was opened and the way to ask why', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const { reference, agent } = await stage(guest, desk)
  const lookId = await running(guest, agent, reference)
  await openPage(agent.ctx, { lookId, page: 'data' })
  const reason = 'Нөмірді клиентпен салыстыру керек'
  await revealForLook(agent.ctx, { lookId, field: 'phone', reason })
  await page.goto('/')
  await expect(page.locator('.need')).toHaveCount(0)
  await endLook(agent.ctx, { lookId })
  // The open page finds out by itself.
  const need = page.locator('.need')
  await expect(need).toContainText('сіздің рұқсатыңызбен көрді')
  await expect(need).toContainText(`${agent.staffId}, маман`)
  await expect(need).toContainText('Менің деректерім')
  await expect(need).toContainText(`Ұялы телефон нөмірі. Себебі: «${reason}»`)
  await accessible(page)
  await need.getByRole('link', { name: 'Неге екенін сұрау' }).click()
  await expect(page.getByRole('combobox')).toHaveValue(`look:${lookId}`)
  await page.goto('/')
  await need.getByRole('button', { name: 'Таныстым' }).click()
  await expect(page).toHaveURL('/')
  await expect(need).toHaveCount(0)
  for (const kind of ['looks', 'data']) {
    await page.goto(`/activity?kind=${kind}`)
    await expect(page.getByText(reason)).toBeVisible()
  }
  await page.goto('/data?field=phone')
  await expect(page.getByRole('link', { name: /Банк 1\s+рет/ })).toBeVisible()
})

test('one value is shown for a reason the customer reads word for word', async ({ page, signIn, desk }) => {
  const guest = await signIn('new')
  const { reference, agent } = await stage(guest, desk)
  const lookId = await running(guest, agent, reference)
  const seen = agent.page
  await seen.goto(`/staff/view/${lookId}/data?field=phone`)
  await expect(seen.locator('main')).not.toContainText(guest.phone.slice(-7))
  await seen.getByRole('button', { name: 'Ашуды сұрау' }).click()
  await seen.getByLabel('Не үшін керек').fill('Нөмірді клиентпен салыстыру керек')
  await seen.getByRole('button', { name: 'Ашу және журналға жазу' }).click()
  const digits = guest.phone.slice(2).replace(/(\d{3})(\d{3})(\d{2})(\d{2})/, '$1.$2.$3.$4')
  await expect(seen.getByText(new RegExp(digits))).toBeVisible()
  await page.goto(`/looks/${lookId}`)
  await expect(page.getByText('Нөмірді клиентпен салыстыру керек')).toBeVisible()
})

test('every page of staff who look is accessible', async ({ signIn, desk, accessible }) => {
  const guest = await signIn('new')
  const { reference, agent } = await stage(guest, desk)
  const seen = agent.page
  await seen.goto('/staff/customers')
  await accessible(seen)
  await seen.goto(`/staff/looks/new?complaint=${reference}`)
  await accessible(seen)
  const lookId = await running(guest, agent, reference, { pages: [...lookPages] })
  for (const address of [
    '/staff/looks',
    `/staff/looks/${lookId}`,
    ...lookPages.map((name) => `/staff/view/${lookId}/${name}`),
  ]) {
    await seen.goto(address)
    await accessible(seen)
  }
  const officer = await desk('officer')
  await officer.page.goto('/staff/oversight')
  await accessible(officer.page)
})

test('the customer’s pages of a look are accessible, waiting and live', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const { reference, agent } = await stage(guest, desk)
  const { lookId } = await askForLook(agent.ctx, wanted(reference))
  for (const address of [`/looks/${lookId}`, '/settings']) {
    await page.goto(address)
    await accessible(page)
  }
  await answerLook(guest.ctx, { lookId, answer: 'grant' })
  await startLook(agent.ctx, { lookId })
  for (const address of [`/looks/${lookId}`, '/consents']) {
    await page.goto(address)
    await expect(page.locator('.band.live')).toBeVisible()
    await accessible(page)
  }
})
