import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadConfig, secretsShape, settingsShape } from '#config'
import { bankSettings as bank, faultsOf } from '#testing/settings.ts'
import { secretsInFiles } from './config-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'arqau-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const key = Buffer.alloc(32, 7).toString('base64')
const zeros = Buffer.alloc(32).toString('base64')

describe('the settings of a bank', () => {
  it('the settings of a bank start what they say', () => expect(faultsOf(bank)).toEqual([]))

  it.each([
    ['no address', { PUBLIC_URL: undefined }, /Set PUBLIC_URL/],
    ['an address without TLS', { PUBLIC_URL: 'http://privacy.bank.example' }, /PUBLIC_URL must be an https/],
    [
      'no TLS where others reach it',
      { PUBLIC_URL: 'http://localhost', HOSTNAME: '0.0.0.0' },
      /must be an https/,
    ],
    [
      'an address with a path',
      { PUBLIC_URL: 'https://bank.example/privacy' },
      /PUBLIC_URL .* without a path/,
    ],
    ['an address with a query', { PUBLIC_URL: 'https://bank.example/?a' }, /PUBLIC_URL .* without a path/],
    [
      'an address with a password',
      { PUBLIC_URL: 'https://u:p@bank.example' },
      /PUBLIC_URL .* without a path/,
    ],
    ['an address of files', { PUBLIC_URL: 'ftp://bank.example' }, /PUBLIC_URL/],
    [
      'a gateway without TLS',
      { SMS_GATEWAY_URL: 'http://sms.bank.example' },
      /SMS_GATEWAY_URL must be an https/,
    ],
    ['a gateway by FTP', { SMS_GATEWAY_URL: 'ftp://sms.bank.example' }, /SMS_GATEWAY_URL must be an https/],
    ['a gateway with a password', { SMS_GATEWAY_URL: 'https://u:p@sms.bank.example' }, /SMS_GATEWAY_URL/],
    [
      'a provider without TLS',
      { STAFF_OIDC_ISSUER: 'http://10.20.0.4' },
      /STAFF_OIDC_ISSUER must be an https/,
    ],
    [
      'a provider by FTP',
      { STAFF_OIDC_ISSUER: 'ftp://id.bank.example' },
      /STAFF_OIDC_ISSUER must be an https/,
    ],
    [
      'a state service without TLS',
      { STATE_SERVICE_URL: 'http://10.21.0.4' },
      /STATE_SERVICE_URL must be an ht/,
    ],
    [
      'a scanner that is no clamd',
      { SCANNER_URL: 'http://127.0.0.1:3310' },
      /SCANNER_URL must be an address/,
    ],
    ['a scanner nowhere', { SCANNER_URL: 'unix:clamd.ctl' }, /SCANNER_URL must be an address/],
    ['a scanner with a path', { SCANNER_URL: 'tcp://127.0.0.1:3310/scan' }, /SCANNER_URL must be an address/],
    ['a scanner with a name', { SCANNER_URL: 'tcp://user@127.0.0.1' }, /SCANNER_URL must be an address/],
    ['a scanner with port 0', { SCANNER_URL: 'tcp://127.0.0.1:0' }, /SCANNER_URL must be an address/],
    [
      'a scanner elsewhere',
      { SCANNER_URL: 'tcp://10.20.0.9:3310' },
      /SCANNER_URL must name a socket or a port/,
    ],
    [
      'a scanner by name',
      { SCANNER_URL: 'tcp://clamd.internal' },
      /SCANNER_URL must name a socket or a port/,
    ],
    ['every network', { GATEWAY_ALLOWED_NETWORKS: '0.0.0.0/0' }, /GATEWAY_ALLOWED_NETWORKS/],
    ['every network of events', { WEBHOOK_ALLOWED_NETWORKS: '10.0.0.0/8,::/0' }, /WEBHOOK_ALLOWED_NETWORKS/],
    ['a database that is none', { DATABASE_URL: 'https://db.bank.example' }, /DATABASE_URL/],
    [
      'an owner of tables without the login that uses them',
      { MIGRATION_DATABASE_URL: 'postgresql://owner@db.bank.example/arqau?sslmode=verify-full' },
      /MIGRATION_DATABASE_URL needs DATABASE_URL/,
    ],
    ...[
      ...['', '?sslmode=require', '?sslmode=no-verify', '?sslmode=verify-full&sslmode=disable'],
      ...['?host=localhost&host=db.bank.example', '?ssl=true'],
    ].map((way): [string, Record<string, string>, RegExp] => [
      `a database that proves nothing (${way})`,
      { DATABASE_URL: `postgresql://arqau:s-1@db.bank.example/arqau${way}` },
      /DATABASE_URL must end with \?sslmode=verify-full/,
    ]),
    [
      'an owner of tables on a database that proves nothing',
      {
        DATABASE_URL: 'postgresql://arqau:s-1@db.bank.example/arqau?sslmode=verify-full',
        MIGRATION_DATABASE_URL: 'postgresql://owner:s-1@db.bank.example/arqau',
      },
      /MIGRATION_DATABASE_URL must end with \?sslmode=verify-full/,
    ],
    [
      'certificates that nobody looks at',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      /NODE_TLS_REJECT_UNAUTHORIZED/,
    ],
    ['a database of a name that cannot be', { DATABASE_URL: 'postgresql://%zz/arqau' }, /DATABASE_URL/],
    ['a port that is none', { PORT: '' }, /PORT/],
    ['no master key', { ARQAU_MASTER_KEY: undefined }, /ARQAU_MASTER_KEY must be 32 bytes/],
    [
      'a short key',
      { ARQAU_LOOKUP_KEY: Buffer.alloc(31, 7).toString('base64') },
      /ARQAU_LOOKUP_KEY must be 32/,
    ],
    ['a short secret', { AUTH_SECRET: 'zQ8vN2pX' }, /AUTH_SECRET must be 32 characters/],
    ['a key of zeros', { ARQAU_MASTER_KEY: zeros }, /ARQAU_MASTER_KEY must be made by chance/],
    ['a key of one byte', { ARQAU_LOOKUP_KEY: key }, /ARQAU_LOOKUP_KEY must be made by chance/],
    ['a secret of one sign', { AUTH_SECRET: 'x'.repeat(40) }, /AUTH_SECRET must be made by chance/],
    [
      'equal keys',
      { ARQAU_LOOKUP_KEY: bank.ARQAU_MASTER_KEY },
      /ARQAU_MASTER_KEY and ARQAU_LOOKUP_KEY must be/,
    ],
    ['another key of zeros', { ARQAU_LOOKUP_KEY_OTHER: zeros }, /ARQAU_LOOKUP_KEY_OTHER must be made by/],
    ['another key that is empty', { ARQAU_MASTER_KEY_OTHER: '' }, /ARQAU_MASTER_KEY_OTHER must be 32 bytes/],
    ['another secret that is short', { AUTH_SECRET_OTHER: 'zQ8vN2pX' }, /AUTH_SECRET_OTHER must be 32 char/],
    [
      'a key that is exchanged for itself',
      { ARQAU_MASTER_KEY_OTHER: bank.ARQAU_MASTER_KEY },
      /ARQAU_MASTER_KEY and ARQAU_MASTER_KEY_OTHER must be/,
    ],
    [
      'another secret that is a key',
      { AUTH_SECRET_OTHER: bank.ARQAU_LOOKUP_KEY },
      /ARQAU_LOOKUP_KEY and AUTH_SECRET_OTHER must be/,
    ],
    [
      'a secret that is a key',
      { AUTH_SECRET: bank.ARQAU_LOOKUP_KEY },
      /ARQAU_LOOKUP_KEY and AUTH_SECRET must be/,
    ],
  ])('the settings of a bank are refused with %s, in one sentence', (_, wrong, sentence) => {
    for (const NODE_ENV of ['production', undefined]) {
      const faults = faultsOf({ ...bank, ...wrong, NODE_ENV })
      expect(faults).toEqual([expect.stringMatching(sentence)])
      expect(faults[0]).toMatch(/^[^\n]+\.$/)
    }
  })

  it('the settings of a bank are told all their faults at once, and none of their values', () => {
    const wrong = {
      ...{ PUBLIC_URL: 'http://portal-77.example', SMS_GATEWAY_URL: 'ftp://user:pass-77@sms.example' },
      ...{
        DATABASE_URL: 'pass-77',
        SMTP_URL: 'pass-77',
        ARQAU_MASTER_KEY: 'pass-77',
        AUTH_SECRET: 'pass-77',
      },
      ...{ ARQAU_LOOKUP_KEY: zeros, PORT: 'pass-77', STATE_SERVICE_USER: 'pass-77' },
    }
    const faults = faultsOf({ ...bank, ...wrong })
    const named = faults.map((fault) => /[A-Z_]{4,}/.exec(fault)?.[0])
    const expected = Object.keys(wrong).filter((name) => name !== 'STATE_SERVICE_USER')
    expect(named.sort()).toEqual([...expected, 'STATE_SERVICE_PASSWORD'].sort())
    expect(faults.join()).not.toMatch(/-77|pass-/)
    expect(() => loadConfig({ ...bank, ...wrong })).toThrow(faults.join('\n- '))
  })

  it('the settings of a bank may name the private network of a gateway that has no TLS', () => {
    const networks = { GATEWAY_ALLOWED_NETWORKS: '10.20.0.0/16, fd00:20::/32' }
    const sms = (SMS_GATEWAY_URL: string) => faultsOf({ ...bank, ...networks, SMS_GATEWAY_URL })
    for (const there of ['http://10.20.3.4:8080/sms', 'http://[fd00:20::1]/'])
      expect(sms(there), there).toEqual([])
    for (const other of ['http://10.21.3.4/', 'http://sms.internal/', 'ftp://10.20.3.4/'])
      expect(sms(other), other).toHaveLength(1)
    expect(faultsOf({ ...bank, ...networks, STATE_SERVICE_URL: 'http://10.20.3.4' })).toEqual([])
  })

  it.each([
    'postgresql://arqau:s-1@db.bank.example/arqau?sslmode=verify-full',
    'postgresql://arqau:s-1@localhost/arqau',
    'postgresql://arqau:s-1@[::1]:5433/arqau',
    'postgresql://arqau@%2Fvar%2Frun%2Fpostgresql/arqau',
    'postgresql://arqau@db/arqau?host=/var/run/postgresql',
    'postgresql://arqau:s-1@10.20.0.7/arqau',
  ])('the settings of a bank may name the database %s', (DATABASE_URL) =>
    expect(faultsOf({ ...bank, GATEWAY_ALLOWED_NETWORKS: '10.20.0.0/16', DATABASE_URL })).toEqual([]),
  )

  it('the settings of a bank give the portal one way to write its address', () => {
    const { PUBLIC_URL } = loadConfig({ ...bank, PUBLIC_URL: 'HTTPS://Privacy.bank.example:443/' })
    expect(PUBLIC_URL).toBe('https://privacy.bank.example')
  })

  it('a trial without TLS starts where nobody else reaches it', () =>
    expect(faultsOf({ ...bank, PUBLIC_URL: 'http://localhost:3100', HOSTNAME: '127.0.0.1' })).toEqual([]))

  it.each(['development', 'test'])(
    'a %s starts without an address and with keys that anybody knows',
    (NODE_ENV) => {
      const keys = { ARQAU_MASTER_KEY: key, ARQAU_LOOKUP_KEY: key, AUTH_SECRET: key }
      const config = loadConfig({ NODE_ENV, SMS_GATEWAY_URL: bank.SMS_GATEWAY_URL, ...keys })
      expect(config.PUBLIC_URL).toBe('http://localhost:3000')
    },
  )
})

describe('the settings of the demo', () => {
  const demo = { ARQAU_DEMO: 'true', ARQAU_DATA: join(folder, 'demo') }

  it.each(['production', 'development'])('the demo starts with nothing else set, in %s', (NODE_ENV) => {
    const { PUBLIC_URL, secrets } = loadConfig({ ...demo, NODE_ENV })
    expect(PUBLIC_URL).toBe('http://localhost:3000')
    expect(loadConfig({ ...demo, NODE_ENV }).secrets.AUTH_SECRET).toBe(secrets.AUTH_SECRET)
  })

  it.each([
    { PUBLIC_URL: 'https://privacy.bank.example' },
    { PUBLIC_URL: 'http://203.0.113.9:3000' },
    { PUBLIC_URL: 'http://localhost.bank.example' },
    { HOSTNAME: '0.0.0.0' },
    { HOSTNAME: '::' },
    { HOSTNAME: '203.0.113.9' },
  ])('the demo with %o is refused, and leaves no secrets behind', (wrong) => {
    for (const NODE_ENV of ['production', 'development']) {
      const ARQAU_DATA = join(folder, 'refused')
      expect(faultsOf({ ...demo, ARQAU_DATA, ...wrong, NODE_ENV })).toEqual([
        expect.stringContaining('in the demo'),
      ])
      expect(existsSync(ARQAU_DATA)).toBe(false)
    }
  })
})

it('.env.example names every setting once, with its default', () => {
  const readElsewhere = { DEMO_PROVIDER_PORT: '', CATALOGUE_DIR: 'catalogue', LOG_LEVEL: 'info' }
  const defaults: Record<string, unknown> = settingsShape.parse({})
  const files = secretsInFiles.map((name) => `${name}_FILE`)
  const names = [...Object.keys({ ...settingsShape.shape, ...secretsShape.shape }), ...files]
  const expected = names.map((name) => [name, String(defaults[name] ?? '')])
  const written = [...readFileSync('.env.example', 'utf8').matchAll(/^#([A-Z_]+)=(.*)$/gm)]
  expect(written.map(([, name, value]) => [name, value]).sort()).toEqual(
    [...expected, ...Object.entries(readElsewhere)].sort(),
  )
})
