import { eq } from 'drizzle-orm'
import { staffSessions } from '#db/schema/staff.ts'
import { demoStaff } from '#demo/data/world.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { services } from '#testing/browser/services.ts'
import { atProvider, begin, enter, leave, sessionOf, titles } from '#testing/browser/staff-entrance.ts'

test(
  'a step-up of staff asks again, comes back to where it began, and is a session of its own',
  anyWidth,
  async ({ page }) => {
    await enter(page, 'supervisor')
    await expect(page).toHaveURL('/staff/cases')
    const before = await sessionOf(page)

    await begin(page, '', { fresh: true, back: '/staff/oversight?month=2026-11' })
    await expect(atProvider(page)).toBeVisible()
    await page.getByRole('button', { name: titles.supervisor }).click()
    await expect(page).toHaveURL('/staff/oversight?month=2026-11')
    const after = await sessionOf(page)
    expect(after.id).not.toBe(before.id)
    expect(after.authenticatedAt.getTime()).toBeGreaterThanOrEqual(before.authenticatedAt.getTime())
    expect(Date.now() - after.authenticatedAt.getTime()).toBeLessThan(60_000)
    const { database } = await services()
    const [old] = await database.db.select().from(staffSessions).where(eq(staffSessions.id, before.id))
    expect(old?.endedAt).not.toBeNull()
  },
)

test('a step-up of staff may end with another person: the desk is theirs then, and nobody else’s', async ({
  page,
  isMobile,
}) => {
  await enter(page, 'agent')
  await expect(page).toHaveURL('/staff/cases')
  await begin(page, '', { fresh: true })
  await page.getByRole('button', { name: titles.supervisor2 }).click()
  await expect(page).toHaveURL('/staff/cases')
  expect((await sessionOf(page)).staffId).toBe(demoStaff.supervisor2)
  if (!isMobile) await expect(page.getByText(titles.supervisor2)).toBeVisible()
})

test('a staff session left alone for fifteen minutes leads to the entrance', anyWidth, async ({ page }) => {
  await enter(page, 'officer')
  await expect(page).toHaveURL('/staff/cases')
  const { id } = await sessionOf(page)
  const { database } = await services()
  const lastSeenAt = new Date(Date.now() - 15 * 60_000 - 1000)
  await database.db.update(staffSessions).set({ lastSeenAt }).where(eq(staffSessions.id, id))
  await page.goto('/staff/oversight')
  await expect(page).toHaveURL('/staff/sign-in?back=%2Fstaff%2Foversight')
})

test(
  'a customer and a member of staff in one browser do not touch each other',
  anyWidth,
  async ({ page, signIn }) => {
    await signIn('empty')
    await page.goto('/staff/cases')
    await expect(page, 'a customer is no staff').toHaveURL('/staff/sign-in?back=%2Fstaff%2Fcases')
    await enter(page, 'agent')
    await expect(page).toHaveURL('/staff/cases')
    await page.goto('/settings')
    await expect(page, 'the customer is signed in as before').toHaveURL('/settings')
    await page.goto('/staff/cases')
    await leave(page)
    await expect(page).toHaveURL('/staff/sign-in?left=1')
    await page.goto('/settings')
    await expect(page, 'and stays so when staff leave').toHaveURL('/settings')
  },
)

test('staff are no customers', anyWidth, async ({ page }) => {
  await enter(page, 'agent')
  await expect(page).toHaveURL('/staff/cases')
  for (const path of ['/', '/data', '/settings']) {
    await page.goto(path)
    const back = path === '/' ? '' : `?${new URLSearchParams({ back: path })}`
    await expect(page, path).toHaveURL(`/sign-in${back}`)
  }
})
