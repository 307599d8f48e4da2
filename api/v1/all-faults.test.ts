import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { loadConfig } from '#config'
import { log } from '#log'
import { type ApiStage, apiStage } from '#testing/api-stage.ts'
import { bankSettings } from '#testing/settings.ts'
import { onBothEngines } from '#testing/world.ts'
import { operations } from './operations.ts'

const ahead = '2199-01-01T00:00:00Z'
const obligation = '0199aa00-0000-7000-8000-000000000512'

interface Bad {
  method: string
  path: string
  json: object
  /** Where its faults are: by the schema's word, the catalogue's, the clock's. */
  at: string[]
}

/** A body of each operation with as many faults of its own as it can have. */
const bodies = (ref: string): Record<string, Bad> => ({
  checkConsents: {
    ...{ method: 'POST', path: '/consents/check' },
    json: { pairs: [{ customer: '', consent: 5, more: 1 }, null], other: 1 },
    at: ['other', 'pairs.0.consent', 'pairs.0.customer', 'pairs.0.more', 'pairs.1'],
  },
  recordDecision: {
    ...{ method: 'POST', path: `/customers/${ref}/decisions` },
    json: {
      consent: 'nothing',
      outcome: 'maybe',
      previousId: 'x',
      channel: 'fax',
      locale: 'de',
      evidence: ' ',
    },
    at: ['channel', 'consent', 'evidence', 'locale', 'outcome', 'previousId'],
  },
  enterComplaint: {
    ...{ method: 'POST', path: `/customers/${ref}/complaints` },
    json: {
      ...{ id: '', channel: 'portal', receivedOn: '2199-01-01', kind: 'x', locale: 'de', more: 1 },
      ...{ about: { kind: 'consent', id: 'nothing' }, text: ' ' },
    },
    at: ['about', 'channel', 'id', 'kind', 'locale', 'more', 'receivedOn', 'text'],
  },
  registerCustomer: {
    ...{ method: 'PUT', path: `/customers/${ref}` },
    json: { iin: '1', phone: 'x', phoneSince: ahead, locale: 'de', more: 1, still: 1 },
    at: ['iin', 'locale', 'more', 'phone', 'phoneSince', 'still'],
  },
  putHoldings: {
    ...{ method: 'PUT', path: `/customers/${ref}/holdings` },
    json: {
      holdings: [
        { field: 'nothing', value: '', obtainedAt: ahead, obtainedVia: 'x' },
        { field: 'email', value: 'a@example.kz', quantity: -1, obtainedVia: 'app' },
        { field: 'email', value: 'b@example.kz', obtainedVia: 'app' },
      ],
    },
    at: [
      ...['field', 'obtainedAt', 'obtainedVia', 'value'].map((name) => `holdings.0.${name}`),
      'holdings.1.quantity',
      'holdings.2.field',
    ],
  },
  putObligation: {
    ...{ method: 'PUT', path: `/customers/${ref}/obligations/${obligation}` },
    json: { kind: 'x', contract: ' ', openedOn: '2198-01-02', closedOn: '2198-01-01' },
    at: ['closedOn', 'contract', 'kind', 'openedOn'],
  },
  recordDisclosures: {
    ...{ method: 'POST', path: '/disclosures' },
    json: {
      disclosures: [
        { customer: ref, recipient: 'nobody', purpose: 'nothing', fields: [], disclosedAt: ahead },
        { customer: '', recipient: 5, fields: ['nothing'], disclosedAt: 'x', basis: 'x', id: '' },
      ],
    },
    at: [
      ...['disclosedAt', 'fields', 'purpose', 'recipient'].map((name) => `disclosures.0.${name}`),
      ...['basis', 'customer', 'disclosedAt', 'fields', 'id', 'recipient'].map(
        (name) => `disclosures.1.${name}`,
      ),
    ],
  },
  recordAutomatedDecisions: {
    ...{ method: 'POST', path: '/automated-decisions' },
    json: {
      decisions: [
        { customer: ref, id: 'L-1', decision: 'nothing', outcome: 'granted', factors: [], decidedAt: ahead },
        {
          ...{ customer: '', id: '', decision: 'loan-application', outcome: 'ended', decidedAt: 'x' },
          factors: [{ factor: 'nothing', weight: 7, direction: 'up' }],
        },
      ],
    },
    at: [
      ...['decidedAt', 'decision', 'factors'].map((name) => `decisions.0.${name}`),
      ...['customer', 'decidedAt', 'factors', 'factors.0.direction', 'factors.0.weight', 'id', 'outcome'].map(
        (name) => `decisions.1.${name}`,
      ),
    ],
  },
  blockSignIn: {
    ...{ method: 'PUT', path: `/customers/${ref}/sign-in-block` },
    json: { reason: 'x', more: 1 },
    at: ['more', 'reason'],
  },
  putRestriction: {
    ...{ method: 'PUT', path: `/customers/${ref}/restrictions/nothing` },
    json: { reason: 'x', allowed: ['whim'], evidence: ' ', more: 1 },
    at: ['allowed.0', 'evidence', 'field', 'more', 'reason'],
  },
  reportReads: {
    ...{ method: 'POST', path: '/restrictions/reads' },
    json: {
      day: '2199-01-01',
      reads: [{ customer: '', field: 'nothing', purpose: 'x', ground: 'whim', count: 0, more: 1 }],
      complete: 'yes',
    },
    at: [
      ...['complete', 'day'],
      ...['count', 'customer', 'field', 'ground', 'more', 'purpose'].map((name) => `reads.0.${name}`),
    ],
  },
  answerTask: {
    ...{ method: 'POST', path: '/tasks/x/answers' },
    json: { answers: [{ field: 5, outcome: 'maybe', reason: 'mood', value: 7, more: 1 }], more: 1 },
    at: [...['field', 'more', 'outcome', 'reason', 'value'].map((name) => `answers.0.${name}`), 'id', 'more'],
  },
  askStateConsent: {
    ...{ method: 'POST', path: `/customers/${ref}/state-consents` },
    json: { consent: 5, more: 1 },
    at: ['consent', 'more'],
  },
})

onBothEngines('a refused body', (world) => {
  let stage: ApiStage
  beforeAll(async () => {
    stage = await apiStage(world())
  })
  afterAll(() => stage.machine.stop())
  beforeEach(() => {
    vi.spyOn(log, 'info').mockReturnValue()
    const { login: db, keys } = world()
    const config = loadConfig(bankSettings)
    globalThis.arqau = Promise.resolve({ config, keys, database: { db } as never })
  })
  afterEach(() => {
    globalThis.arqau = undefined
    vi.restoreAllMocks()
  })

  it('there is a body at fault for each operation that takes one', () => {
    const taking = operations.filter(({ body }) => body && body !== 'ndjson').map(({ id }) => id)
    expect(Object.keys(bodies('')).toSorted()).toEqual(taking.toSorted())
  })

  it.each(Object.keys(bodies('')))(
    'a body of %s is refused with all that is wrong with it, at once',
    async (id) => {
      const bad = bodies(stage.customer.reference)[id]
      const { status, json } = await stage.machine.call(stage.key, bad?.method ?? '', bad?.path ?? '', {
        json: bad?.json,
      })
      expect(status).toBe(422)
      const { errors } = json as { errors: { path: string; detail: string }[] }
      expect([...new Set(errors.map(({ path }) => path))].toSorted()).toEqual(bad?.at)
      for (const { detail } of errors) expect(detail).not.toBe('')
    },
  )

  it('what a register knows otherwise is told of all lines at once too', async () => {
    const said = { ...stage.said({ id: 'once' }) }
    await stage.machine.call(stage.key, 'POST', '/disclosures', { json: said })
    const lines = [stage.line({ customer: 'C-nobody' }), stage.line({ id: 'once', fields: ['email'] })]
    const { status, json } = await stage.machine.call(stage.key, 'POST', '/disclosures', {
      json: { disclosures: lines },
    })
    const { errors } = json as { errors: { path: string }[] }
    expect([status, errors.map(({ path }) => path)]).toEqual([
      422,
      ['disclosures.0.customer', expect.stringMatching(/^disclosures\.1\./)],
    ])
  })
})
