import { desc } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import { policyVersions } from '#db/schema/policies.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue } from '#policy/schema.ts'
import { asVerb } from '#testing/as-verb.ts'
import { at, daysOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { read } from '../transaction.ts'
import { policyContent } from './content.ts'
import { currentVersion } from './current-version.ts'
import { canonicalJson, publishPolicy, sha256 } from './publish-policy.ts'
import { policyChanges } from './rules.ts'
import { showCanonical } from './show-canonical.ts'
import { showPolicy } from './show-policy.ts'

const policy = catalogue()
const titled = (title: string): Catalogue => ({
  ...policy,
  policy: { ...policy.policy, title: { ...policy.policy.title, ru: title } },
})
const withoutConsent = (id: string): Catalogue => ({
  ...policy,
  consents: { ...policy.consents, consents: policy.consents.consents.filter((one) => one.id !== id) },
})
/** Published at the same moment, so that their order is not known. */
const together = ['Восьмая', 'Девятая', 'Десятая']

describe('canonical JSON', () => {
  it('is that of RFC 8785, section 3.2.2', () => {
    const value: unknown = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    )
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('is one text for one content, whatever the order of the keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed())
        expect(sha256(canonicalJson(turned))).toBe(sha256(canonicalJson(value)))
      }),
    )
  })
})

describe('what changed between two policies', () => {
  it('is nothing between a policy and itself', () => {
    expect(policyChanges(policy, structuredClone(policy))).toEqual([])
  })

  it('is what was taken away one way and added the other way', () => {
    fc.assert(
      fc.property(fc.constantFrom(...policy.consents.consents.map((one) => one.id)), (id) => {
        const smaller = withoutConsent(id)
        const taken = { section: 'choices', kind: 'consent', id, change: 'removed', aspects: [] }
        expect(policyChanges(policy, smaller)).toEqual([expect.objectContaining(taken)])
        expect(policyChanges(smaller, policy)).toEqual([
          expect.objectContaining({ ...taken, change: 'added' }),
        ])
      }),
    )
  })

  it('names what about an item changed, and not the category for the sake of its field', () => {
    const [first, ...others] = policy.categories
    const [field, ...fields] = first?.fields ?? []
    if (!first || !field) throw new Error('the catalogue is empty')
    const kept = { ...field, retention: 'months-12', title: { ...field.title, en: 'Another name' } }
    const changed = { ...policy, categories: [{ ...first, fields: [kept, ...fields] }, ...others] }
    expect(policyChanges(policy, changed)).toEqual([
      expect.objectContaining({
        kind: 'field',
        id: field.id,
        change: 'changed',
        aspects: ['wording', 'period'],
      }),
    ])
  })
})

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

  it('computes from the functions what a refusal stops', () => {
    const camera = policyContent(policy, 'en')
      .consentGroups.flatMap((group) => group.consents)
      .find((consent) => consent.id === 'device-camera')
    const needing = policy.consents.functions.filter((one) => one.needs.includes('device-camera'))
    expect(camera?.stops).toEqual(needing.map((one) => one.title.en))
  })
})

onBothEngines('policies', (world) => {
  it('publishes a policy once, with its audit row', async () => {
    const first = await publishPolicy(world().worker(), policy)
    expect(first).toEqual({ number: 1, hash: sha256(canonicalJson(policy)), isNew: true })
    expect(await publishPolicy(world().worker(), structuredClone(policy))).toEqual({ ...first, isNew: false })
    expect(await world().audited()).toEqual(['policy.published'])
    const [row] = await world().db.select().from(auditLog)
    expect(row).toMatchObject({ objectId: '1', actorKind: 'worker', detail: { hash: first.hash } })
  })

  it('publishes other content as the next version', async () => {
    const published = await publishPolicy(at(world().worker(), daysOn(10)), titled('Вторая'))
    expect(published).toMatchObject({ number: 2, isNew: true })
    const [row] = await world().db.select().from(policyVersions).orderBy(desc(policyVersions.number)).limit(1)
    expect(row).toMatchObject({ number: 2, effectiveOn: policy.policy.effective, publishedAt: daysOn(10) })
    expect(sha256(row?.canonical ?? '')).toBe(published.hash)
  })

  it('lets many processes publish the same at once: one writes, all get its number', async () => {
    const four = [1, 2, 3, 4]
    await Promise.all(four.map(() => read(asVerb(world().worker()), (tx) => currentVersion(tx))))
    for (const [round, title] of ['Третья', 'Четвёртая', 'Пятая', 'Шестая', 'Седьмая'].entries()) {
      const answers = await Promise.all(
        four.map(() => publishPolicy(at(world().worker(), daysOn(20 + round)), titled(title))),
      )
      expect(answers.map((answer) => answer.number)).toEqual(four.map(() => 3 + round))
      expect(answers.filter((answer) => answer.isNew)).toHaveLength(1)
    }
  })

  it('gives different policies published at once different numbers', async () => {
    const answers = await Promise.all(
      together.map((title) => publishPolicy(at(world().worker(), daysOn(30)), titled(title))),
    )
    expect(new Set(answers.map((answer) => answer.number))).toEqual(new Set([8, 9, 10]))
    expect((await world().audited()).length).toBe(10)
  })

  it('refuses what is no policy, and publishes nothing then', async () => {
    const broken = { ...policy, purposes: [] }
    await expect(publishPolicy(world().worker(), broken)).rejects.toEqual(refusal('invalid'))
    expect(await read(asVerb(world().worker()), (tx) => currentVersion(tx))).toBe(10)
  })

  it('is published by the portal and by privacy officers alone', async () => {
    const others = [world().visitor(), world().system(), world().staff(), await world().customer()]
    for (const ctx of others)
      await expect(publishPolicy(ctx, titled('Чужая'))).rejects.toEqual(refusal('forbidden'))
    expect(await publishPolicy(world().staff(undefined, 'officer'), policy)).toMatchObject({
      number: 1,
      isNew: false,
    })
  })

  it('knows which version was in force when', async () => {
    const asked = (moment?: Date) => read(asVerb(world().visitor()), (tx) => currentVersion(tx, moment))
    expect(await asked()).toBe(10)
    expect(await asked(daysOn(22.5))).toBe(5)
    expect(await asked(testNow)).toBe(1)
    expect(await asked(daysOn(-400))).toBe(1)
  })

  it('shows anyone the stored version in force, not the files', async () => {
    const view = await showPolicy({ ...world().visitor(), locale: 'ru' })
    expect(together).toContain(view.content.title)
    expect(view).toMatchObject({
      number: 10,
      inForce: true,
      replacedBy: null,
      effectiveOn: policy.policy.effective,
    })
    expect(view.versions.map((one) => one.number)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    expect((await showPolicy(await world().customer(1))).number).toBe(10)
  })

  it('shows a past version, what took its place and what it had changed', async () => {
    const view = await showPolicy({ ...world().visitor(), locale: 'ru' }, { number: '2' })
    expect(view).toMatchObject({ number: 2, inForce: false, replacedBy: { number: 3 } })
    expect(view.content.title).toBe('Вторая')
    expect(view.changes).toEqual([
      {
        section: 'wording',
        kind: 'policy',
        id: 'policy',
        title: 'Вторая',
        change: 'changed',
        aspects: ['wording'],
      },
    ])
    expect((await showPolicy(world().visitor(), { number: 1 })).changes).toBeNull()
  })

  it('gives programs the very text that was published', async () => {
    const { hash, canonical } = await showCanonical(world().visitor(), { number: '2' })
    expect(sha256(canonical)).toBe(hash)
    expect((await showPolicy(world().visitor(), { number: 2 })).hash).toBe(hash)
  })

  it('has no version of an unknown number and takes nothing but a number', async () => {
    for (const show of [showPolicy, showCanonical]) {
      await expect(show(world().visitor(), { number: 99 })).rejects.toEqual(refusal('not-found'))
      for (const number of ['abc', 0, -1, 1.5, '99999999999'])
        await expect(show(world().visitor(), { number })).rejects.toEqual(refusal('invalid'))
    }
  })
})
