import { describe, expect, it } from 'vitest'
import { assumptions } from '#policy/assumptions.ts'
import { catalogue } from '#policy/load.ts'
import { catalogueShape } from '#policy/schema.ts'
import { policyContent } from './content.ts'

const policy = catalogue()

describe('the content of a policy', () => {
  it('says everything in the language asked for', () => {
    for (const locale of ['kk', 'ru', 'en'] as const) {
      const content = policyContent(policy, locale)
      expect(content.title).toBe(policy.policy.title[locale])
      expect(content.categories.flatMap((one) => one.fields)).toHaveLength(43)
      expect(content.consentGroups.flatMap((one) => one.consents)).toHaveLength(
        policy.consents.consents.length,
      )
      expect(JSON.stringify(content)).not.toMatch(/"(kk|ru|en)":/)
    }
  })

  it('says what each clock runs from, also of a version that did not', () => {
    const starts = (of: typeof policy) => policyContent(of, 'en').clocks.map((clock) => clock.starts)
    expect(starts(policy)).toEqual(policy.clocks.map((clock) => clock.starts))
    const older = { ...policy, clocks: policy.clocks.map(({ starts: _, ...clock }) => clock) }
    expect(catalogueShape.safeParse(older).success).toBe(true)
    expect(new Set(starts(older))).toEqual(new Set([null]))
  })

  it('computes from the functions what a refusal stops', () => {
    const camera = policyContent(policy, 'en')
      .consentGroups.flatMap((group) => group.consents)
      .find((consent) => consent.id === 'device-camera')
    const needing = policy.consents.functions.filter((one) => one.needs.includes('device-camera'))
    expect(camera?.stops.map(({ title }) => title)).toEqual(needing.map((one) => one.title.en))
  })
})

describe('what is not the bank’s in the content of a policy', () => {
  const content = policyContent(policy, 'en')

  it('is marked where it stands, and counted', () => {
    expect(content.unrefusable.filter(({ mark }) => mark === null)).toEqual([])
    expect(content.texts.abroadHere?.mark).toBe('departure')
    expect(content.texts.crossBorder?.mark).toBeNull()
    expect(content.effectiveMark).toBe('assumption')
    const abroad = content.recipientClasses
      .flatMap((group) => group.recipients)
      .find(({ id }) => id === 'kokbult')
    expect(abroad?.countries).toEqual([{ name: 'Germany', abroad: true, adequate: true, mark: 'assumption' }])
    expect(content.operator).toMatchObject({
      binMark: 'assumption',
      responsible: { mark: 'assumption' },
      regulator: { mark: 'assumption' },
    })
    const consents = content.consentGroups.flatMap((group) => group.consents)
    expect(consents.find(({ id }) => id === 'storage-abroad')?.mark).toBe('departure')
    expect(consents.find(({ id }) => id === 'marketing-sms')?.mark).toBe('assumption')
    const ours = assumptions(policy)
    for (const kind of ['assumption', 'departure'] as const)
      expect(content.invented[kind]).toBe(ours.filter((one) => one.kind === kind).length)
  })

  it('a kind of data that the policy’s lists lack has no number of theirs', () => {
    const fields = content.categories.flatMap((category) => category.fields)
    expect(fields.filter(({ number }) => number === null).map(({ mark }) => mark)).toEqual(
      Array.from({ length: 7 }, () => 'assumption'),
    )
    expect(fields.find(({ id }) => id === 'iin')).toMatchObject({ number: 1, mark: null })
  })

  it('a version published before the marks were asked for is shown without them', () => {
    const { origins, scope, governingLaw, ownership, abroadHere, ...texts } = policy.policy
    const earlier = catalogueShape.parse({ ...policy, policy: texts })
    expect(policyContent(earlier, 'kk').texts.crossBorder).toMatchObject({ mark: null })
    expect(policyContent(earlier, 'kk').texts.scope).toBeUndefined()
  })

  it('a version from before a bank had to say what its programs decide is read, and names none', () => {
    const { 'automated-decisions': _, ...earlier } = policy
    expect(policyContent(catalogueShape.parse(earlier), 'kk').automatedDecisions).toEqual([])
    expect(content.automatedDecisions.map(({ consent }) => consent)).toEqual([
      'A program decides on a loan',
      null,
    ])
  })

  it('nothing is claimed about age that the portal can’t act on', () => {
    for (const { text, mark } of content.minors) {
      expect(mark).toBeNull()
      expect(text).not.toMatch(/IIN|derive|14|18/)
    }
    expect(content.minors.map(({ id }) => id)).toEqual(['from-sixteen', 'age-from-iin', 'call-the-bank'])
  })
})
