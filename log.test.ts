import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { refusalOf } from '#api/errors.ts'
import { read } from '#domain/transaction.ts'
import { log, loggedPath, toldError } from '#log'
import { asVerb } from '#testing/as-verb.ts'
import { onBothEngines, testIins, testPhones } from '#testing/world.ts'
import { onRequestError } from './instrumentation.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})
const noted = () => {
  const lines: string[] = []
  vi.spyOn(log, 'error').mockImplementation((...line: unknown[]) => void lines.push(JSON.stringify(line)))
  return lines
}

/** Addresses and texts that try to end a line, to begin one, or to have a value in it. */
const hostile = [
  '/x\n{"level":60,"msg":"forged"}',
  '/x\r\n{"level":60,"msg":"forged"}',
  '/x\u2028{"level":60,"msg":"forged"}\u2029\u0085\u000b\u000c\u001c',
  '/x"},{"level":60,"msg":"forged"',
  '/x\u001b[2K\u001b[1A\u0000\u007f',
  `/x?name=Гүлсім&phone=${testPhones[0]}`,
  `at +77010000118 (/${testIins[0]}:1:1)\n    at +77010000118 (/${testIins[0]}:1:1)`,
  `Failed query: select ${testIins[0]}\nparams: ${testPhones[0]}`,
  '%s %o %j',
  `http://user:Гүлсім@bank.example/x`,
]
/** Every way in which a program may cut a text into lines; Python's `splitlines` knows the most. */
const lineEnds = '\n\r\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029'
const anyLineEnd = new RegExp(`[${lineEnds}]`)
const line = z.looseObject({ level: z.number(), time: z.iso.datetime(), msg: z.string() })

describe('everything a process prints', () => {
  it.each(hostile)(
    'everything a process prints is a line of the log and holds no text of others: %j',
    async (text) => {
      const env = { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'trace' } as const
      const child = spawn(process.execPath, ['testing/print-everything.ts', text.replaceAll('\u0000', '')], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const ended = new Promise((resolve) => child.once('exit', resolve))
      const [out, err] = (await Promise.all([buffer(child.stdout), buffer(child.stderr)])).map(String)
      expect(err).toBe('')
      const lines = (out ?? '')
        .trimEnd()
        .split(anyLineEnd)
        .map((one) => line.parse(JSON.parse(one)))
      expect(await ended).toBe(1)
      const words = Map.groupBy(lines, ({ msg }) => msg)
      expect(words.get('something was printed')?.length).toBeGreaterThan(20)
      expect(words.get('Node warns')).toMatchObject([{ error: { name: 'Warning', code: 'TEST0001' } }])
      for (const [msg, level] of [
        ['nobody caught a rejection', 50],
        ['nobody caught an error, and the process ends', 60],
      ] as const)
        expect(words.get(msg), msg).toMatchObject([{ level, error: { cause: { code: '23505' } } }])
      const { request: asked, ...others } = Object.fromEntries(words)
      expect(asked?.[0]?.path).toBe(loggedPath(text.replaceAll('\u0000', '')))
      const rest = JSON.stringify(others)
      for (const part of ['forged', 'Гүлсім', '7010000118', testIins[0], 'select', 'params', '%s'])
        expect(rest).not.toContain(part)
    },
  )
})

it.each(['server.ts', 'jobs/worker.ts', 'demo/server.ts'])(
  '%s that cannot start says why in one line of the log',
  async (file) => {
    const { HOSTNAME: _, DATABASE_URL: __, ...rest } = process.env
    const env = { ...rest, NODE_ENV: 'production', SMTP_URL: 'smtp-77', PORT: 'port-77' } as const
    const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    const [out, err] = (await Promise.all([buffer(child.stdout), buffer(child.stderr)])).map(String)
    expect(err).toBe('')
    const said = JSON.parse(out ?? '')
    expect(said).toMatchObject({
      level: 60,
      error: { name: 'SettingsRefused' },
      msg: 'the process cannot start',
    })
    for (const name of [
      'PUBLIC_URL',
      'SMTP_URL',
      'PORT',
      'SMS_GATEWAY_URL',
      'ARQAU_MASTER_KEY',
      'AUTH_SECRET',
    ])
      expect(said.error.message).toContain(
        `\n- ${name === 'PUBLIC_URL' || name === 'SMS_GATEWAY_URL' ? 'Set ' : ''}${name}`,
      )
    expect(said.error.message).not.toContain('-77')
    expect(await ended).toBe(1)
  },
)

describe('an address in the log', () => {
  it.each(hostile)('the address %j is one line without its query', (address) => {
    const path = loggedPath(address)
    expect(path).toMatch(/^[!-~]{1,300}$/)
    expect(path).not.toMatch(/name=|user:/)
  })
  it('an ordinary address stays as it is', () =>
    expect(loggedPath('/complaints/0199aa00-0000-7000-8000-000000000001?x#y')).toBe(
      '/complaints/0199aa00-0000-7000-8000-000000000001',
    ))
  it('an address is cut off where it is longer than any of ours', () =>
    expect(loggedPath(`/${'x'.repeat(10_000)}`)).toHaveLength(300))

  it.each(hostile)('a page at %j that fails is told by request, digest and codes', async (path) => {
    vi.stubEnv('NEXT_RUNTIME', 'nodejs')
    const lines = noted()
    const error = Object.assign(new Error(path), { digest: '1234567@E394', detail: path })
    const request = { path, method: 'GET', headers: { 'x-request-id': 'r-1' } }
    const context = { routerKind: 'App Router', routePath: '/x', routeType: 'render' } as const
    await onRequestError(error, request, {
      ...context,
      revalidateReason: undefined,
      renderSource: 'server-rendering',
    })
    const forged = Object.assign(new Error('x'), { digest: `NEXT_REDIRECT;replace;${path};307` })
    await onRequestError(forged, request, {
      ...context,
      revalidateReason: undefined,
      renderSource: 'server-rendering',
    })
    expect(lines).toHaveLength(2)
    expect(lines[0]).toContain('1234567@E394')
    for (const line of lines) {
      const [{ path: logged, ...rest }, words] = JSON.parse(line)
      expect({ logged, words }).toEqual({ logged: loggedPath(path), words: 'a page failed' })
      expect(rest.requestId).toBe('r-1')
      expect(JSON.stringify(rest)).not.toMatch(/Гүлсім|7010000118|params|select/)
      expect(line).not.toMatch(anyLineEnd)
    }
  })
})

describe('an error in the log', () => {
  it('an error keeps the places where it was thrown, and what frames look like in its message is no place', () => {
    const told = toldError(new Error(`x\n    at +77010000118 (/${testIins[0]}:1:1)`))
    expect(told.stack).toContain('log.test.ts')
    expect(told.stack).not.toContain('7010000118')
    const other = new Error('x')
    other.stack = `Error: +77010000118\n    at +77010000118 (/a:1:1)`
    other.message = 'another'
    expect(toldError(other).stack).toBeUndefined()
  })

  it('an error that is its own cause, or many errors, are told all the same', () => {
    const round = new Error('x')
    round.cause = round
    expect(JSON.stringify(toldError(round)).length).toBeLessThan(5000)
    const refused = Object.assign(new Error('connect +77010000118'), {
      code: 'ECONNREFUSED',
      errno: -111,
      syscall: 'connect',
    })
    const told = toldError(new AggregateError([refused, 'no error'], 'x'))
    expect(told).toMatchObject({
      name: 'AggregateError',
      errors: [{ code: 'ECONNREFUSED', errno: -111, syscall: 'connect' }, { name: 'string' }],
    })
    expect(JSON.stringify(told)).not.toContain('7010000118')
    for (const thrown of [undefined, null, '+77010000118', { name: '+77010000118' }])
      expect(JSON.stringify(toldError(thrown))).not.toContain('7010000118')
  })
})

onBothEngines('a query that fails', (world) => {
  const failing = async (work: Promise<unknown>) => {
    const lines = noted()
    const error: unknown = await work.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    refusalOf(error, 'kk', 'r-17')
    expect(lines).toHaveLength(1)
    return lines[0] ?? ''
  }
  const query = (text: ReturnType<typeof sql>) => read(asVerb(world().worker()), (tx) => tx.execute(text))

  it.each([
    ['22P02', () => query(sql`select ${testPhones[0]}::text::uuid, ${testIins[0]}`)],
    ['42703', () => query(sql.raw(`select "${testIins[0]}" from customers`))],
    ['42601', () => query(sql.raw(`selekt '${testIins[0]}'`))],
    ['22012', () => query(sql`select 1 / (${testIins[0]}::bigint - ${testIins[0]}::bigint)`)],
  ])(
    'a query that fails with %s is told by that code, without the query and its values',
    async (code, work) => {
      const told = await failing(work())
      expect(told).toContain(code)
      expect(told).toContain('r-17')
      for (const part of [testPhones[0].slice(1), testIins[0], 'select', 'selekt', 'params'])
        expect(told).not.toContain(part)
    },
  )

  it('a row that is there already is told by its code, without the values of its key', async () => {
    const { db } = world()
    const mine = await world().customer(0)
    const again = sql`insert into customers select * from customers where reference = ${mine.reference}`
    const told = await failing(db.execute(again))
    expect(told).toContain('23505')
    for (const part of [mine.reference, mine.subject, 'customers', 'Key (']) expect(told).not.toContain(part)
  })
})
