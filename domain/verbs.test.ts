import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lookPages } from '#db/schema/looks.ts'
import { staffRoles } from '#db/schema/staff.ts'
import { onBothEngines } from '#testing/world.ts'
import { actAs } from './access.ts'
import type { Actor, Ctx } from './context.ts'
import { isDomainError } from './errors.ts'
import { type Holder, holders, isScope, type Permission, permissions, scopes } from './permissions.ts'
import { record } from './record.ts'
import { bookkeep, change, read, write } from './transaction.ts'
import { isVerb, type Verb } from './verb.ts'

/** Every file of a room, so that a verb is found wherever it is. */
const files = globSync('domain/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
const modules = await Promise.all(
  files.map(async (file): Promise<Record<string, unknown>> => import(`../${file}`)),
)
const verbs = modules.flatMap((module) => Object.entries(module).filter(([, value]) => isVerb(value))) as [
  string,
  Verb<Permission, [unknown], unknown>,
][]

/** A database that fails the test when a verb reaches for it. */
const untouchable: never = new Proxy(Object.create(null), {
  get: (_, property) => {
    throw new Error(`touched the database (${String(property)}) before asking for permission`)
  },
}) as never
const powerless: Ctx = {
  actor: { kind: 'powerless' } as never,
  subject: '00000000-0000-4000-8000-000000000000',
  locale: 'kk',
  now: new Date(),
  requestId: 'verbs-test',
  browser: { hash: 'x', device: '', address: '', gpc: false },
  db: untouchable,
  keys: untouchable,
}

const at = new Date()
const session = { staffId: 'Қ-1', sessionId: 's', authenticatedAt: at }
/** Everybody there is, by the word the permission table has for them. */
const everybody: [string, Actor][] = [
  ['visitor', { kind: 'visitor' }],
  ['customer', { kind: 'customer', sessionId: 's', verifiedAt: at }],
  ['staff-sign-in', { kind: 'staff-sign-in' }],
  ['key-check', { kind: 'key-check' }],
  ['worker', { kind: 'worker' }],
  ['system', { kind: 'system', systemId: 'crm', scopes }],
  ...staffRoles.map((role): [string, Actor] => [`staff/${role}`, { kind: 'staff', role, ...session }]),
  ...lookPages.map((page): [string, Actor] => [
    `support/${page}`,
    { kind: 'support', role: 'agent', lookId: 'l', page, pages: [page], ...session },
  ]),
]

describe('every verb', () => {
  it.each(verbs)('%s refuses everybody whom the permission table does not name', async (_, verb) => {
    const held: readonly Holder[] = holders[verb.permission]
    for (const [name, actor] of everybody) {
      if (held.some((one) => one === name || one === actor.kind)) continue
      const refused = await verb({ ...powerless, actor }, {}).catch((error: unknown) => error)
      expect(isDomainError(refused) && refused.code, name).toBe('forbidden')
    }
  })

  it.each(verbs.filter(([, { permission }]) => isScope(permission)))(
    '%s refuses a system whose key carries every permission but its own',
    async (_, verb) => {
      const actor: Actor = {
        kind: 'system',
        systemId: 'crm',
        scopes: scopes.filter((scope) => scope !== verb.permission),
      }
      const refused = await verb({ ...powerless, actor }, {}).catch((error: unknown) => error)
      expect(isDomainError(refused) && refused.code).toBe('forbidden')
    },
  )

  it.each(verbs)('%s asks for permission before it does anything', async (_, verb) => {
    const refused = await verb(powerless, {}).catch((error: unknown) => error)
    expect(isDomainError(refused) && refused.code).toBe('forbidden')
  })

  it('a system can ask for some verb under every permission that systems hold, and no other is stored', () => {
    const held = Object.entries<readonly Holder[]>(holders).filter(([, holding]) =>
      holding.includes('system'),
    )
    expect(scopes).toEqual(held.map(([name]) => name))
  })

  it('every verb asks for a permission, and every permission is some verb’s', () => {
    // Asked within another verb, as the one who looks: `openPage` and `revealForLook` enter the look first.
    const within = ['holdings:reveal-for-look', 'looks:enter']
    const asked = new Set<string>([...verbs.map(([, { permission }]) => permission), ...within])
    expect(permissions.filter((name) => !asked.has(name))).toEqual([])
  })
})

onBothEngines('a transaction of a verb', (world) => {
  it('a change that records nothing keeps nothing, even when its own code forgets', async () => {
    const ctx: Ctx = { ...world().system(), permission: 'holdings:put' }
    await expect(change(ctx, async () => 'done')).rejects.toThrow('without an audit row')
  })

  it('no transaction is opened for an actor who does not hold the permission, whoever asked for it', async () => {
    const ctx: Ctx = { ...world().visitor(), permission: 'policies:show' }
    const system = { kind: 'system', systemId: 'core-banking', scopes: [] } as const
    const others: Ctx[] = [
      { ...ctx, actor: system },
      { ...ctx, permission: 'upkeep:purge' },
      { ...world().worker(), permission: 'holdings:put' },
    ]
    const before = await world().audited()
    for (const other of others) {
      const entry = { action: 'holdings.put', detail: { count: 1 } } as const
      await expect(async () => change(other, (tx) => record(other, tx, entry))).rejects.toThrow(
        'outside of a verb',
      )
      await expect(async () => read(other, async () => 'done')).rejects.toThrow('outside of a verb')
    }
    expect(() => actAs(ctx, system, 'holdings:put')).toThrow('forbidden')
    expect(await world().audited()).toEqual(before)
  })

  it('no transaction is opened past domain/transaction.ts', () => {
    const sources = globSync('{api,app,domain,gateways,i18n,jobs}/**/*.{ts,tsx}').filter(
      (file) => !file.endsWith('.test.ts'),
    )
    expect(sources.length).toBeGreaterThan(400)
    expect(
      sources.filter((file) =>
        /\bdb\.(transaction|execute|select|insert|update|delete)\(|\btx\.transaction\(/.test(
          readFileSync(file, 'utf8'),
        ),
      ),
    ).toEqual([])
  })

  it('no transaction is opened without asking for a permission', async () => {
    const ctx = world().system()
    const outside = 'outside of a verb'
    const work = async () => 'done'
    await expect(async () => read(ctx, work)).rejects.toThrow(outside)
    await expect(async () => change(ctx, work)).rejects.toThrow(outside)
    await expect(async () => bookkeep(ctx, 'tries', work)).rejects.toThrow(outside)
    const row = { table: {} as never, row: {} }
    const writing = { rows: [row] as const, audit: { action: 'holdings.put' as const } }
    await expect(write(ctx, writing, null)).rejects.toThrow()
  })
})
