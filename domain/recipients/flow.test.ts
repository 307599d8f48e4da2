import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { flowOf } from './flow.ts'
import { groundConsent } from './rules.ts'

const known = catalogue()
const fieldIds = allFields(known).map((field) => field.id)
const consentIds = known.consents.consents.map((consent) => consent.id)
const facts = fc.record({
  held: fc.subarray(fieldIds).map((ids) => new Set(ids)),
  given: fc.subarray(consentIds).map((ids) => new Set(ids)),
})
const flow = (held: string[], given: string[] = []) =>
  flowOf(known, { held: new Set(held), given: new Set(given) }, 'en')

describe('the flow to recipients', () => {
  it('the flow is empty where nothing is held', () => {
    expect(flow([])).toMatchObject({ sources: [], purposes: [], recipients: [], kept: false, paths: [] })
  })

  it('the flow leads a phone number to all recipients of it, stopped where the consent is off', () => {
    const { paths } = flow(['phone'], ['marketing-sms'])
    const marketing = paths.filter((path) => path.purpose === 'marketing')
    expect(marketing.map(({ recipient, consent, stopped }) => ({ recipient, consent, stopped }))).toEqual([
      { recipient: 'unqaghaz', consent: 'marketing-sms', stopped: false },
      { recipient: 'zhetel-media', consent: 'marketing-sms', stopped: false },
      { recipient: 'alma-sauda', consent: 'partner-sharing', stopped: true },
    ])
    expect(paths).toContainEqual({
      source: 'given',
      purpose: 'service-notices',
      recipient: 'unqaghaz',
      basis: 'contract',
      consent: null,
      stopped: false,
      fields: ['phone'],
    })
  })

  it('the flow says what stays in the bank, and leaves out uses whose consent is off', () => {
    const kept = (given: string[]) =>
      flow(['email'], given).paths.map(({ purpose, recipient }) => [purpose, recipient])
    expect(kept([])).toEqual([
      ['service', null],
      ['service-notices', null],
      ['protection', null],
    ])
    expect(kept(['marketing-email'])).toContainEqual(['marketing', null])
  })

  it('the flow marks recipients abroad, and those that receive nothing now', () => {
    const { recipients } = flow(['diagnostics'])
    expect(recipients).toEqual([
      {
        id: 'derbes-talday',
        title: 'Derbes Talday LLP',
        short: 'fault analysis',
        stopped: false,
        abroad: [],
      },
      { id: 'kokbult', title: 'Kokbult Saqtau', short: 'copy abroad', stopped: true, abroad: ['Germany'] },
    ])
  })

  it('the flow holds only what the bank holds; nothing flows without its consent; kept data go to no one for that purpose', () => {
    fc.assert(
      fc.property(facts, ({ held, given }) => {
        const { paths, sources, recipients } = flowOf(known, { held, given }, 'kk')
        const flowing = paths.filter((path) => !path.stopped)
        for (const path of paths) {
          expect(path.fields.length).toBeGreaterThan(0)
          expect(path.fields.every((field) => held.has(field))).toBe(true)
          expect(path.stopped).toBe(path.consent !== null && !given.has(path.consent))
        }
        for (const path of flowing.filter((one) => one.recipient === null)) {
          const sent = flowing.filter((one) => one.purpose === path.purpose && one.recipient !== null)
          expect(sent.some((one) => one.fields.some((field) => path.fields.includes(field)))).toBe(false)
        }
        expect(recipients.map((one) => one.stopped)).toEqual(
          recipients.map(({ id }) => !flowing.some((path) => path.recipient === id)),
        )
        expect(sources.reduce((sum, source) => sum + source.count, 0)).toBeLessThanOrEqual(held.size)
      }),
    )
  })
})

describe('the state of a consent as a ground', () => {
  const at = new Date('2026-01-10T00:00:00Z')
  const expiresAt = new Date('2027-01-10T00:00:00Z')
  const now = new Date('2026-11-20T00:00:00Z')
  it.each([
    [undefined, { state: 'never', since: null }],
    [
      { outcome: 'refused', at, expiresAt: null },
      { state: 'never', since: null },
    ],
    [
      { outcome: 'given', at, expiresAt },
      { state: 'on', since: at },
    ],
    [
      { outcome: 'given', at, expiresAt: now },
      { state: 'expired', since: now },
    ],
    [
      { outcome: 'withdrawn', at, expiresAt: null },
      { state: 'withdrawn', since: at },
    ],
  ] as const)('the state of a consent follows the latest decision: %o', (head, state) => {
    expect(groundConsent(head, now)).toEqual(state)
  })
})
