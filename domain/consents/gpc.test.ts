import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { events } from '#db/schema/events.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { findConsent } from '#testing/consents.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testPhones, type World } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { sendDueMessages } from '../messages/send-due-messages.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { requestCode } from '../sessions/request-code.ts'
import { resumeSession } from '../sessions/resume-session.ts'
import { verifyCode } from '../sessions/verify-code.ts'
import { decide } from './decide.ts'
import { honourGpc } from './honour-gpc.ts'

const forbidden = refusal('forbidden')

onBothEngines('honouring Sec-GPC', (world) => {
  let phone = 0
  /** A customer with sharing, SMS advertising and the camera given, in two browsers: one that says the signal, one that doesn't. */
  async function setUp() {
    const { subject } = await world().customer(phone)
    const plain = await signIn(world(), subject, phone)
    const signalling = await signIn(world(), subject, phone)
    phone += 1
    for (const consent of ['partner-sharing', 'marketing-sms', 'device-camera'])
      await decide(plain, { consent, outcome: 'given', previousId: null })
    return { plain, signalling: { ...signalling, browser: { ...signalling.browser, gpc: true } } }
  }
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  it('Sec-GPC is honoured once a session: marketing and sharing are withdrawn, the rest is not touched', async () => {
    const { signalling } = await setUp()
    expect((await resumeSession(signalling))?.gpcNoticed).toBe(false)
    await honourGpc(signalling)
    expect((await resumeSession(signalling))?.gpcNoticed).toBe(true)
    const sharing = await findConsent(signalling, 'partner-sharing')
    expect(sharing).toMatchObject({ state: 'withdrawn', gpc: 'honoured' })
    expect(sharing?.history[0]).toMatchObject({ channel: 'gpc', outcome: 'withdrawn' })
    const sms = await findConsent(signalling, 'marketing-sms')
    expect(sms).toMatchObject({ state: 'withdrawn', gpc: 'honoured', history: [{ channel: 'gpc' }, {}] })
    expect(await findConsent(signalling, 'device-camera')).toMatchObject({ state: 'given', gpc: null })
    expect(await findConsent(signalling, 'advertising-identifier')).toMatchObject({
      state: 'none',
      gpc: 'honoured',
    })

    const audited = await auditOf(world().db, { customerId: signalling.subject })
    const [noticed, ...withdrawn] = audited.slice(-3)
    expect(noticed).toMatchObject({ action: 'session.gpc-noticed', objectId: sessionOf(signalling) })
    expect(withdrawn.map(({ action, objectId }) => [action, objectId])).toEqual(
      expect.arrayContaining([
        ['consent.withdrawn', sms?.history[0]?.id],
        ['consent.withdrawn', sharing?.history[0]?.id],
      ]),
    )
    const told = await world()
      .db.select()
      .from(events)
      .where(eq(events.objectId, sharing?.history[0]?.id ?? ''))
    expect(told).toMatchObject([{ type: 'consent.decided', customerId: signalling.subject }])

    await honourGpc(signalling)
    expect(await auditOf(world().db, { customerId: signalling.subject })).toEqual(audited)
  })

  it('Sec-GPC gives way to a yes said in full view of it, in this session and the next', async () => {
    const { plain, signalling } = await setUp()
    await honourGpc(signalling)
    const off = await findConsent(signalling, 'partner-sharing')
    const input = { consent: 'partner-sharing', outcome: 'given', previousId: off?.history[0]?.id }
    const on = await decide(signalling, input)
    expect(on).toMatchObject({ state: 'given', gpc: 'outweighed' })
    expect(on.history[0]?.despiteSignal).toBe(true)

    await honourGpc({ ...plain, browser: signalling.browser })
    expect(await findConsent(plain, 'partner-sharing')).toMatchObject({ state: 'given', gpc: null })
  })

  it('Sec-GPC is honoured once when a browser loads several pages at the same moment', async () => {
    const { signalling } = await setUp()
    await Promise.all(Array.from({ length: 6 }, () => honourGpc(signalling)))
    expect((await findConsent(signalling, 'partner-sharing'))?.history).toHaveLength(2)
    const noticed = (await auditOf(world().db, { customerId: signalling.subject })).filter(
      ({ action }) => action === 'session.gpc-noticed',
    )
    expect(noticed).toHaveLength(1)
  })

  it('Sec-GPC means nothing when the browser does not say it, and nothing from anyone else', async () => {
    const { plain, signalling } = await setUp()
    await honourGpc(plain)
    expect((await findConsent(plain, 'partner-sharing'))?.state).toBe('given')
    expect((await resumeSession(plain))?.gpcNoticed).toBe(false)
    const { browser, subject } = signalling
    for (const ctx of [world().visitor(), world().staff(subject), world().worker()])
      await expect(honourGpc({ ...ctx, subject, browser })).rejects.toEqual(forbidden)
    expect((await findConsent(plain, 'partner-sharing'))?.state).toBe('given')
  })
})

/** Signs the nth customer in with a code, as a browser would. */
async function signIn(world: World, subject: string, nth: number): Promise<Ctx & { subject: string }> {
  const visitor = world.visitor()
  const number = testPhones[nth]
  await requestCode(visitor, { phone: number })
  let code = ''
  const send = async (message: { params: Record<string, string> }) => {
    code = message.params.code ?? ''
  }
  await sendDueMessages(world.worker(), 'sms', { keepsText: false, send })
  const { sessionId } = await verifyCode(visitor, { phone: number, code })
  return { ...world.ctx({ kind: 'customer', sessionId, verifiedAt: world.worker().now }, subject), subject }
}

const sessionOf = ({ actor }: Ctx) => (actor.kind === 'customer' ? actor.sessionId : undefined)
