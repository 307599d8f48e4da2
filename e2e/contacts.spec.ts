import { listActivity } from '#domain/activity/list-activity.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { isoDay, longDate } from '#i18n/format.ts'
import { addDays } from '#policy/days.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { findAtDesk, spoken } from '#testing/browser/look-stage.ts'

test('a letter is entered with its day of receipt, and its customer reads how and when it came', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const { page: seen } = await desk('agent')
  await findAtDesk(seen, guest)
  await accessible(seen)
  await seen.getByRole('link', { name: 'Шағымды енгізу' }).click()
  await expect(seen.getByRole('heading', { level: 1 })).toHaveText('Шағымды енгізу')
  await expect(seen.locator('main')).not.toContainText('Сынақова')
  const today = isoDay(new Date())
  await seen.getByLabel('Түскен күні').fill(addDays(today, 1))
  await seen.getByLabel('Клиент не жазды не айтты').fill('Хатымда жазғандай, нөмірімді бергенсіздер.')
  const register = seen.getByRole('button', { name: 'Шағымды тіркеу' })
  await register.click()
  await expect(seen.getByText('Түскен күн бүгіннен кейін болмайды.')).toBeVisible()
  await expect(seen.getByLabel('Клиент не жазды не айтты')).toHaveValue(/^Хатымда/)
  await accessible(seen)
  const received = addDays(today, -31)
  await seen.getByLabel('Түскен күні').fill(received)
  await register.click()
  await expect(seen).toHaveURL(/\/staff\/cases\//)
  await expect(seen.getByRole('main')).toContainText('Жауап кешікті')
  await expect(seen.getByRole('main')).toContainText('хатпен түсті, порталға банк енгізді')

  const [complaint] = await listComplaints(guest.ctx)
  await page.goto(`/complaints/${complaint?.id}`)
  const main = page.getByRole('main')
  await expect(main).toContainText('хатпен түсті, порталға банк енгізді')
  await expect(main).toContainText('Жауап кешікті')
  await expect(main).toContainText(longDate('kk', received))
  await expect(main).toContainText('хатпен; порталға')
  await accessible(page)
  await page.goto('/activity?kind=complaints')
  await expect(main).toContainText('Банк хатпен түскен')
  await page.goto('/complaints')
  await expect(main).toContainText('хатпен берілді')
})

test('a question by phone gets a number, and the agent asks for a look about it, which the customer allows', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const { page: seen } = await desk('agent')
  await findAtDesk(seen, guest)
  await expect(seen.getByText('ашық шағымы не хабарласуы жоқ')).toBeVisible()
  await seen.getByRole('link', { name: 'Хабарласуды жазу' }).click()
  await expect(seen.getByText('порталда ол ешкімге құқық бермейді')).toBeVisible()
  await seen.getByRole('button', { name: 'Жазып алу' }).click()
  await expect(seen.getByText('Не туралы екенін бір-екі сөзбен жазыңыз.')).toBeVisible()
  await accessible(seen)
  const note = 'Деректер бетіндегі нөмірді сұрады.'
  await seen.getByLabel('Не туралы').fill(note)
  await seen.getByRole('button', { name: 'Жазып алу' }).click()
  await expect(seen).toHaveURL('/staff/contacts')
  const row = seen.locator('.row', { hasText: note })
  await expect(row).toContainText(/№\sХ-\d{4}-\d{5,}, телефонмен қойылған сұрақ/)
  await accessible(seen)

  await row.getByRole('link', { name: 'Көру сеансын сұрау' }).click()
  await expect(seen.getByRole('radio', { name: 'Екі аға қызметкер' })).toHaveCount(0)
  await accessible(seen)
  await seen.getByLabel('Не үшін керек').fill('Беттегі нөмірді түсіндіру')
  await seen.getByRole('checkbox', { name: 'Менің деректерім' }).check()
  await seen.getByRole('button', { name: 'Рұқсат сұрау' }).click()
  await expect(seen).toHaveURL(/\/staff\/looks\/[0-9a-f-]+$/)
  const lookId = seen.url().split('/').at(-1) ?? ''
  await expect(seen.getByText(spoken('kk', lookId), { exact: true })).toBeVisible()

  await page.goto('/')
  await expect(page.locator('.need')).toContainText(spoken('kk', lookId))
  await page.goto(`/looks/${lookId}`)
  await expect(page.getByRole('link', { name: /№\sХ-/ })).toHaveAttribute('href', '/activity?kind=contacts')
  await accessible(page)
  await page.getByRole('button', { name: 'Рұқсат беру' }).click()
  await seen.getByRole('button', { name: 'Сеансты бастау' }).click()
  await expect(seen.getByRole('complementary', { name: 'Клиент беттері' })).toContainText('№ Х-')

  await page.goto('/activity?kind=contacts')
  await expect(page.getByRole('main')).toContainText('банк телефонмен қойылған сұрақты жазып алды')
  await expect(page.getByRole('main')).toContainText(note)
  await accessible(page)
  await seen.goto('/staff/contacts')
  await row.getByRole('button', { name: 'Жабу' }).click()
  await expect(row).toContainText('Жабылды')
  await expect(row.getByRole('link')).toHaveCount(0)
  const { entries } = await listActivity(guest.ctx, { kind: 'contacts' })
  expect(entries.map(({ action }) => action)).toEqual(['contact.closed', 'contact.taken'])
})

test('a customer who has both is offered a look about either', async ({ signIn, desk }) => {
  const guest = await signIn('new')
  const { reference } = await fileComplaint(guest.ctx, { kind: 'ordinary', text: 'Жарнама келіп жатыр.' })
  const { page: seen } = await desk('agent')
  await findAtDesk(seen, guest)
  await seen.getByRole('link', { name: 'Хабарласуды жазу' }).click()
  await seen.getByRole('radio', { name: 'Бөлімшеге келу' }).check()
  await seen.getByLabel('Не туралы').fill('Шағымының барысын сұрады.')
  await seen.getByRole('button', { name: 'Жазып алу' }).click()
  await findAtDesk(seen, guest)
  const asks = seen.getByRole('link', { name: 'Көру сеансын сұрау' })
  await expect(asks).toHaveCount(2)
  await expect(seen.locator('.row').first()).toContainText('бөлімшеге келу')
  await expect(seen.locator('.row').last()).toContainText(reference)
})
