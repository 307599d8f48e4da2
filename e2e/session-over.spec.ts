import { eq } from 'drizzle-orm'
import { sessions } from '#db/schema/sessions.ts'
import { staffSessions } from '#db/schema/staff.ts'
import { listSessions } from '#domain/sessions/list-sessions.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, type Guest, test } from '#testing/browser/fixtures.ts'
import { services } from '#testing/browser/services.ts'
import { enter, enterButton, sessionOf } from '#testing/browser/staff-entrance.ts'

const endAll = ({ ctx }: Guest) =>
  ctx.db.update(sessions).set({ endedAt: new Date() }).where(eq(sessions.customerId, ctx.subject))

test('a session that ended covers the page in every tab, and a sign-in leads back and uncovers the other', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await page.goto('/settings')
  const other = await page.context().newPage()
  await other.goto('/activity?kind=consents')
  await endAll(guest)
  const cover = other.getByRole('dialog', { name: 'Сеанс аяқталды' })
  await expect(cover).toBeVisible()
  await accessible(other)
  await other.keyboard.press('Escape')
  await other.keyboard.press('Escape')
  await expect(cover).toBeVisible()
  expect(
    await other.evaluate(
      () => document.elementFromPoint(innerWidth / 2, innerHeight - 20)?.closest('dialog') !== null,
    ),
    'nothing of the page is in reach',
  ).toBe(true)
  const enterAgain = cover.getByRole('link', { name: 'Қайта кіру' })
  await expect(enterAgain).toHaveAttribute('href', '/sign-in?back=%2Factivity%3Fkind%3Dconsents')

  await page.bringToFront()
  await expect(page.getByRole('dialog', { name: 'Сеанс аяқталды' })).toBeVisible()
  await page.context().addCookies([await signIn.cookieFor(guest.ctx, 'Chrome, Linux')])
  await other.bringToFront()
  await enterAgain.click()
  await expect(other).toHaveURL('/activity?kind=consents')
  await page.bringToFront()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the browser’s way back to a page of an ended session is covered as well', async ({ page, signIn }) => {
  const guest = await signIn('new')
  await page.goto('/settings')
  await page.getByRole('navigation').getByRole('link', { name: 'Алушылар' }).filter({ visible: true }).click()
  await expect(page).toHaveURL('/recipients')
  await endAll(guest)
  await page.goBack()
  const entrance = page.getByRole('heading', { name: 'Кіру', level: 1 })
  await expect(page.getByRole('dialog', { name: 'Сеанс аяқталды' }).or(entrance)).toBeVisible()
})

test(
  'a customer who signs in after another in the same tab finds neither their page nor their draft',
  anyWidth,
  async ({ page, signIn }) => {
    await signIn('new')
    await page.goto('/complaints/new')
    await page.getByLabel('Не болды және не сұрайсыз?').fill('Бірінші клиенттің шағымы')
    const other = await signIn('new')
    await expect(page.getByLabel('Не болды және не сұрайсыз?')).toHaveValue('')
    await page.reload()
    await expect(page.getByLabel('Не болды және не сұрайсыз?')).toHaveValue('')
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))
    expect(kept).not.toContain('Бірінші')
    expect(await listSessions(other.ctx)).toHaveLength(1)
  },
)

test('a staff session that ended covers the desk, and a sign-in leads back', anyWidth, async ({ page }) => {
  await enter(page, 'officer')
  await expect(page).toHaveURL('/staff/cases')
  await page.goto('/staff/oversight')
  const { id } = await sessionOf(page)
  const { database } = await services()
  await database.db.update(staffSessions).set({ endedAt: new Date() }).where(eq(staffSessions.id, id))
  const cover = page.getByRole('dialog', { name: 'Сеанс аяқталды' })
  await cover.getByRole('link', { name: 'Қайта кіру' }).click()
  await expect(page).toHaveURL('/staff/sign-in?back=%2Fstaff%2Foversight')
  await enterButton(page).click()
  await expect(page).toHaveURL('/staff/oversight')
})

test(
  'all other sessions are ended at once, this one stays',
  anyWidth,
  async ({ page, signIn, accessible }) => {
    const { ctx } = await signIn('new')
    for (const device of ['Firefox, Windows', 'Safari, iOS']) await signIn.cookieFor(ctx, device)
    await page.goto('/settings')
    await expect(page.getByText('Safari, iOS')).toBeVisible()
    await page.getByRole('button', { name: 'Басқа сеанстардың бәрін аяқтау' }).click()
    await expect(page.getByText('Басқа сеанстар аяқталды.')).toBeVisible()
    await expect(page.getByText('Safari, iOS')).toHaveCount(0)
    await accessible(page)
    expect(await listSessions({ ...ctx, now: new Date() })).toMatchObject([{ current: true }])
  },
)
