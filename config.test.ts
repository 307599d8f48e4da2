import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadConfig, secretsShape, settingsShape } from '#config'

const key = Buffer.alloc(32, 7).toString('base64')
const bank = {
  SMS_GATEWAY_URL: 'https://sms.bank.example',
  ARQAU_MASTER_KEY: key,
  ARQAU_LOOKUP_KEY: key,
  AUTH_SECRET: key,
}

describe('the settings of e-mail', () => {
  it('the settings of e-mail may be absent', () => expect(loadConfig(bank).SMTP_URL).toBeUndefined())

  it.each(['privacy@bank.example', 'Арқау Банк <privacy@bank.example>', '<privacy@bank.example>'])(
    'the settings of e-mail take %s as the sender',
    (SMTP_FROM) => {
      const smtp = { SMTP_URL: 'smtps://user:p%40ss@mail.bank.example:465', SMTP_FROM }
      expect(loadConfig({ ...bank, ...smtp })).toMatchObject(smtp)
    },
  )

  it.each([
    [{ SMTP_URL: 'https://mail.bank.example', SMTP_FROM: 'privacy@bank.example' }, /SMTP_URL/],
    [{ SMTP_URL: 'smtp:', SMTP_FROM: 'privacy@bank.example' }, /SMTP_URL/],
    [{ SMTP_URL: 'smtp://mail.bank.example' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: 'the bank' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: 'a@b.example, c@d.example' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: 'a@b.example\r\nBcc: c@d.example' }, /SMTP_FROM/],
  ])('the settings of e-mail are refused as %o', (wrong, sentence) =>
    expect(() => loadConfig({ ...bank, ...wrong })).toThrow(sentence),
  )
})

describe('the networks that systems may be told in', () => {
  it('no networks are allowed unless named', () =>
    expect(loadConfig(bank).WEBHOOK_ALLOWED_NETWORKS).toEqual([]))

  it('the allowed networks are read from a list', () => {
    const WEBHOOK_ALLOWED_NETWORKS = '10.20.0.0/16, fd00:20::/32,127.0.0.1'
    expect(loadConfig({ ...bank, WEBHOOK_ALLOWED_NETWORKS }).WEBHOOK_ALLOWED_NETWORKS).toEqual([
      ...['10.20.0.0/16', 'fd00:20::/32', '127.0.0.1'],
    ])
  })

  it.each(['10.20.0.0/33', '10.20', 'bank.example', '10.0.0.0/8;127.0.0.1'])(
    'the allowed networks are refused as %s',
    (list) =>
      expect(() => loadConfig({ ...bank, WEBHOOK_ALLOWED_NETWORKS: list })).toThrow(
        /WEBHOOK_ALLOWED_NETWORKS/,
      ),
  )
})

it('.env.example names every setting once, with its default', () => {
  const readElsewhere = { DEMO_PROVIDER_PORT: '', CATALOGUE_DIR: 'catalogue', LOG_LEVEL: 'info' }
  const defaults: Record<string, unknown> = settingsShape.parse({})
  const names = Object.keys({ ...settingsShape.shape, ...secretsShape.shape })
  const expected = names.map((name) => [name, String(defaults[name] ?? '')])
  const written = [...readFileSync('.env.example', 'utf8').matchAll(/^#([A-Z_]+)=(.*)$/gm)]
  expect(written.map(([, name, value]) => [name, value]).sort()).toEqual(
    [...expected, ...Object.entries(readElsewhere)].sort(),
  )
})
