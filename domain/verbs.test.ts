import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from './context.ts'
import { isDomainError } from './errors.ts'
import { permissions } from './permissions.ts'
import { bookkeep, change, read, write } from './transaction.ts'
import { isVerb, type Verb } from './verb.ts'

/** Every file of a room, so that a verb is found wherever it is. */
const files = globSync('domain/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
const modules = await Promise.all(
  files.map(async (file): Promise<Record<string, unknown>> => import(`../${file}`)),
)
const verbs = modules.flatMap((module) => Object.entries(module).filter(([, value]) => isVerb(value))) as [
  string,
  Verb<never, [unknown], unknown>,
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

describe('every verb', () => {
  it.each(verbs)('%s asks for permission before it does anything', async (_, verb) => {
    const refused = await verb(powerless, {}).catch((error: unknown) => error)
    expect(isDomainError(refused) && refused.code).toBe('forbidden')
  })

  it('is asked for by a permission, and every permission is some verb’s', () => {
    // Asked within another verb: `revealForLook` opens the look first, then asks as who looks.
    const within = ['holdings:reveal-for-look']
    const asked = new Set<string>([...verbs.map(([, { permission }]) => permission), ...within])
    expect(permissions.filter((name) => !asked.has(name))).toEqual([])
  })
})

onBothEngines('a transaction', (world) => {
  it('of a change that records nothing keeps nothing, even when its own code forgets', async () => {
    const ctx: Ctx = { ...world().system(), permission: 'holdings:put' }
    await expect(change(ctx, async () => 'done')).rejects.toThrow('without an audit row')
  })

  it('is opened by nobody who has asked for no permission', async () => {
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
