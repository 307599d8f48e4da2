import type { Page } from '@playwright/test'
import { putObligation } from '#domain/holdings/put-obligation.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { decided, tell } from '#testing/browser/decisions.ts'
import { expect, systemContext, test } from '#testing/browser/fixtures.ts'
import { question, row, switchOn, toggle } from '#testing/browser/switches.ts'

const toast = (page: Page) => page.getByRole('status').filter({ hasText: /\S/ })

test('a yes is given, one press withdraws, undo and history with it', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await page.goto('/consents')
  await expect(page.getByRole('switch', { checked: true })).toHaveCount(0)
  const sms = toggle(page, 'marketing-sms')
  await expect(sms).toHaveAccessibleName('SMS арқылы жарнама')
  await switchOn(page, 'marketing-sms')
  await expect(sms).toBeChecked()
  await expect(toast(page)).toContainText('Қосылды: SMS арқылы жарнама.')
  await expect(page.locator('#marketing > header')).toContainText('1\u00a0келісім қосулы')
  await expect(row(page, 'marketing-sms')).toContainText(/Бүгін \d\d:\d\d‑\S+ қосылды/)

  await sms.focus()
  await page.keyboard.press('Space')
  await expect(toast(page)).toContainText('Өшірілді: SMS арқылы жарнама.')
  await toast(page).getByRole('button', { name: 'Болдырмау' }).click()
  await expect(sms).toBeFocused()
  await expect(sms).toBeChecked()
  await expect(toast(page)).toContainText('Қосылды')
  expect(await decided(guest, 'marketing-sms')).toEqual(['given portal', 'withdrawn portal', 'given portal'])

  await row(page, 'marketing-sms').locator('summary').click()
  const history = row(page, 'marketing-sms').getByRole('list', { name: 'Келісім тарихы' })
  await expect(history.getByRole('listitem')).toHaveCount(3)
  await accessible(page)
  await history
    .getByRole('link', { name: /^Түбіртек/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Келісім түбіртегі')
  for (const item of [
    'Сынақова Ару Сынаққызы',
    'БСН',
    'Шетелге беру (трансшекаралық)',
    'Кері қайтарып алу жолы',
  ])
    await expect(page.getByRole('main')).toContainText(item)
  await accessible(page)
})

test('a decision on what another tab has changed is refused, and the row shows how it stands', async ({
  page,
  signIn,
}) => {
  const guest = await signIn('new')
  const other = await page.context().newPage()
  await page.goto('/consents')
  await other.goto('/consents')
  await switchOn(other, 'personalisation')
  await expect(toast(other)).toContainText('Қосылды')
  await switchOn(page, 'personalisation')
  await expect(row(page, 'personalisation').getByRole('alert')).toContainText('басқа жерде өзгертілген')
  await expect(toggle(page, 'personalisation')).toBeChecked()
  await expect(row(page, 'personalisation')).toContainText('қосылды')
  expect(await decided(guest, 'personalisation')).toEqual(['given portal'])

  await toggle(page, 'personalisation').click()
  await expect(toggle(page, 'personalisation')).not.toBeChecked()
  await expect(row(page, 'personalisation').getByRole('alert')).toHaveCount(0)
  await expect(toast(page)).toContainText('Өшірілді')
})

test('all marketing goes off in one step, and comes back with undo', async ({ page, signIn }) => {
  const guest = await signIn('new')
  for (const consent of ['marketing-sms', 'marketing-calls', 'personalisation']) await tell(guest, consent)
  await page.goto('/consents')
  await page.getByRole('button', { name: 'Барлық жарнаманы өшіру' }).click()
  await expect(toast(page)).toContainText('2\u00a0келісім кері қайтарып алынды')
  await expect(page.locator('#marketing').getByRole('switch', { checked: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Барлық жарнама өшірулі' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expect(toggle(page, 'personalisation')).toBeChecked()
  expect(await decided(guest, 'marketing-sms')).toEqual(['withdrawn portal', 'given app'])

  await toast(page).getByRole('button', { name: 'Болдырмау' }).click()
  await expect(page.locator('#marketing > header')).toContainText('2\u00a0келісім қосулы')
  await expect.poll(() => decided(guest, 'marketing-calls')).toHaveLength(3)
})

test('on is informed: the press opens what the consent is about, and nothing is on before the yes', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await page.goto('/consents')
  const sms = toggle(page, 'marketing-sms')
  await sms.click()
  const asked = question(page, 'marketing-sms')
  await expect(asked.getByRole('heading', { name: 'Қоспас бұрын' })).toBeFocused()
  await expect(sms).not.toBeChecked()
  await expect(row(page, 'marketing-sms')).toContainText('Әлі өшірулі')
  await expect(sms).toHaveAccessibleDescription('Қоспас бұрын: бұл келісім не туралы')
  for (const [what, said] of [
    ['Қандай дерек', 'ұялы телефон нөмірі'],
    ['Не үшін', 'келісім берсеңіз'],
    ['Кімге', '«Жетел Медиа» ЖШС (Қазақстан), «Үнқағаз Байланыс» ЖШС (Қазақстан)'],
    ['Қашанға дейін', /20\d\d\sжылғы \d+\s\S+ дейін/],
  ] as const)
    await expect(asked.getByRole('listitem').filter({ hasText: what })).toContainText(said)
  const choices = asked.getByRole('button')
  await expect(choices).toHaveText(['Келісім беремін', 'Өшірулі қалсын'])
  const [yes, no] = await Promise.all([choices.nth(0).boundingBox(), choices.nth(1).boundingBox()])
  expect(yes?.width).toBe(no?.width)
  await accessible(page)

  await choices.nth(1).click()
  await expect(asked).toBeHidden()
  await expect(sms).toBeFocused()
  await sms.click()
  await page.keyboard.press('Escape')
  await expect(asked).toBeHidden()
  await sms.click()
  await sms.click()
  await expect(asked).toBeHidden()
  await expect(sms).not.toBeChecked()
  expect(await decided(guest, 'marketing-sms')).toEqual([])

  await sms.click()
  await choices.nth(0).click()
  await expect(sms).toBeChecked()
  await expect(sms).toBeFocused()
  await expect(row(page, 'marketing-sms').locator('summary')).toContainText('Не үшін: ')
  await sms.click()
  await expect(toast(page)).toContainText('Өшірілді')
  expect(await decided(guest, 'marketing-sms')).toEqual(['withdrawn portal', 'given portal'])
})

test('the phone book opens only with the confirmation, and closes without a question', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await page.goto('/consents')
  const contacts = toggle(page, 'device-contacts')
  await contacts.click()
  const asked = question(page, 'device-contacts')
  const confirmation = asked.getByRole('checkbox', { name: 'олардың келісімін алғанымды растаймын' })
  await expect(confirmation).not.toBeChecked()
  await accessible(page)
  await asked.getByRole('button', { name: 'Келісім беремін' }).click()
  await expect(confirmation).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(asked).toBeHidden()
  await expect(contacts).not.toBeChecked()
  await expect(contacts).toBeFocused()
  expect(await decided(guest, 'device-contacts')).toEqual([])

  await switchOn(page, 'device-contacts')
  await expect(contacts).toBeChecked()
  await expect(toast(page)).toContainText('Қосылды')
  await contacts.click()
  await expect(toast(page)).toContainText('Өшірілді')
  await expect(contacts).not.toBeChecked()
})

test("what can't be withdrawn now says exactly why", async ({ page, signIn, accessible }) => {
  const guest = await signIn('new')
  const loan = { kind: 'loan', contract: '№ ҚШ-118', openedOn: '2025-06-09' }
  await putObligation(await systemContext(guest.ctx.subject), loan)
  await tell(guest, 'credit-bureau')
  await page.goto('/consents')
  const bureau = toggle(page, 'credit-bureau')
  await expect(bureau).toBeDisabled()
  await expect(bureau).toBeChecked()
  await expect(bureau).toHaveAccessibleDescription(/№ ҚШ-118 қарыз шарты \(2025\sжылғы 9\sмаусым\)/)
  await expect(row(page, 'credit-bureau').getByRole('link', { name: 'шағым беріңіз' })).toBeVisible()
  await accessible(page)
})

test(
  'Sec-GPC: 1 is honoured and shown, and an explicit yes outweighs it',
  anyWidth,
  async ({ page, signIn }) => {
    const guest = await signIn('new')
    await tell(guest, 'partner-sharing')
    await page.setExtraHTTPHeaders({ 'sec-gpc': '1' })
    await page.goto('/consents')
    await expect(page.getByText('белгісін (GPC) жіберіп тұр')).toBeVisible()
    await expect(toggle(page, 'partner-sharing')).not.toBeChecked()
    await expect(row(page, 'partner-sharing')).toContainText('GPC белгісі бойынша бүгін')
    expect(await decided(guest, 'partner-sharing')).toEqual(['withdrawn gpc', 'given app'])

    await switchOn(page, 'partner-sharing')
    await expect(row(page, 'partner-sharing')).toContainText('GPC белгісіне қарамастан қосулы')
    await page.reload()
    await expect(toggle(page, 'partner-sharing')).toBeChecked()
  },
)

test('a decision that did not reach the server is not shown as taken', anyWidth, async ({ page, signIn }) => {
  const guest = await signIn('new')
  await page.goto('/consents')
  await page.route('**/api/portal/**', (route) => route.abort())
  await switchOn(page, 'device-camera')
  await expect(row(page, 'device-camera').getByRole('alert')).toContainText('Сервер жауап бермеді')
  await expect(toggle(page, 'device-camera')).not.toBeChecked()
  expect(await decided(guest, 'device-camera')).toEqual([])
})

test('a press before the page is ready is set right, and said', anyWidth, async ({ page, signIn }) => {
  const guest = await signIn('new')
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/consents', { waitUntil: 'commit' })
  await toggle(page, 'device-camera').click()
  release()
  await expect(row(page, 'device-camera').getByRole('alert')).toContainText('бет әлі жүктеліп тұрған еді')
  await expect(toggle(page, 'device-camera')).not.toBeChecked()
  expect(await decided(guest, 'device-camera')).toEqual([])
})
