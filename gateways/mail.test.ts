import { afterEach, describe, expect, it } from 'vitest'
import type { DueMessage } from '#domain/messages/open-message.ts'
import { Undeliverable } from '#domain/messages/send-due-messages.ts'
import { decoded, type MailServer, startMailServer } from '#testing/mail-server.ts'
import { mailSender, mailServer, readSender } from './mail.ts'

const portal = 'https://privacy.bank.example'
const from = 'Арқау <privacy@bank.example>'
const message: DueMessage = {
  id: '0199aa00-0000-7000-8000-000000000001',
  kind: 'complaint-answered',
  channel: 'email',
  locale: 'ru',
  to: 'aru@example.kz',
  params: { reference: 'Ш-2026-00417' },
}
/** Accepts the test server's own certificate. */
const anyCertificate = { tls: { rejectUnauthorized: false } }

let running: MailServer | undefined
const start = async (...options: Parameters<typeof startMailServer>) => {
  running = await startMailServer(...options)
  return running
}
afterEach(async () => {
  await running?.stop()
  running = undefined
})
/** The settings for a server on another machine, with the address of one on this machine. */
const elsewhere = (port: number, address = 'smtp://mail.bank.example') => ({
  ...mailServer(address),
  host: '127.0.0.1',
  port,
})

describe('an e-mail', () => {
  it('comes as plain text in the customer’s language, marked as automatic', async () => {
    const server = await start()
    await mailSender(mailServer(`smtp://localhost:${server.port}`), from, portal).send(message)
    const [mail] = server.mails
    expect(mail).toMatchObject({ from: 'privacy@bank.example', to: ['aru@example.kz'] })
    expect(mail?.subject).toBe('На вашу жалобу №\u00a0Ш-2026-00417 дан ответ')
    expect(mail?.text.split(/\r?\n\r?\n/)).toEqual([
      expect.stringContaining('Банк письменно ответил на вашу жалобу №\u00a0Ш-2026-00417.'),
      'Центр конфиденциальности: https://privacy.bank.example/c/2026-00417',
      expect.stringContaining('пароль и данные карты банк не спрашивает'),
    ])
    const headers = Object.fromEntries(mail?.headers ?? [])
    expect(headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'content-language': 'ru',
      'content-type': 'text/plain; charset=utf-8',
      'message-id': `<${message.id}@bank.example>`,
      to: 'aru@example.kz',
    })
    expect(headers.from).toMatch(/<privacy@bank\.example>$/)
  })

  it.each([
    ['Bank: privacy <privacy@bank.example>', 'Bank: privacy'],
    ['Bank; privacy <privacy@bank.example>', 'Bank; privacy'],
    ['Bank: a, b; <privacy@bank.example>', 'Bank: a, b;'],
    ['Bank (Almaty) [KZ] <privacy@bank.example>', 'Bank (Almaty) [KZ]'],
    ['"Bank: \\"Arqau\\"" <privacy@bank.example>', 'Bank: "Arqau"'],
    ['Арқау: банк (KZ) <privacy@bank.example>', 'Арқау: банк (KZ)'],
    ['<privacy@bank.example>', ''],
    ['privacy@bank.example', ''],
  ])('comes from one sender, whose name is as it is written: %s', async (written, name) => {
    expect(readSender(written)).toEqual({ name, address: 'privacy@bank.example' })
    const server = await start()
    await mailSender(mailServer(`smtp://localhost:${server.port}`), written, portal).send(message)
    expect(server.mails).toMatchObject([{ from: 'privacy@bank.example' }])
    const [mail] = server.mails
    expect(mail?.headers.get('message-id')).toBe(`<${message.id}@bank.example>`)
    const header = mail?.headers.get('from') ?? ''
    const [, shown = '', address] = /^(?:(.*) )?<?([^<> ]+)>?$/.exec(header) ?? []
    expect(address).toBe('privacy@bank.example')
    const plain = shown.startsWith('"') ? shown.slice(1, -1).replace(/\\(.)/g, '$1') : decoded(shown)
    expect(plain).toBe(name)
    if (!shown.startsWith('"')) expect(shown).not.toMatch(/[:;()[\]]/)
  })

  it('has the same Message-ID when it comes again, so that the repeat can be told', async () => {
    const server = await start()
    const sender = mailSender(mailServer(`smtp://127.0.0.1:${server.port}`), from, portal)
    await sender.send(message)
    await sender.send(message)
    const ids = server.mails.map((mail) => mail.headers.get('message-id'))
    expect(ids).toEqual([`<${message.id}@bank.example>`, `<${message.id}@bank.example>`])
  })

  it.each([
    [{ at: 'recipient', code: 550 }, true],
    [{ at: 'recipient', code: 450 }, false],
    [{ at: 'data', code: 554 }, false],
    [{ at: 'data', code: 451 }, false],
  ] as const)('refused with %o is given up: %s', async (refusal, forGood) => {
    const server = await start()
    server.refuse(refusal)
    const sender = mailSender(mailServer(`smtp://localhost:${server.port}`), from, portal)
    const error = await sender.send(message).catch((refused: unknown) => refused)
    expect(error).toBeInstanceOf(Error)
    expect(error instanceof Undeliverable).toBe(forGood)
    expect(server.mails).toEqual([])
  })

  it('fails to be tried again when no server answers, or one that says nothing', async () => {
    const server = await start()
    await server.stop()
    const gone = mailSender(mailServer(`smtp://localhost:${server.port}`), from, portal)
    await expect(gone.send(message)).rejects.toMatchObject({ code: 'ESOCKET' })
    const mute = await start({ onConnect: () => {} })
    const impatient = { ...mailServer(`smtp://localhost:${mute.port}`), greetingTimeout: 50 }
    await expect(mailSender(impatient, from, portal).send(message)).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    })
  })
})

describe('a mail server', () => {
  it.each([
    ['smtps://user:p%40ss@mail.bank.example', { port: 465, secure: true, requireTLS: false }],
    ['smtps://user:p%40ss@mail.bank.example:8465', { port: 8465, secure: true }],
    ['smtp://user:p%40ss@mail.bank.example', { port: 587, secure: false, requireTLS: true }],
    [
      'smtp://user:p%40ss@mail.bank.example?requireTLS=false&ignoreTLS=true',
      { requireTLS: true, ignoreTLS: false },
    ],
    ['smtp://user:p%40ss@localhost:25', { port: 25, secure: false, requireTLS: false, ignoreTLS: true }],
    ['smtp://user:p%40ss@[::1]:25', { host: '::1', requireTLS: false }],
  ])('a mail server at %s is spoken to as %o', (address, options) =>
    expect(mailServer(address)).toMatchObject({ auth: { user: 'user', pass: 'p@ss' }, ...options }),
  )

  it('a mail server elsewhere gets neither mail nor password without STARTTLS', async () => {
    const server = await start({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true })
    const plain = elsewhere(server.port, 'smtp://user:secret@mail.bank.example')
    await expect(mailSender(plain, from, portal).send(message)).rejects.toMatchObject({ code: 'ETLS' })
    expect(server).toMatchObject({ mails: [], logins: 0 })
  })

  it('a mail server elsewhere gets its mail over STARTTLS, after the password', async () => {
    const server = await start()
    const upgraded = { ...elsewhere(server.port, 'smtp://user:secret@mail.bank.example'), ...anyCertificate }
    await mailSender(upgraded, from, portal).send(message)
    expect(server).toMatchObject({ mails: [{ secure: true }], logins: 1 })
  })

  it.each([
    ['smtp://mail.bank.example', {}],
    ['smtps://mail.bank.example', { secure: true }],
  ])('a mail server at %s that cannot prove its name gets nothing', async (address, options) => {
    const server = await start(options)
    await expect(mailSender(elsewhere(server.port, address), from, portal).send(message)).rejects.toThrow(
      /certificate/,
    )
    expect(server.mails).toEqual([])
  })
})
