import { describe, expect, it } from 'vitest'
import { catalogue } from './load.ts'
import { heedsGpc, isMarketing } from './marketing.ts'

const policy = catalogue()
const { consents } = policy.consents

describe('consents to marketing', () => {
  it('are told by their purpose, not by the group of their switch', () => {
    const marketing = consents.filter((one) => isMarketing(policy, one)).map(({ id }) => id)
    expect(marketing).toEqual([
      'marketing-sms',
      'marketing-push',
      'marketing-email',
      'marketing-calls',
      'advertising-identifier',
      'partner-sharing',
    ])
    const renamed = {
      ...policy,
      purposes: policy.purposes.map((one) => ({ ...one, id: `our-${one.id}` })),
    }
    for (const one of consents)
      expect(isMarketing(renamed, { purpose: `our-${one.purpose}` })).toBe(isMarketing(policy, one))
  })

  it('all heed a GPC signal, and so does the sharing that the catalogue marks', () => {
    for (const one of consents)
      expect(heedsGpc(policy, one), one.id).toBe(isMarketing(policy, one) || one.gpc)
    expect(consents.filter((one) => one.gpc && !isMarketing(policy, one)).map(({ id }) => id)).toEqual([
      'linked-services',
    ])
  })
})
