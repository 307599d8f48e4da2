import { randomInt } from 'node:crypto'
import { queueNotice } from '#domain/messages/queue-notice.ts'
import { record } from '#domain/record.ts'
import { change } from '#domain/transaction.ts'
import { asVerb } from '#testing/as-verb.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, staffContext, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'

test(
  'a notice comes by text message and by e-mail, thin, and the code is still found beside it',
  anyWidth,
  async ({ page, context, baseURL, newCustomer, accessible }) => {
    const { ctx, phone } = await newCustomer()
    const reference = `Ш-2026-${randomInt(10_000, 100_000)}`
    const desk = await staffContext(ctx.subject)
    await change(asVerb(desk), async (tx) => {
      await queueNotice(desk, tx, 'complaint-answered', { reference })
      await record(desk, tx, { action: 'complaint.answered' })
    })
    await page.goto('/sign-in')
    await page.getByLabel('Ұялы телефон нөмірі').fill(phone)
    await page.getByRole('button', { name: 'Код алу' }).click()
    expect(await openDemoInbox(context, phone)).toMatch(/^\d{6}$/)

    const entries = page.getByRole('listitem')
    const text = entries.filter({ hasText: phone }).filter({ hasText: `№\u00a0${reference} шағымыңызға` })
    const mail = entries
      .filter({ hasText: 'aru@example.kz' })
      .filter({ hasText: `№\u00a0${reference} шағымыңызға` })
    await expect(async () => {
      await page.goto('/demo/inbox')
      await expect(text).toHaveCount(1, { timeout: 500 })
      await expect(mail).toHaveCount(1, { timeout: 500 })
    }).toPass()
    await expect(text).toContainText('SMS')
    await expect(text).toContainText(new URL(baseURL ?? '').host)
    await expect(mail).toContainText('эл. пошта')
    await expect(mail).toContainText(`Құпиялылық орталығы: ${baseURL}/`)
    for (const entry of [text, mail]) await expect(entry).not.toContainText('Сынақова')
    await accessible(page)
  },
)
