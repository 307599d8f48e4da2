import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { catalogue } from '#policy/load.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testIins, testPhones } from '#testing/world.ts'
import { consentOperations } from './consents.ts'

const operation = (id: string) => {
  const found = consentOperations.find((one) => one.id === id)
  if (!found) throw new Error(`no operation ${id}`)
  return found
}

onBothEngines('the consents of the machine API', (world) => {
  const ref = `C-${randomUUID()}`
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    const person = { reference: ref, iin: testIins[0], phone: testPhones[0], locale: 'kk' }
    await registerCustomer(world().system(), person)
  })

  /** Calls an operation and checks that what goes out has the shape it declares. */
  async function call(id: string, body: unknown, params: Record<string, string> = { ref }) {
    const { handle, answerOf, answer } = operation(id)
    const asked = { params, query: {}, body, signal: new AbortController().signal }
    const result = await handle(world().api(), asked)
    const sent: unknown = JSON.parse(JSON.stringify(answerOf ? answerOf(result) : result))
    expect(z.object({}).loose().parse(sent)).toEqual(answer.parse(sent))
    return sent
  }

  it('a decision is recorded, and then told, of one consent and of all', async () => {
    const body = {
      consent: 'marketing-sms',
      outcome: 'given',
      previousId: null,
      channel: 'branch',
      locale: 'ru',
      evidence: 'BR-17/2026-118',
    }
    const made = await call('recordDecision', body)
    expect(made).toMatchObject({ ...expectedOf(body), policyVersion: 1, outcome: 'given' })
    const decision = z.object({ decision: z.uuid() }).parse(made).decision

    const pairs = [{ customer: ref, consent: 'marketing-sms' }]
    const told = expect.objectContaining({ allowed: true, decision })
    expect(await call('checkConsents', { pairs })).toEqual({ answers: [told] })
    expect(await call('listCustomerConsents', undefined)).toEqual({
      consents: expect.arrayContaining([told]),
    })
  })

  it.each([
    ['an unknown field', { iin: testIins[0] }, 'invalid'],
    ['no language', { locale: undefined }, 'invalid'],
    ['no decision before it', { previousId: undefined }, 'invalid'],
    ['a name for evidence', { evidence: 'Omarova G.' }, 'invalid'],
    ['a channel that is not a system’s', { channel: 'portal' }, 'invalid'],
    ['a stale head', { previousId: randomUUID() }, 'conflict'],
  ])('a decision with %s is refused', async (_, wrong, code) => {
    const body = {
      consent: 'device-camera',
      outcome: 'given',
      previousId: null,
      channel: 'app',
      locale: 'kk',
    }
    const refused = expect.objectContaining({ code })
    await expect(call('recordDecision', { ...body, ...wrong })).rejects.toEqual(refused)
  })

  describe('of a customer nobody knows', () => {
    it('consents of an unknown customer are not found, though a check is answered', async () => {
      const notFound = refusal('not-found')
      const body = {
        consent: 'device-camera',
        outcome: 'given',
        previousId: null,
        channel: 'app',
        locale: 'kk',
      }
      await expect(call('recordDecision', body, { ref: 'nobody' })).rejects.toEqual(notFound)
      await expect(call('listCustomerConsents', undefined, { ref: 'nobody' })).rejects.toEqual(notFound)
      const pairs = [{ customer: 'nobody', consent: 'device-camera' }]
      expect(await call('checkConsents', { pairs })).toMatchObject({
        answers: [{ allowed: false, reason: 'unknown-customer' }],
      })
    })
  })
})

const expectedOf = ({ previousId: _, ...body }: { previousId: null }) => body
