import { anyWidth } from '#testing/browser/any-width.ts'
import { actorsOf, button, deskOf, deskPage, filed, main } from '#testing/browser/complaint-desk.ts'
import { expect, signInStaff, test } from '#testing/browser/fixtures.ts'

test('the queue of complaints is sorted by days left, narrows, and refuses addresses made up', async ({
  page,
  context,
  baseURL,
  accessible,
}) => {
  await signInStaff(context, 'agent', baseURL ?? '')
  await page.goto('/staff')
  await expect(page).toHaveURL('/staff/cases')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Шағымдар мен сұратулар')
  const table = page.getByRole('table', { name: 'Шағымдар мен сұратулар кезегі' })
  const groups = table.locator('tr.group')
  await expect(groups.first()).toContainText('Мерзімі бітті')
  await expect(table.getByRole('row').filter({ hasText: 'Алма Сауда' }).first()).toContainText('−')
  await accessible(page)
  const given = page.viewportSize() ?? { width: 1280, height: 900 }
  for (const language of ['Рус', 'Eng', 'Қаз']) {
    await button(page, language).click()
    await expect(button(page, language)).toHaveAttribute('aria-current', 'true')
    for (const width of [320, 360, 720, 768, 1024, 1200, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide, `no sideways scroll: ${language}`).toBe(width)
    }
    await page.setViewportSize(given)
  }

  await page.getByRole('link', { name: /кешіккен/ }).click()
  await expect(page).toHaveURL('/staff/cases?due=late')
  await expect(groups).toHaveCount(1)
  await page.getByRole('link', { name: 'Бүкіл кезекті көрсету' }).click()

  await page.goto('/staff/cases?locale=ru&assignee=mine')
  await expect(main(page)).toContainText('Бұл шарттарға сай шағым да, сұрату да жоқ.')
  await page.goto('/staff/cases')
  if ((page.viewportSize()?.width ?? 0) < 720)
    await page.getByText('Іздеуді нақтылау', { exact: true }).click()
  await page.getByLabel('Тілі').selectOption('ru')
  await page.getByLabel('Жауапты').selectOption('')
  await button(page, 'Көрсету').click()
  await expect(page).toHaveURL(/locale=ru/)
  await expect(table).toContainText('рус')
  await expect(table).not.toContainText('· қаз')
  await expect(page.getByLabel('Тілі')).toHaveValue('ru')

  await page.goto('/staff/cases?number=99999')
  await expect(main(page)).toContainText('Мұндай нөмірлі шағым да, сұрату да жоқ.')
  for (const address of ['state=rude', 'type=wish', 'cursor=abc', 'locale=de']) {
    await page.goto(`/staff/cases?${address}`)
    await expect(main(page).getByRole('alert')).toBeVisible()
  }
  expect((await page.goto('/staff/cases/%D0%A8-2026-00001%00'))?.status()).toBe(400)
  for (const unknown of ['%D0%A8-2020-00001', '417', "'--"]) {
    expect((await page.goto(`/staff/cases/${unknown}`))?.status(), unknown).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Мұндай шағым да, сұрату да жоқ')
  }
})

test(
  'an administrator and a customer have no complaint desk',
  anyWidth,
  async ({ page, signIn, browser, baseURL }) => {
    const guest = await signIn('new')
    const { reference } = await filed(guest, 'Маған ғана арналған.')
    await page.goto(deskPage(reference))
    await expect(page).toHaveURL(
      `/staff/sign-in?${new URLSearchParams({ back: new URL(deskPage(reference), page.url()).pathname })}`,
    )
    const administrator = await deskOf(browser, 'administrator', page, baseURL)
    for (const path of ['/staff/cases', deskPage(reference)]) {
      await administrator.goto(path)
      await expect(administrator).toHaveURL('/staff/systems')
    }
    expect(await actorsOf(guest, 'complaint.opened')).toEqual([])
    await administrator.context().close()
  },
)
