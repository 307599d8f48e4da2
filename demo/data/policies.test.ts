import { describe, expect, it } from 'vitest'
import { policyChanges } from '#domain/policies/rules.ts'
import { catalogue } from '#policy/load.ts'
import { checkReferences } from '#policy/references.ts'
import { policyHistory } from './policies.ts'

const now = new Date('2026-11-23T12:00:00Z')
const versions = policyHistory(catalogue(), now)

describe("the demo's past policies", () => {
  it('were published in order, the policy in force last', () => {
    const days = versions.map((one) => one.publishedAt.getTime())
    expect(days).toEqual(days.toSorted((a, b) => a - b))
    expect(versions.at(-1)?.policy).toBe(catalogue())
    expect(versions.map((one) => one.policy.policy.effective)).toEqual([
      '2021-03-01',
      '2024-02-01',
      catalogue().policy.effective,
    ])
  })

  it('refer to nothing they do not have', () => {
    const expected = /no field has the number|the clock is missing|no purpose has the code/
    for (const { policy } of versions)
      expect(checkReferences(policy).filter((problem) => !expected.test(problem.what))).toEqual([])
  })

  it('each brought consents the one before did not have', () => {
    const [first, second, current] = versions.map((one) => one.policy)
    if (!first || !second || !current) throw new Error('there are three versions')
    const added = (before: typeof first, after: typeof first) =>
      policyChanges(before, after).flatMap((one) =>
        one.kind === 'consent' && one.change === 'added' ? [one.id] : [],
      )
    expect(added(first, second)).toEqual(['device-documents', 'personalisation'])
    expect(added(second, current)).toEqual(['storage-abroad'])
  })
})
