import { randomInt, randomUUID } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { customerCookie, staffCookie } from '#api/session/session-cookie.ts'
import { authSecrets } from '#config'
import { customers } from '#db/schema/customers.ts'
import { sessions } from '#db/schema/sessions.ts'
import { type StaffRole, staffSessions } from '#db/schema/staff.ts'
import { type DemoCustomer, type DemoStaff, demoPhones, demoStaff, demoStaffRoles } from '#demo/data/world.ts'
import { type Ctx, noBrowser } from '#domain/context.ts'
import { seal } from '#domain/crypto.ts'
import { customerKey } from '#domain/customers/customer-key.ts'
import { iinCheckDigit } from '#domain/customers/iin.ts'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { scopes } from '#domain/permissions.ts'
import { signInStaff as enrol } from '#domain/staff/sign-in-staff.ts'
import { catalogue } from '#policy/load.ts'
import { services } from './services.ts'

export { expect }

/** A member of staff at a desk, in a browser of their own. */
export interface StaffGuest {
  ctx: Ctx
  /** The staff code they act under. */
  staffId: string
  page: Page
}

/** A signed-in customer of a test: their context for asking the database what happened, and their number. */
export interface Guest {
  ctx: Ctx & { subject: string }
  phone: string
}
/** A customer of a test, with what the bank registers them by. */
export interface NewGuest extends Guest {
  reference: string
  iin: string
}
type Who = DemoCustomer | 'new'

interface SignIn {
  /** Signs the page's browser in: as a demo customer (to look), or as a new one (to change things). */
  (who: Who, options?: { codeAgeMinutes?: number }): Promise<Guest>
  /** The cookie of another browser signed in as the same customer. */
  cookieFor: (ctx: Guest['ctx'], device: string) => Promise<SessionCookie>
}
interface SessionCookie {
  name: string
  value: string
  url: string
  httpOnly: boolean
  sameSite: 'Lax'
}

interface Fixtures {
  signIn: SignIn
  /** Seats someone of this role at a desk: someone new, or, by their staff code, someone known in another browser still. */
  desk: (role: StaffRole, staffId?: string) => Promise<StaffGuest>
  /** A customer the bank knows, not signed in anywhere. */
  newCustomer: () => Promise<NewGuest>
  /** No WCAG 2.2 AA violation on the page as it stands; or none of one rule. */
  accessible: (page: Page, only?: 'color-contrast') => Promise<void>
}

export const test = base.extend<Fixtures>({
  signIn: async ({ page, baseURL }, use) => {
    const cookieOf = async (subject: string, sessionId: string): Promise<SessionCookie> => {
      const { config } = await services()
      const value = customerCookie.seal(authSecrets(config), { sub: subject, sid: sessionId })
      return { name: customerCookie.name, value, url: baseURL ?? '', httpOnly: true, sameSite: 'Lax' }
    }
    const signIn = async (who: Who, { codeAgeMinutes = 0 } = {}): Promise<Guest> => {
      const guest = who === 'new' ? await newCustomer() : await demoCustomer(who)
      const sessionId = await startSession(guest.ctx, 'Chrome, Linux', codeAgeMinutes)
      await page.context().addCookies([await cookieOf(guest.ctx.subject, sessionId)])
      return {
        ...guest,
        ctx: { ...guest.ctx, actor: { kind: 'customer', sessionId, verifiedAt: new Date() } },
      }
    }
    const cookieFor: SignIn['cookieFor'] = async (ctx, device) =>
      cookieOf(ctx.subject, await startSession(ctx, device, 0))
    await use(Object.assign(signIn, { cookieFor }))
  },
  desk: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (role, known) => {
      const staffId = known ?? (await enrolStaff(role))
      const context = await browser.newContext()
      contexts.push(context)
      const ctx = await seat(context, { staffId, role }, baseURL ?? '')
      return { ctx, staffId, page: await context.newPage() }
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
  newCustomer: async ({}, use) => {
    await use(newCustomer)
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
  accessible: async ({}, use) => {
    await use(async (page, only) => {
      // A page made anew has no title for a moment.
      await expect(page).toHaveTitle(/\S/)
      // The pages have no frames, so one run in the page itself will do; what is in order need not be described.
      const axe = new AxeBuilder({ page }).setLegacyMode()
      if (only) axe.options({ resultTypes: ['violations'] }).withRules(only)
      else
        axe
          .options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      const { violations } = await axe.analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`),
      ).toEqual([])
    })
  },
})

/** The system's context, for feeding a customer what a journey needs. */
export async function systemContext(subject: string | null): Promise<Ctx> {
  const { database, keys } = await services()
  const common = { locale: 'kk', now: new Date(), requestId: randomUUID(), browser: noBrowser } as const
  return {
    ...common,
    actor: { kind: 'system', systemId: 'core-banking', scopes },
    subject,
    db: database.db,
    keys,
  }
}

/** The bank's side of a journey, as one of the demo's staff. */
export async function staffContext(subject: string | null, who: DemoStaff = 'agent'): Promise<Ctx> {
  const at = { sessionId: randomUUID(), authenticatedAt: new Date() }
  const actor = { kind: 'staff', staffId: demoStaff[who], role: demoStaffRoles[who], ...at } as const
  return { ...(await systemContext(subject)), actor }
}

/** Signs a browser in at a desk as one of the demo's staff, past the identity provider (staff-sign-in.spec.ts). */
export const signInStaff = (context: BrowserContext, who: DemoStaff, url: string): Promise<Ctx> =>
  seat(context, { staffId: demoStaff[who], role: demoStaffRoles[who] }, url)

async function enrolStaff(role: StaffRole): Promise<string> {
  const entrance = { ...(await systemContext(null)), actor: { kind: 'staff-sign-in' } as const }
  const vouched = { issuer: 'https://id.example.kz', subject: randomUUID(), role, iin: null }
  const session = await enrol(entrance, { ...vouched, authenticatedAt: new Date() })
  if (!session) throw new Error('the provider vouched for a role')
  return session.staffId
}

async function seat(
  context: BrowserContext,
  { staffId, role }: { staffId: string; role: StaffRole },
  url: string,
): Promise<Ctx> {
  const [{ config }, system] = await Promise.all([services(), systemContext(null)])
  const [id, now] = [randomUUID(), new Date()]
  const times = { startedAt: now, lastSeenAt: now, authenticatedAt: now }
  await system.db.insert(staffSessions).values({ staffId, id, ...times, device: 'Chrome, Linux' })
  const value = staffCookie.seal(authSecrets(config), { sub: staffId, sid: id })
  await context.addCookies([{ name: staffCookie.name, value, url, httpOnly: true, sameSite: 'Lax' }])
  return { ...system, actor: { kind: 'staff', staffId, role, sessionId: id, authenticatedAt: now } }
}

async function newCustomer(): Promise<NewGuest> {
  const serial = String(randomInt(10_000)).padStart(4, '0')
  const day = String(1 + randomInt(28)).padStart(2, '0')
  const body = `80${String(1 + randomInt(12)).padStart(2, '0')}${day}1${serial}`
  const check = iinCheckDigit(body)
  if (check === null) return newCustomer()
  const iin = `${body}${check}`
  const phone = `+7701${String(randomInt(1_000_000, 10_000_000))}`
  const system = await systemContext(null)
  const reference = randomUUID()
  const subject = await registerCustomer(system, { reference, iin, phone, locale: 'kk' })
  await putHoldings(
    { ...system, subject },
    {
      holdings: [
        { field: 'iin', value: iin, obtainedVia: 'account-opening' },
        { field: 'full-name', value: 'Сынақова Ару Сынаққызы', obtainedVia: 'account-opening' },
        { field: 'phone', value: phone, obtainedVia: 'account-opening' },
        { field: 'email', value: 'aru@example.kz', obtainedVia: 'app' },
      ],
    },
  )
  return { ctx: { ...system, subject }, phone, reference, iin }
}

async function demoCustomer(who: DemoCustomer): Promise<Guest> {
  const { database, keys } = await services()
  const phone = demoPhones[who]
  const [row] = await database.db
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.phoneHash, keys.lookup('phone', phone)))
  if (!row) throw new Error(`the demo has no customer ${who}`)
  return { ctx: { ...(await systemContext(row.id)), subject: row.id }, phone }
}

async function startSession(ctx: Guest['ctx'], device: string, codeAgeMinutes: number): Promise<string> {
  const id = randomUUID()
  const now = new Date()
  const addressSealed = await ctx.db.transaction(async (tx) =>
    seal(await customerKey(ctx, tx), '192.0.2.7', `sessions:${id}:address`),
  )
  const verifiedAt = new Date(now.getTime() - codeAgeMinutes * 60_000)
  const times = { startedAt: verifiedAt, lastSeenAt: now, verifiedAt }
  await ctx.db
    .insert(sessions)
    .values({ customerId: ctx.subject, id, ...times, device, addressSealed, gpc: false })
  return id
}

/** The policy as the portal shows it, for finding things by the names a reader sees. */
export const policy = catalogue
