import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { refusalOf } from '#api/errors.ts'
import { caseSteps } from '#db/schema/cases.ts'
import { messages } from '#db/schema/messages.ts'
import { locales } from '#policy/locale.ts'
import { templates } from '#policy/templates.ts'
import { auditOf } from '#testing/audit.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalid } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { extendCase } from '../cases/extend-case.ts'
import type { Ctx } from '../context.ts'
import { writeNote } from '../desk/write-note.ts'
import { askForLook } from '../looks/ask-for-look.ts'
import { revealForLook } from '../looks/reveal-for-look.ts'
import { fileComplaint } from './file-complaint.ts'
import { moveComplaint } from './move-complaint.ts'
import { writeMessage } from './write-message.ts'

const unfinishedAt = (path: string, parts: string, more = 0) =>
  invalid({ path, key: 'invalid.unfinished', params: { parts, more } })

onBothEngines('a text of the staff that is unfinished', (world) => {
  it('goes out by no verb whose text a customer reads, and changes nothing', async () => {
    const ctx = await freshCustomer(world())
    const { id: caseId, reference } = await fileComplaint(ctx, { kind: 'ordinary', text: 'Кім берді?' })
    const agent = { ...(await world().signedInStaff()), subject: ctx.subject }
    const text = 'Тексердік, нөміріңізді [күні] тізімнен алып тастадық.'
    const look = { reference, kind: 'leave', reason: 'check-complaint', pages: ['data'], minutes: 15 }
    const verbs: [Ctx, string, (who: Ctx) => Promise<unknown>][] = [
      ...(['message', 'waiting-customer', 'answered', 'closed', 'court'] as const).map(
        (kind): (typeof verbs)[number] => [
          agent,
          'text',
          (who) => moveComplaint(who, { caseId, kind, text, lastStep: 2 }),
        ],
      ),
      [agent, 'reason', (who) => extendCase(who, { caseId, reason: text, lastStep: 2 })],
      [agent, 'text', (who) => askForLook(who, { ...look, text })],
      [agent, 'reason', (who) => revealForLook(who, { lookId: randomUUID(), field: 'phone', reason: text })],
    ]
    const before = await auditOf(world().db, { customerId: ctx.subject })
    for (const [who, path, work] of verbs)
      await expect(work(who)).rejects.toEqual(unfinishedAt(path, '[күні]'))
    expect(await auditOf(world().db, { customerId: ctx.subject })).toEqual(before)
    const steps = world().db.select().from(caseSteps).where(eq(caseSteps.caseId, caseId))
    expect(await steps).toHaveLength(2)
    const told = world().db.select().from(messages).where(eq(messages.customerId, ctx.subject))
    expect(await told).toEqual([])
  })

  it('is refused as each template leaves it, by the names of what is left', async () => {
    const ctx = await freshCustomer(world())
    const { id: caseId, reference } = await fileComplaint(ctx, { kind: 'ordinary', text: 'Кім берді?' })
    const agent = world().staff(ctx.subject)
    for (const { text } of templates())
      for (const locale of locales) {
        const filled = text[locale].replaceAll('{reference}', reference)
        const left = [...new Set(filled.match(/\[[^\]]*\]/g))]
        const move = moveComplaint(agent, { caseId, kind: 'answered', text: filled, lastStep: 2 })
        const error: unknown = await move.catch((error: unknown) => error)
        const { fields } = refusalOf(error, locale, 'request')
        for (const part of left.slice(0, 5)) expect(fields.text).toContain([...part].slice(0, 40).join(''))
      }
  })

  it('is named in the agent’s language, and of many the first five', async () => {
    const ctx = await freshCustomer(world())
    const { id: caseId } = await fileComplaint(ctx, { kind: 'ordinary', text: 'Кім берді?' })
    const text = 'Жауап: [а] [ә] [б] [в] [г] [ғ] [д].'
    const move = moveComplaint(world().staff(ctx.subject), {
      caseId,
      kind: 'answered',
      text,
      lastStep: 2,
    })
    const error: unknown = await move.catch((error: unknown) => error)
    expect(error).toEqual(unfinishedAt('text', '[а], [ә], [б], [в], [г]', 2))
    const told = locales.map((locale) => refusalOf(error, locale, 'request').fields.text)
    expect(told).toEqual([
      expect.stringContaining('Мәтін аяқталмаған: [а], [ә], [б], [в], [г] және тағы 2.'),
      expect.stringContaining('Текст не закончен: [а], [ә], [б], [в], [г] и ещё 2.'),
      expect.stringContaining('The text is not finished: [а], [ә], [б], [в], [г] and 2 more.'),
    ])
  })

  it('may say what it rests on in brackets; a customer’s and a note among the staff may have any', async () => {
    const ctx = await freshCustomer(world())
    const { id: caseId } = await fileComplaint(ctx, { kind: 'ordinary', text: 'Хатта [күні] тұр.' })
    const agent = { ...(await world().signedInStaff()), subject: ctx.subject }
    await writeNote(agent, { caseId, text: 'Үлгідегі [күні] сұралсын.' })
    await writeMessage(ctx, { caseId, text: 'Тағы […] деп тұр.', lastStep: 2 })
    const text = 'Негізі: Заң [№ 94-V, 8-бап], [1] ескертпе, (күні көрсетілмеген).'
    await moveComplaint(agent, { caseId, kind: 'answered', text, lastStep: 3 })
  })
})
