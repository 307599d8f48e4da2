import { describe, expect, it } from 'vitest'
import { loadConfig } from '#config'
import { bankSettings as bank } from '#testing/settings.ts'

describe('the settings of e-mail', () => {
  it('the settings of e-mail may be absent', () => expect(loadConfig(bank).SMTP_URL).toBeUndefined())

  it.each([
    ...['privacy@bank.example', 'Арқау Банк <privacy@bank.example>', '<privacy@bank.example>'],
    ...['Bank: privacy (KZ); [x] <privacy@bank.example>'],
  ])('the settings of e-mail take %s as the sender', (SMTP_FROM) => {
    const smtp = { SMTP_URL: 'smtps://user:p%40ss@mail.bank.example:465', SMTP_FROM }
    expect(loadConfig({ ...bank, ...smtp })).toMatchObject(smtp)
  })

  it.each([
    [{ SMTP_URL: 'https://mail.bank.example', SMTP_FROM: 'privacy@bank.example' }, /SMTP_URL/],
    [{ SMTP_URL: 'smtp:', SMTP_FROM: 'privacy@bank.example' }, /SMTP_URL/],
    [{ SMTP_URL: 'smtp://mail.bank.example' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: 'the bank' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: 'a@b.example, c@d.example' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: 'a@b.example\r\nBcc: c@d.example' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: 'Bank\r\nBcc: c <a@b.example>' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: 'a@b.example;c' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: 'bank:a@b.example' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: 'Bank <a,c@b.example>' }, /SMTP_FROM/],
    [{ SMTP_URL: 'smtp://mail.bank.example', SMTP_FROM: '(bank)a@b.example' }, /SMTP_FROM/],
  ])('the settings of e-mail are refused as %o', (wrong, sentence) =>
    expect(() => loadConfig({ ...bank, ...wrong })).toThrow(sentence),
  )
})

describe('the settings of a scanner', () => {
  const scanner = (SCANNER_URL?: string) =>
    loadConfig({ ...bank, SCANNER_URL, GATEWAY_ALLOWED_NETWORKS: '10.20.0.0/16,fd00:20::/32' }).SCANNER_URL

  it('the settings of a scanner may be absent', () => expect(scanner()).toBeUndefined())

  it.each([
    ['unix:/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ['unix:///run/clam av/clamd%20.ctl', { path: '/run/clam av/clamd%20.ctl' }],
    ['tcp://127.0.0.1', { host: '127.0.0.1', port: 3310 }],
    ['tcp://localhost:3311/', { host: 'localhost', port: 3311 }],
    ['tcp://10.20.0.9:3310', { host: '10.20.0.9', port: 3310 }],
    ['tcp://[fd00:20::9]', { host: 'fd00:20::9', port: 3310 }],
  ])('the settings of a scanner are read from %s', (text, address) => expect(scanner(text)).toEqual(address))
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
