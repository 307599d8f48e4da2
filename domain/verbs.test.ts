import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from './context.ts'
import { isDomainError } from './errors.ts'
import { change } from './transaction.ts'

const files = globSync('domain/*/*.ts').filter(
  (file) => !/\.test\.ts$|\/schema\.ts$|^domain\/testing\//.test(file),
)
const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
const imports = (file: string, name: string) =>
  new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '\\.\\./transaction\\.ts'`).test(
    sources.get(file) ?? '',
  )

/** The files of the same room that a file imports. */
const siblings = (file: string) =>
  [...(sources.get(file) ?? '').matchAll(/from '\.\/([\w-]+\.ts)'/g)].map(
    (found) => `${dirname(file)}/${found[1]}`,
  )

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

type Call = (ctx: Ctx, ...rest: unknown[]) => unknown
/** Verbs take the context and an input. Their helpers take the open transaction second, and come after permission. */
const isVerb = (value: unknown): value is Call =>
  typeof value === 'function' && /^(async )?(function \w*)?\(ctx(, (?!tx\b)|\))/.test(String(value))

describe('every verb', () => {
  /**
   * For verbs that have asked for permission already: notes a refused look in a transaction of its own; reads what a
   * decision is taken on.
   */
  const afterPermission = ['domain/record-missing.ts', 'domain/consents/decision-basis.ts']
  const openers = files.filter(
    (file) =>
      ['read', 'change', 'ask', 'write'].some((way) => imports(file, way)) && !afterPermission.includes(file),
  )

  it.each(openers)('%s asks for permission before it does anything', async (file) => {
    const module: Record<string, unknown> = await import(`../${file}`)
    const verbs = Object.entries(module).filter(([, value]) => isVerb(value))
    expect(verbs.length, 'a file that opens transactions is a verb').toBeGreaterThan(0)
    for (const [name, verb] of verbs) {
      if (!isVerb(verb) || !String(verb).includes('requirePermission')) continue
      const refused = await Promise.resolve()
        .then(() => verb(powerless, {}))
        .catch((error: unknown) => error)
      expect(isDomainError(refused) && refused.code, name).toBe('forbidden')
    }
    expect(sources.get(file)).toContain('requirePermission(ctx, ')
  })

  it.each(files.filter((file) => imports(file, 'change')))('%s writes an audit row in its change', (file) => {
    expect(
      [file, ...siblings(file)].some((each) => sources.get(each)?.includes('record(')),
      'itself or by a helper',
    ).toBe(true)
  })

  it.each(files.filter((file) => imports(file, 'ask')))(
    '%s asks with statements that write nothing',
    (file) => {
      expect(sources.get(file)).not.toMatch(/\b(insert|update|delete|merge|truncate|nextval|set_config)\b/i)
    },
  )

  it('moves counters without an audit row only where that was decided', () => {
    expect(files.filter((file) => imports(file, 'bookkeep')).sort()).toEqual([
      'domain/sessions/codes.ts',
      'domain/sessions/resume-session.ts',
      'domain/staff/resume-staff-session.ts',
      'domain/messages/send-due-messages.ts',
      'domain/imports/receive-import.ts',
      'domain/imports/run-import-chunk.ts',
      'domain/looks/enter-look-code.ts',
      'domain/state-service/answer-state-applications.ts',
      'domain/events/claim-deliveries.ts',
      'domain/events/place-events.ts',
      'domain/events/settle-delivery.ts',
      'domain/systems/touch-key.ts',
    ])
  })

  it('leaves opening transactions to domain/transaction.ts', () => {
    expect(
      files.filter((file) => /\bdb\.transaction\(|\btx\.transaction\(/.test(sources.get(file) ?? '')),
    ).toEqual([])
  })
})

onBothEngines('a change', (world) => {
  it('that records nothing keeps nothing, even when its own code forgets', async () => {
    await expect(change(world().system(), async () => 'done')).rejects.toThrow('without an audit row')
  })
})
