import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { addSystem } from '#domain/systems/add-system.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { startReceiver, status } from '#testing/receiver.ts'

const main = (page: Page) => page.getByRole('main')
const button = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true })

test('a subscription goes live once its receiver has answered a test event, and a secret that leaked is stopped', async ({
  desk,
  accessible,
}) => {
  const { page, ctx } = await desk('administrator')
  const id = `sms-${randomUUID().slice(0, 8)}`
  const name = { kk: 'SMS шлюзі', ru: 'SMS-шлюз', en: 'SMS gateway' }
  await addSystem(ctx, { id, name, recipient: 'unqaghaz' })
  const receiver = await startReceiver()
  await page.goto(`/staff/systems/${id}`)
  await expect(main(page)).toContainText('Серіктестің жүйесі: «Үнқағаз Байланыс» ЖШС')
  await main(page).getByText('Жаңа жазылым қосу').click()
  await page.getByLabel('Мекенжай').fill('https://10.1.2.3/arqau')
  await page.getByRole('checkbox', { name: 'келісім бойынша шешім' }).check()
  await button(page, 'Жазылым қосу').click()
  await expect(main(page)).toContainText('Бұл мекенжайға жіберуге рұқсат жоқ')
  await page.getByLabel('Мекенжай').fill(receiver.url)
  await button(page, 'Жазылым қосу').click()
  await expect(main(page)).toContainText('Іске қосылмаған')

  receiver.answer(status(401))
  await main(page).getByText('Сынақ оқиғасын жіберу').click()
  await button(page, 'Сынақты жіберу').click()
  await expect(main(page)).toContainText('Сынақ өтпеді: жауабы HTTP 401.')
  await accessible(page)
  receiver.answer(status(204))
  await button(page, 'Сынақты жіберу').click()
  await expect(main(page)).toContainText('Жазылым іске қосылды.')
  await expect(main(page)).toContainText('Әлі ештеңе жіберілген жоқ')
  expect(receiver.received.map(({ text }) => JSON.parse(text).type)).toEqual(
    Array(2).fill('subscription.tested'),
  )

  for (const count of [1, 2]) {
    await main(page).getByText('Құпияны ауыстыру').click()
    await button(page, 'Жаңа құпия жасау').click()
    await expect(main(page).getByText('мерзімінен бұрын тоқтату')).toHaveCount(count)
    await page.reload()
  }
  await main(page).getByText('мерзімінен бұрын тоқтату').first().click()
  await accessible(page)
  await button(page, 'Құпияны тоқтату').first().click()
  await expect(main(page).getByText('мерзімінен бұрын тоқтату')).toHaveCount(1)
  await receiver.stop()
})
