import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { caseOutcomes } from '#db/schema/case-outcomes.ts'
import { outgoingTexts } from '#db/schema/outgoing-texts.ts'
import { findConsent } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { daysOn } from '#testing/clock.ts'
import { give, headOf, findConsent as shownConsent, withdraw } from '#testing/consents.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { onBothEngines } from '#testing/world.ts'
import { decide } from '../consents/decide.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { fileRequest } from './file-request.ts'
import { moveRequest } from './move-request.ts'

onBothEngines('a withdrawal that is answered as fulfilled', (world) => {
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
  })

  const titles = (...ids: string[]) => ids.map((id) => findConsent(catalogue(), id).title.kk).join(', ')
  const stands = (...ids: string[]) => ({
    code: 'invalid',
    details: {
      issues: [
        {
          path: 'outcomes',
          key: 'request.consents-stand',
          params: { count: ids.length, consents: titles(...ids) },
        },
      ],
    },
  })
  /** A customer with these consents, who asks to take back what they name. */
  async function asking(given: string[], about?: object) {
    const ctx = await freshCustomer(world())
    for (const consent of given) await decide(ctx, give(consent))
    const { id } = await fileRequest(ctx, { kind: 'withdrawal', about })
    return { ctx, id }
  }
  const answer = (
    { ctx, id }: { ctx: Subject; id: string },
    field: string | null = null,
    more: object = {},
  ) =>
    moveRequest(
      { ...world().staff(ctx.subject), now: ctx.now },
      {
        ...{ caseId: id, kind: 'fulfilled', text: 'Қайтарылды.', lastStep: 2 },
        ...{ outcomes: [{ field, outcome: 'fulfilled' }], ...more },
      },
    )
  const takeBack = async (ctx: Subject, consent: string) =>
    decide(ctx, withdraw(consent, headOf(await shownConsent(ctx, consent))))

  it('is refused with the name of the consent while that stands, and taken once it is withdrawn', async () => {
    const asked = await asking(['marketing-sms', 'marketing-email'], { kind: 'consent', id: 'marketing-sms' })
    await expect(answer(asked)).rejects.toMatchObject(stands('marketing-sms'))
    const written = [
      await world().db.select().from(caseOutcomes).where(eq(caseOutcomes.caseId, asked.id)),
      await world().db.select().from(outgoingTexts).where(eq(outgoingTexts.caseId, asked.id)),
    ]
    expect(written).toEqual([[], []])
    await takeBack(asked.ctx, 'marketing-sms')
    expect(await answer(asked)).toMatchObject({ leavesAt: expect.any(Date) })
  })

  it('names every consent that it is about: those of its recipient, of its kind of data, or all', async () => {
    const given = ['marketing-sms', 'marketing-push', 'marketing-email']
    for (const [about, standing] of [
      [{ kind: 'recipient', id: 'zhetel-media' }, ['marketing-sms']],
      [{ kind: 'field', id: 'phone' }, ['marketing-sms']],
      [{ kind: 'field', id: 'address' }, []],
      [undefined, ['marketing-email', 'marketing-push', 'marketing-sms']],
    ] as const) {
      const asked = await asking(given, about)
      const answered = answer(asked)
      if (standing.length === 0) expect(await answered).toMatchObject({ lastStep: 2 })
      else await expect(answered, JSON.stringify(about)).rejects.toMatchObject(stands(...standing))
    }
  })

  it('is asked of the kinds of data that the answer calls fulfilled, and of nothing that it refuses', async () => {
    const asked = await asking(['marketing-sms', 'marketing-email'])
    await expect(answer(asked, 'phone')).rejects.toMatchObject(stands('marketing-sms'))
    await takeBack(asked.ctx, 'marketing-sms')
    const kept = { field: 'email', outcome: 'refused', reason: 'contract' }
    const outcomes = [{ field: 'phone', outcome: 'fulfilled' }, kept]
    expect(await answer(asked, null, { kind: 'partly-fulfilled', outcomes })).toMatchObject({ lastStep: 2 })
  })

  it('is taken where a consent has run out, was never given, or the request is of another kind', async () => {
    const asked = await asking(['marketing-sms'], { kind: 'consent', id: 'marketing-sms' })
    expect(await answer({ ...asked, ctx: { ...asked.ctx, now: daysOn(4 * 365) } })).toMatchObject({})
    expect(await answer(await asking([]))).toMatchObject({ lastStep: 2 })
    const other = await asking(['marketing-sms'])
    const { id } = await fileRequest(other.ctx, { kind: 'policy-objection', text: 'Жарнамаға қарсымын.' })
    expect(await answer({ ...other, id })).toMatchObject({ lastStep: 2 })
  })
})
