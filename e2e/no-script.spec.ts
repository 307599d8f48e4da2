import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { customerPages } from '#testing/browser/customer-pages.ts'
import { expect, signInStaff, test } from '#testing/browser/fixtures.ts'

test.use({ javaScriptEnabled: false })

test('without script no control is drawn that does nothing', anyWidth, async ({ page, signIn, baseURL }) => {
  const { ctx } = await signIn('late')
  const [complaint] = await listComplaints(ctx)
  await signInStaff(page.context(), 'officer', baseURL ?? '')
  const staffPages = ['cases', 'looks', 'oversight', 'systems'].map((name) => `/staff/${name}`)
  for (const path of [...customerPages, `/complaints/${complaint?.id}`, '/sign-in', ...staffPages]) {
    await page.goto(path)
    // A switch that is locked is no control, and says why.
    const dead = page.locator(
      'button[type=button]:not([popovertarget]):not(:disabled), [role=switch]:not(:disabled), input[type=file]:not([name])',
    )
    const drawn = await dead
      .filter({ visible: true })
      .evaluateAll((found) => found.map((one) => one.outerHTML))
    expect(drawn, path).toEqual([])
  }
})
