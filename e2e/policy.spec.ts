import { createHash } from 'node:crypto'
import { desc } from 'drizzle-orm'
import { policyVersions } from '#db/schema/policies.ts'
import { assumptions } from '#policy/assumptions.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, policy, test } from '#testing/browser/fixtures.ts'
import { startOtherPortal } from '#testing/browser/other-portal.ts'
import { services } from '#testing/browser/services.ts'

const versions = async () => {
  const { database } = await services()
  return database.db.select().from(policyVersions).orderBy(desc(policyVersions.number))
}

test('anyone reads the policy in force', async ({ page, accessible }) => {
  const [current] = await versions()
  await page.goto('/policy')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(policy().policy.title.kk)
  const main = page.getByRole('main')
  await expect(main).toContainText(`${current?.number}, 2026\u00a0жылғы`)

  await page.getByRole('link', { name: 'Мерзімдер', exact: true }).click()
  await expect(page).toHaveURL('/policy#clocks')
  await expect(page.getByRole('row', { name: /Шағымға жазбаша жауап/ })).toContainText(
    '30\u00a0күнтізбелік күн',
  )

  const category = page.locator('#user-data')
  await expect(category.getByRole('rowheader', { name: /^ЖСН/ })).toBeHidden()
  await category.locator('summary').first().click()
  const field = category.getByRole('row', { name: /^ЖСН/ })
  await expect(field).toContainText('Қызмет көрсету және шартты орындау (шарт)')
  await expect(field).toContainText('шарт аяқталғаннан кейін')
  await accessible(page)
})

test('it begins with what it means for its reader, and its checksum comes last', async ({ page }) => {
  await page.goto('/policy')
  const parts = page.locator('main > section')
  await expect(parts.first().getByRole('heading')).toHaveText('Сіз үшін бұл нені білдіреді')
  const meaning = parts.first().locator('.facts')
  const fields = policy().categories.flatMap((one) => one.fields)
  const receiving = policy().recipients.recipients.filter(({ direction }) => direction !== 'in')
  for (const said of [
    `${fields.length} дерек түрі`,
    `${policy().consents.consents.length} келісімді`,
    `${receiving.length} алушыға`,
    '30\u00a0күнтізбелік күн ішінде',
  ])
    await expect(meaning).toContainText(said)
  for (const part of ['data', 'choices', 'recipients', 'clocks', 'rights']) {
    await meaning.locator(`[href="#${part}"]`).click()
    await expect(page.locator(`#${part}`).getByRole('heading', { level: 2 })).toBeInViewport()
  }
  await expect(parts.last().locator('.hash')).toBeVisible()
  await expect(parts.last()).toContainText('W3C DPV')
})

test(
  'a version can be downloaded for programs, and its bytes have the hash on the page',
  anyWidth,
  async ({ page, request }) => {
    await page.goto('/policy')
    const shown = (await page.locator('.hash').innerText()).replaceAll(/\s/g, '')
    const link = page.getByRole('link', { name: 'канондық JSON-ның' })
    const answer = await request.get((await link.getAttribute('href')) ?? '')
    expect(answer.headers()['content-type']).toBe('application/json')
    expect(
      createHash('sha256')
        .update(await answer.body())
        .digest('hex'),
    ).toBe(shown)
    expect(await answer.text()).toContain('pd:OfficialID')
    for (const number of ['99', '0', 'abc']) {
      const missing = await request.get(`/policy/${number}/policy.json`)
      expect(missing.status(), number).toBeGreaterThanOrEqual(404)
    }
  },
)

test('what can be refused stands there with what then stops', anyWidth, async ({ page }) => {
  await page.goto('/policy#choices')
  for (const consent of policy().consents.consents) {
    const row = page.locator(`#${consent.id}`)
    await expect(row.getByRole('heading')).toHaveText(consent.title.kk)
    const stops = policy().consents.functions.filter((one) => one.needs.includes(consent.id))
    const said = stops.map((one) => (one.assumption ? `${one.title.kk} (болжам)` : one.title.kk))
    await expect(row.locator('summary')).toHaveText(`Өшірсеңіз тоқтайды: ${said.join('; ')}.`)
  }
  for (const one of policy().consents.unrefusable)
    await expect(page.locator('#choices')).toContainText(one.reason.kk)
})

test('a past version says that it is past, and what it had changed', async ({ page, accessible }) => {
  const [current] = await versions()
  await page.goto('/policy/2')
  await expect(page.getByText('Бұл – ескі нұсқа')).toBeVisible()
  await expect(page.locator('#changes')).toContainText('Келісім: Цифрлық құжаттар')
  await expect(page.locator('#changes')).toContainText('қосылды')
  await accessible(page)
  await page.getByRole('link', { name: `${current?.number}‑нұсқа`, exact: true }).click()
  await expect(page).toHaveURL(`/policy/${current?.number}`)
  await expect(page.getByText('Бұл – ескі нұсқа')).toBeHidden()
})

test('there is no version of another number', anyWidth, async ({ page }) => {
  for (const number of ['99', '0', 'abc', '1.5', '99999999999']) {
    const answer = await page.goto(`/policy/${number}`)
    expect(answer?.status(), number).toBe(404)
  }
})

test('it is said in the reader’s language', async ({ page }) => {
  await page.goto('/policy')
  await page.getByRole('button', { name: 'Рус', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(policy().policy.title.ru)
  await page.getByRole('button', { name: 'Eng', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(policy().policy.title.en)
  await expect(page).toHaveTitle('Policy · Privacy Centre')
})

test('what the bank’s policy does not say is marked where it stands, and counted', async ({ page }) => {
  await page.goto('/policy')
  const ours = Object.groupBy(assumptions(policy()), (one) => one.kind)
  const head = page.locator('#meaning')
  await expect(head).toContainText(`${ours.assumption?.length} болжам`)
  await expect(head).toContainText(`өзгеше: ${ours.departure?.length}`)
  const recipients = page.locator('#recipients')
  await expect(recipients).toContainText('Деректеріңіз Қазақстаннан тыс жерге шығуы мүмкін.')
  await expect(recipients.getByText('Портал бойынша шетелде')).toContainText('(банк саясатынан өзгеше)')
  await expect(page.locator('#choices').getByText('Саясатпен толық немесе ішінара')).not.toContainText('(')
  await expect(page.locator('#minors')).toContainText('жасын банк анықтай алмайды')
  await expect(page.locator('#minors').getByRole('link')).toHaveCount(policy().operator.phones.length)
  await head.getByRole('link', { name: 'белгілер нені білдіреді' }).click()
  await expect(page).toHaveURL('/about#assumptions')
})

test(
  'the footer of the demo says that its people and recipients are invented',
  anyWidth,
  async ({ page }) => {
    await page.goto('/policy')
    await expect(page.locator('footer')).toContainText('адамдар, алушылар')
    await expect(page.locator('footer')).not.toContainText('болжам')
    await expect(page.locator('footer')).not.toContainText('тәулік')
  },
)

test(
  'staff read what the bank’s policy does not say; a bank’s customers do not unless it says so',
  anyWidth,
  async ({ desk, accessible }) => {
    const { page } = await desk('agent')
    await page.goto('/staff/policy')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Болжамдар мен айырмашылықтар')
    const main = page.getByRole('main')
    for (const one of assumptions(policy()).filter(({ where }) => where === 'unrefusable'))
      await expect(main.getByRole('row').filter({ hasText: one.value.kk })).toContainText(
        one.kind === 'departure' ? '(банк саясатынан өзгеше)' : '(болжам)',
      )
    await accessible(page)
    const portals = [await startOtherPortal({}), await startOtherPortal({ SHOW_ASSUMPTIONS: 'true' })]
    const [silent, telling] = await Promise.all(
      portals.map(async ({ url }) => (await fetch(`${url}/about`)).text()),
    )
    await Promise.all(portals.map((portal) => portal.stop()))
    const clause = policy().retentions[0]?.clause.kk ?? ''
    expect(silent).toContain('Толық тізім банк қызметкерлерінің бетінде.')
    expect(silent).not.toContain(clause)
    expect(silent).not.toContain('Демо:')
    expect(telling).toContain(clause)
  },
)

test('the about page lists every assumption', anyWidth, async ({ page }) => {
  await page.goto('/about')
  const main = page.getByRole('main')
  for (const retention of policy().retentions) await expect(main).toContainText(retention.clause.kk)
  for (const clock of policy().clocks.filter((one) => one.assumption))
    await expect(main.getByRole('row', { name: clock.title.kk, exact: false }).first()).toBeVisible()
})

test(
  'machines find how to report a weakness, what is honoured and what is not for them',
  anyWidth,
  async ({ request }) => {
    const security = await request.get('/.well-known/security.txt')
    expect(security.headers()['content-type']).toBe('text/plain; charset=utf-8')
    const text = await security.text()
    expect(text).toMatch(/^Contact: mailto:\S+@\S+$/m)
    const expires = new Date(/^Expires: (\S+)$/m.exec(text)?.[1] ?? '')
    expect(expires.getTime()).toBeGreaterThan(Date.now())
    expect(text).toMatch(/^Policy: http\S+\/policy$/m)

    const gpc = await request.get('/.well-known/gpc.json')
    expect(gpc.headers()['content-type']).toBe('application/json')
    expect(await gpc.json()).toEqual({ gpc: true, lastUpdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) })

    const answer = await request.get('/robots.txt')
    expect(answer.headers()['content-type']).toBe('text/plain; charset=utf-8')
    const robots = await answer.text()
    expect(robots).toContain('Disallow: /\n')
    expect(robots).toContain('Allow: /policy\n')
  },
)
