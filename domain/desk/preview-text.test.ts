import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { messages } from '#db/schema/messages.ts'
import { describeComplaint } from '#i18n/describe/complaints.ts'
import { describeTextPreview } from '#i18n/describe/text-preview.ts'
import { messageText } from '#i18n/message-text.ts'
import { auditOf } from '#testing/audit.ts'
import { letOut, tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn, later } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalid, lockedBy, refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { extendCase } from '../cases/extend-case.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { moveComplaint } from '../complaints/move-complaint.ts'
import { showComplaint } from '../complaints/show-complaint.ts'
import { writeMessage } from '../complaints/write-message.ts'
import type { Ctx } from '../context.ts'
import { changeLocale } from '../customers/change-locale.ts'
import { previewText } from './preview-text.ts'

const portal = 'https://privacy.bank.example/'

onBothEngines('a text of the bank before it is sent', (world) => {
  const filed = async (day = 0) => {
    const ctx = at(await freshCustomer(world()), daysOn(day))
    const { id: caseId } = await fileComplaint(ctx, { kind: 'ordinary', text: 'Кім берді?' })
    const agent = { ...at(await world().signedInStaff(), ctx.now), subject: ctx.subject }
    return { ctx, caseId, agent, step: { caseId, lastStep: 2 } }
  }

  it.each([
    ['message', 'Хабарлама.'],
    ['waiting-customer', 'Қай нөмір?'],
    ['answered', 'Алып тастадық.\nНегізі: [94-V, 8-бап].'],
    ['extended', 'Журналды күтеміз.'],
  ] as const)(
    '%s is shown in the customer’s language as their page and messages then say it',
    async (kind, text) => {
      const { ctx, caseId, agent, step } = await filed()
      await changeLocale(ctx, { locale: 'ru' })
      const input = kind === 'extended' ? { ...step, reason: text } : { ...step, kind, text }
      const before = await auditOf(world().db, { customerId: ctx.subject })
      const shown = await previewText(agent, { ...input, kind })
      expect(await auditOf(world().db, { customerId: ctx.subject }), 'nothing is written').toEqual(before)
      const words = describeTextPreview(shown, portal)
      expect(words).toMatchObject({ lang: 'ru', kind, text })

      await (kind === 'extended' ? extendCase : moveComplaint)(agent, input)
      await letOut(agent)
      const reader: Ctx = { ...later(ctx, 30), locale: 'ru' }
      const view = await showComplaint(reader, { caseId })
      const { can, live, ...same } = view
      expect(shown.shown).toMatchObject(same)
      const read = describeComplaint('ru', view, reader.now)
      expect(words.page).toMatchObject({ state: read.state, clock: { sentence: read.clock.sentence } })
      const { label, what } = read.steps.at(-1) ?? {}
      expect(words.page.step).toEqual({ label, what, text })
      const told = await world().db.select().from(messages).where(eq(messages.customerId, ctx.subject))
      const params = { reference: view.reference }
      for (const { kind, channel, locale } of told) {
        const sent = messageText({ kind, channel, locale, params }, portal)
        if (channel === 'sms') expect(words.sms).toBe(sent.text)
        else expect(words.mail).toEqual(sent)
      }
      expect(told).toHaveLength(2)
    },
  )

  it('is refused as sending it is', async () => {
    const { ctx, agent, step } = await filed(1)
    const preview = { ...step, kind: 'answered', text: 'Жауап.' }
    const left = invalid({ path: 'text', key: 'invalid.unfinished', params: { parts: '[…]', more: 0 } })
    await expect(previewText(agent, { ...preview, text: 'Жауап […].' })).rejects.toEqual(left)
    await expect(previewText(agent, { ...preview, lastStep: 1 })).rejects.toEqual(refusal('conflict'))
    for (const who of [ctx, world().system(ctx.subject), { ...world().worker(), subject: ctx.subject }])
      await expect(previewText(who, preview)).rejects.toEqual(refusal('forbidden'))
    await moveComplaint(agent, preview)
    await expect(previewText(agent, preview)).rejects.toEqual(lockedBy('complaint.text-waits'))
  })

  it('and where the customer is in negotiation, the page says what they do now by whose turn it is', async () => {
    const { ctx, caseId, agent, step } = await filed(2)
    const instruction = async (now = ctx.now) => (await showComplaint(at(ctx, now), { caseId })).instruction
    expect(await instruction()).toBeNull()
    expect(await instruction(daysOn(40))).toBe('late')
    const late = at(agent, daysOn(40))
    await writeMessage(at(ctx, daysOn(40)), { ...step, kind: 'negotiation', text: 'Келіссөз ұсынамын.' })
    expect(await instruction(daysOn(41))).toBe('await-reply')
    await tellCustomer(late, { caseId, lastStep: 3, kind: 'message', text: 'Келісейік.' })
    expect(await instruction(daysOn(41))).toBe('weigh-reply')
    const { regulator } = await showComplaint(ctx, { caseId })
    expect(regulator.contacts).toMatchObject({ phone: '1414', mark: 'assumption' })
  })
})
