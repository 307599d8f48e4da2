import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { staffCookie } from '#api/session/session-cookie.ts'
import { authSecrets } from '#config'
import { staffSessions } from '#db/schema/staff.ts'
import type { DemoStaff } from '#demo/data/world.ts'
import { services } from './services.ts'

export const enterButton = (page: Page) => page.getByRole('button', { name: 'Кіру', exact: true })
/** What the provider's button says, which is what the frame's header says afterwards. */
export const titles = {
  agent: 'Қ-101, маман',
  agent2: 'Қ-102, маман',
  supervisor: 'Қ-103, аға маман',
  supervisor2: 'Қ-104, аға маман',
  officer: 'Қ-105, дербес деректерге жауапты қызметкер',
  administrator: 'Қ-106, әкімші',
} satisfies Record<DemoStaff, string>
export const atProvider = (page: Page) => page.getByRole('heading', { name: 'Кіру жүйесі (сынақ)' })

/** Through the entrance and the provider's page, as a person goes. */
export async function enter(page: Page, who: DemoStaff): Promise<void> {
  await page.goto('/staff/sign-in')
  await enterButton(page).click()
  await page.getByRole('button', { name: titles[who] }).click()
}

/** Begins a sign-in as the form of the portal's pages does, whoever is signed in. @param back the page to come back to. */
export async function begin(
  page: Page,
  portal = '',
  { fresh = false, back = '' }: { fresh?: boolean; back?: string } = {},
): Promise<void> {
  await page.goto(`${portal}/policy`)
  const fields = [...(fresh ? [['fresh', '1']] : []), ...(back ? [['then', back]] : [])]
  await page.evaluate((given) => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = '/staff/sign-in/start'
    for (const [name = '', value = ''] of given) {
      const input = document.createElement('input')
      Object.assign(input, { type: 'hidden', name, value })
      form.append(input)
    }
    document.body.append(form)
    form.submit()
  }, fields)
}

/** The session that this browser's own cookie names. */
export async function sessionOf(page: Page) {
  const { config, database } = await services()
  const cookie = (await page.context().cookies()).find(({ name }) => name === staffCookie.name)
  const named = staffCookie.open(authSecrets(config), cookie?.value ?? '')
  if (!named) throw new Error('this browser holds no staff session')
  const [row] = await database.db.select().from(staffSessions).where(eq(staffSessions.id, named.sid))
  if (!row) throw new Error('the cookie names no session')
  return row
}

export async function leave(page: Page): Promise<void> {
  const menu = page.getByRole('button', { name: 'Мәзір' })
  if (await menu.isVisible()) await menu.click()
  await page.getByRole('button', { name: 'Шығу' }).filter({ visible: true }).click()
}
