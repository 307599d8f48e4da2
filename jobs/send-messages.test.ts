import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Config, loadConfig } from '#config'
import { messages } from '#db/schema/messages.ts'
import { changeLocale } from '#domain/customers/change-locale.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { type NoticeKind, queueNotice } from '#domain/messages/queue-notice.ts'
import { record } from '#domain/record.ts'
import { change } from '#domain/transaction.ts'
import { log } from '#log'
import type { Services } from '#services'
import { asVerb } from '#testing/as-verb.ts'
import { secondsOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { freePort } from '#testing/free-port.ts'
import { type MailServer, startMailServer } from '#testing/mail-server.ts'
import { bankSettings } from '#testing/settings.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { sendMails } from './send-messages.ts'

const config = (port: number): Config =>
  loadConfig({
    ...bankSettings,
    SMTP_URL: `smtp://localhost:${port}`,
    SMTP_FROM: 'privacy@bank.example',
  })

let port: number
let server: MailServer | undefined
const start = async () => {
  server = await startMailServer({}, port)
  return server
}
beforeEach(async () => {
  port = await freePort()
})
afterEach(async () => {
  await server?.stop()
  server = undefined
  vi.restoreAllMocks()
})

onBothEngines('notices by e-mail', (world) => {
  const services = (): Services => ({
    config: config(port),
    database: {
      ...{ db: world().login, feeds: world().login, engine: 'embedded' as const },
      listen: () => () => {},
      reach: async () => {},
      close: async () => {},
    },
    keys: world().keys,
  })
  const send = (now: Date, abandoning?: AbortSignal) =>
    sendMails({ ...world().worker(), now }, services(), undefined, abandoning)
  const stateOf = (subject: string) =>
    world()
      .db.select({ channel: messages.channel, state: messages.state, attempts: messages.attempts })
      .from(messages)
      .where(eq(messages.customerId, subject))
      .then((rows) => rows.filter(({ channel }) => channel === 'email'))

  const withMail = async (email: string): Promise<Subject> => {
    const customer = await freshCustomer(world())
    const holdings = [{ field: 'email', value: email, obtainedVia: 'app' }]
    await putHoldings(world().system(customer.subject), { holdings })
    return customer
  }
  const notify = (subject: string, kind: Exclude<NoticeKind, `complaint-${string}`>, now: Date) => {
    const desk = { ...world().staff(subject), now }
    return change(asVerb(desk), async (tx) => {
      await queueNotice(desk, tx, kind)
      await record(desk, tx, { action: 'complaint.answered' })
    })
  }

  it('notices reach a real mail server in the language each customer chose', async () => {
    const { mails } = await start()
    const kazakh = await withMail('gulsim@example.kz')
    const english = await withMail('ann@example.kz')
    await changeLocale(english, { locale: 'en' })
    await notify(kazakh.subject, 'look-urgent', testNow)
    await notify(english.subject, 'look-urgent', testNow)
    await send(testNow)
    const byAddress = new Map(mails.map((mail) => [mail.to.join(), mail]))
    expect([...byAddress.keys()].sort()).toEqual(['ann@example.kz', 'gulsim@example.kz'])
    expect(byAddress.get('gulsim@example.kz')).toMatchObject({
      subject: 'Банк қызметкері деректеріңізді рұқсатыңызды күтпей көргісі келеді',
      text: expect.stringContaining('Екі аға қызметкер мақұлдаса'),
    })
    expect(byAddress.get('ann@example.kz')).toMatchObject({
      subject: 'A bank employee asked to see your data without waiting for your permission',
      text: expect.stringContaining('https://privacy.bank.example/'),
    })
    expect(await stateOf(kazakh.subject)).toEqual([{ channel: 'email', state: 'sent', attempts: 1 }])
  })

  it('notices wait for a server that is down, and arrive when it is back', async () => {
    const warned = vi.spyOn(log, 'warn').mockImplementation(() => {})
    const { subject } = await withMail('late@example.kz')
    await notify(subject, 'look-ended', testNow)
    await send(testNow)
    expect(await stateOf(subject)).toEqual([{ channel: 'email', state: 'due', attempts: 1 }])
    expect(warned).toHaveBeenCalledWith(
      expect.objectContaining({ channel: 'email', code: 'ESOCKET' }),
      'a message was not accepted',
    )
    const { mails } = await start()
    await send(secondsOn(10))
    expect(mails.map(({ to }) => to)).toEqual([['late@example.kz']])
    expect(await stateOf(subject)).toEqual([{ channel: 'email', state: 'sent', attempts: 2 }])
  })

  it('notices that are refused for now are tried again, and given up after a day; the log holds no address', async () => {
    const warned = vi.spyOn(log, 'warn').mockImplementation(() => {})
    const { mails, refuse } = await start()
    refuse({ at: 'recipient', code: 450 })
    const { subject } = await withMail('full@example.kz')
    await notify(subject, 'look-ended', testNow)
    await send(testNow)
    await send(secondsOn(10))
    expect(await stateOf(subject)).toEqual([{ channel: 'email', state: 'due', attempts: 2 }])
    await send(secondsOn(24 * 3600))
    expect(await stateOf(subject)).toEqual([{ channel: 'email', state: 'failed', attempts: 3 }])
    expect(mails).toEqual([])
    expect(warned).toHaveBeenCalledTimes(3)
    expect(warned.mock.calls[0]?.[0]).toMatchObject({ code: 'EENVELOPE', answered: 450 })
    expect(JSON.stringify(warned.mock.calls)).not.toContain('full@')
  })

  it('notices to an address the server does not know are given up at once', async () => {
    vi.spyOn(log, 'warn').mockImplementation(() => {})
    const { refuse } = await start()
    refuse({ at: 'recipient', code: 550 })
    const { subject } = await withMail('unknown@example.kz')
    await notify(subject, 'look-started', secondsOn(60))
    await send(secondsOn(60))
    expect(await stateOf(subject)).toEqual([{ channel: 'email', state: 'failed', attempts: 1 }])
  })
})
