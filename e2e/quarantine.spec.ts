import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { attach } from '#domain/cases/attach.ts'
import { scanDueAttachment } from '#domain/cases/scan-due-attachment.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { workerContext } from '#domain/worker-context.ts'
import { clamd } from '#gateways/scanner.ts'
import { services } from '#services'
import { anyWidth } from '#testing/browser/any-width.ts'
import { actorsOf, deskOf, deskPage, main } from '#testing/browser/complaint-desk.ts'
import { expect, type Guest, test } from '#testing/browser/fixtures.ts'
import { startOtherPortal } from '#testing/browser/other-portal.ts'
import { dangerousWords, startScannerStub } from '#testing/scanner-stub.ts'

const fileOf = async ({ ctx }: Guest, name: string, text: string) =>
  (await attach(ctx, { name, type: 'text/plain', bytes: new Uint8Array(Buffer.from(text)) })).id
const statusesOf = (page: Page, addresses: string[]) =>
  Promise.all(addresses.map(async (address) => (await page.request.get(address)).status()))

test(
  'a file waits for the scanner on both sides, then opens when it is clean and never when it is not',
  anyWidth,
  async ({ page, signIn, accessible, browser, baseURL }) => {
    const stub = await startScannerStub()
    const portal = await startOtherPortal({ SCANNER_URL: stub.url })
    const guest = await signIn('new')
    const good = await fileOf(guest, 'тізім.txt', 'Үш SMS')
    const bad = await fileOf(guest, 'хат.txt', dangerousWords)
    const sent = { kind: 'ordinary', text: 'Файлдарды қараңыз.', attachments: [good, bad] }
    const { id, reference } = await fileComplaint(guest.ctx, sent)
    const mine = [good, bad].map((file) => `${portal.url}/complaints/${id}/attachments/${file}`)
    const theirs = [good, bad].map((file) => `${portal.url}${deskPage(reference)}/attachments/${file}`)
    const desk = await deskOf(browser, 'agent', page, portal.url)
    const link = (side: Page, name: string) => main(side).getByRole('link', { name })

    await page.goto(`${portal.url}/complaints/${id}`)
    await expect(main(page).getByText('тексеріліп жатыр')).toHaveCount(2)
    await desk.goto(deskPage(reference))
    await expect(main(desk).getByText('Тексеріліп жатыр')).toHaveCount(2)
    for (const side of [page, desk]) await expect(link(side, '.txt')).toHaveCount(0)
    expect([await statusesOf(page, mine), await statusesOf(desk, theirs)]).toEqual([
      [423, 423],
      [423, 423],
    ])

    const at = await services()
    const scan = () => scanDueAttachment(workerContext(at, randomUUID()), clamd(stub.address))
    while (await scan());
    await page.reload()
    await expect(main(page)).toContainText('Бұл файл қабылданбады: тексергенде ішінен қауіпті нәрсе табылды.')
    await expect(link(page, 'тізім.txt')).toBeVisible()
    await accessible(page)
    await desk.reload()
    await expect(main(desk)).toContainText(
      'Берілмейді: тексергенде қауіпті нәрсе табылды (Arqau.Test.Threat).',
    )
    await accessible(desk)
    for (const side of [page, desk]) await expect(link(side, 'хат.txt')).toHaveCount(0)
    expect([await statusesOf(page, mine), await statusesOf(desk, theirs)]).toEqual([
      [200, 423],
      [200, 423],
    ])
    const refused = await desk.request.get(theirs[1] ?? '')
    expect(await refused.text()).toBe('Бұл файл берілмейді: тексергенде ішінен қауіпті нәрсе табылды.\n')
    expect(await actorsOf(guest, 'attachment.opened')).toEqual([guest.ctx.subject, 'Қ-101'])
    const unguarded = mine.map((address) => address.replace(portal.url, baseURL ?? ''))
    expect(await statusesOf(page, unguarded), 'where there is no scanner').toEqual([200, 423])
    await desk.context().close()
    await Promise.all([portal.stop(), stub.stop()])
  },
)
