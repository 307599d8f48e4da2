import { randomUUID } from 'node:crypto'
import { globSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { customerCookie, staffCookie } from '#api/session/session-cookie.ts'
import { type FormState, untouched } from '#components/ui/form-state.ts'
import { loadConfig } from '#config'
import { sessions } from '#db/schema/sessions.ts'
import { type StaffRole, staffRoles } from '#db/schema/staff.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import type { Ctx } from '#domain/context.ts'
import { isDomainError } from '#domain/errors.ts'
import { rolesWith } from '#domain/permissions.ts'
import { fileRequest } from '#domain/requests/file-request.ts'
import { type Action, formRows as matrix } from '#testing/form-rows.ts'
import { bankSettings } from '#testing/settings.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'

const browser = vi.hoisted(() => ({ cookies: new Map<string, string>() }))
const { Redirect } = vi.hoisted(() => ({
  Redirect: class extends Error {
    readonly to: string
    constructor(to: string) {
      super(to)
      this.to = to
    }
  },
}))
vi.mock('server-only', () => ({}))
vi.mock('next/cache', () => ({ refresh: () => {} }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    get: (name: string) => ({ value: browser.cookies.get(name) }),
    has: (name: string) => browser.cookies.has(name),
    set: () => {},
  }),
}))
vi.mock('next/navigation', () => ({
  redirect: (to: string) => {
    throw new Redirect(to)
  },
  unstable_rethrow: (error: unknown) => {
    if (error instanceof Redirect) throw error
  },
}))
vi.mock('next-auth', () => ({ default: () => ({}), CredentialsSignin: Error }))
vi.mock('next-auth/providers/credentials', () => ({ default: () => ({}) }))

const staffRows = Object.entries(matrix).flatMap(([name, { by }]) =>
  typeof by === 'object' ? [[name, by.permission] as const] : [],
)
const closedRows = Object.entries(matrix).filter(([, { by }]) => by !== 'anyone')

const forms = new Map<string, Action>()
beforeAll(async () => {
  for (const path of globSync('app/**/*actions.ts'))
    for (const [name, action] of Object.entries<Action>(await import(`../${path}`)))
      forms.set(`${path.slice('app/'.length, -'.ts'.length)} ${name}`, action)
  vi.useFakeTimers({ toFake: ['Date'], now: testNow })
}, 120_000)
afterAll(() => {
  vi.useRealTimers()
})

it('every form has a row, and every row a form', () => {
  expect([...forms.keys()].sort()).toEqual(Object.keys(matrix).sort())
})

const secret = 'a secret of more than thirty-two characters'
const signedOut =
  'Сеанс аяқталды. Басқа терезеде қайта кіріп, осы жерден қайта жіберіңіз: жазғаныңыз сақталды.'
const forbidden = 'Бұл әрекетке рұқсат жоқ.'

/** What became of a form: where it led, what it refused with, or the refusal that no page told. */
async function outcomeOf(name: string, fields: Record<string, string> = {}): Promise<string> {
  const form = new FormData()
  for (const [field, value] of Object.entries({ text: 'Сақталсын', ...fields })) form.set(field, value)
  const action = forms.get(name) ?? (() => 'no such form')
  const { call = (own: Action) => own(untouched, form) } = matrix[name] ?? {}
  try {
    const state = (await call(action, form)) as FormState | undefined
    if (!state) return 'done'
    if (state.refused) expect(state.typed, 'what was typed stays').toMatchObject({ text: ['Сақталсын'] })
    return state.refused ?? (Object.keys(state.errors).length > 0 ? 'wrong' : 'done')
  } catch (error) {
    if (error instanceof Redirect) return `to ${error.to}`
    if (isDomainError(error)) return error.code
    throw error
  }
}

onBothEngines('the forms of the pages', (world) => {
  let reference: string
  let owned: Record<'complaints' | 'requests', string>
  let another: Ctx & { subject: string }

  beforeAll(async () => {
    const { login: db, keys } = world()
    const config = loadConfig({ ...bankSettings, AUTH_SECRET: secret })
    globalThis.arqau = Promise.resolve({
      config,
      keys,
      database: {
        db,
        feeds: db,
        listen: world().listen,
        engine: 'embedded',
        reach: async () => {},
        close: async () => {},
      },
    })
    const owner = await world().customer(0)
    another = await world().customer(1)
    const text = 'Нөмірімді кім берді?'
    const complaint = await fileComplaint(owner, { kind: 'ordinary', text })
    reference = complaint.reference
    owned = { complaints: complaint.id, requests: (await fileRequest(owner, { kind: 'information' })).id }
  })
  beforeEach(() => {
    browser.cookies.clear()
  })

  const sitDown = async (role: StaffRole) => {
    const { staffId, sessionId } = (await world().signedInStaff(role)).actor
    browser.cookies.set(staffCookie.name, staffCookie.seal([secret], { sub: staffId, sid: sessionId }))
  }
  const signIn = async () => {
    const named = await startSession(world(), another)
    browser.cookies.set(customerCookie.name, customerCookie.seal([secret], named))
  }
  const nothingHappens = async (work: () => Promise<unknown>) => {
    const before = await world().audited()
    await work()
    expect(await world().audited()).toEqual(before)
  }

  it.each(closedRows)('%s does nothing for nobody, who keeps what they typed', async (name, { by }) => {
    const entrance = by === 'customer' ? 'to /sign-in' : 'to /staff/sign-in'
    await nothingHappens(async () =>
      expect([signedOut, entrance]).toContain(await outcomeOf(name, { reference })),
    )
  })

  it('a form of the staff does nothing for a customer, and one of the customer nothing for staff', async () => {
    for (const [name, { by }] of closedRows) {
      browser.cookies.clear()
      await (by === 'customer' ? sitDown('officer') : signIn())
      await nothingHappens(async () =>
        expect([signedOut, 'to /sign-in', 'to /staff/sign-in'], name).toContain(
          await outcomeOf(name, { reference }),
        ),
      )
    }
  })

  it.each(staffRows)('%s asks for %s, whoever sits at the desk', async (name, permission) => {
    for (const role of staffRoles) {
      await sitDown(role)
      const may = rolesWith(permission).includes(role)
      const outcome = await outcomeOf(name, { reference })
      if (may) expect([forbidden, 'forbidden', signedOut, 'to /staff'], role).not.toContain(outcome)
      else expect([forbidden, 'to /staff'], role).toContain(outcome)
    }
  })

  it.each([
    ['complaints', 'write'],
    ['complaints', 'withdraw'],
    ['requests', 'write'],
    ['requests', 'withdraw'],
  ] as const)('%s: the form to %s finds no other customer’s', async (cases, name) => {
    await signIn()
    const missing = name === 'write' ? 'Мұндай жазба табылмады.' : 'not-found'
    const fields = { case: owned[cases], lastStep: '2', kind: 'message' }
    expect(await outcomeOf(`(customer)/${cases}/actions ${name}`, fields)).toBe(missing)
  })
})

async function startSession(world: World, { subject }: Ctx & { subject: string }) {
  const id = randomUUID()
  const times = { startedAt: testNow, lastSeenAt: testNow, verifiedAt: testNow }
  await world.db.insert(sessions).values({
    ...{ customerId: subject, id, ...times },
    ...{ device: 'Chrome, Linux', addressSealed: new Uint8Array(1), gpc: false },
  })
  return { sub: subject, sid: id }
}
