import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { policyVersions } from '#db/schema/policies.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue } from '#policy/schema.ts'
import { asVerb } from '#testing/as-verb.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { read } from '../transaction.ts'
import { currentVersion } from './current-version.ts'
import { canonicalJson, publishPolicy, sha256 } from './publish-policy.ts'
import { policyChanges } from './rules.ts'
import type { PublishedPolicy } from './schema.ts'
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
  it('nothing changed between a policy and itself', () => {
    expect(policyChanges(policy, structuredClone(policy))).toEqual([])
  })

  it('a consent that is missing was taken away one way and added the other way', () => {
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

  it('a change names what about an item changed, and not the category for the sake of its field', () => {
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

onBothEngines('publishing and showing policies', (world) => {
  /** Versions 1 to 3; whatever a case publishes comes after them. */
  let published: PublishedPolicy[]
  const publish = (days: number, title: string) =>
    publishPolicy(at(world().worker(), daysOn(days)), titled(title))
  beforeAll(async () => {
    const first = await publishPolicy(world().worker(), policy)
    published = [first, await publish(10, 'Вторая'), await publish(11, 'Третья')]
  })
  const newest = () => read(asVerb(world().worker()), (tx) => currentVersion(tx))

  it('a policy is published once, with its audit row', async () => {
    const [first] = published
    expect(first).toEqual({ number: 1, hash: sha256(canonicalJson(policy)), isNew: true })
    const before = await world().audited()
    expect(await publishPolicy(world().worker(), structuredClone(policy))).toEqual({ ...first, isNew: false })
    expect(await world().audited()).toEqual(before)
    const rows = await auditOf(world().db, { action: 'policy.published', objectId: '1' })
    expect(rows).toMatchObject([{ objectId: '1', actorKind: 'worker', detail: { hash: first?.hash } }])
  })

  it('a policy with other content is published as the next version', async () => {
    const [, second] = published
    expect(second).toMatchObject({ number: 2, isNew: true })
    const [row] = await world().db.select().from(policyVersions).where(eq(policyVersions.number, 2))
    expect(row).toMatchObject({ number: 2, effectiveOn: policy.policy.effective, publishedAt: daysOn(10) })
    expect(sha256(row?.canonical ?? '')).toBe(second?.hash)
  })

  it('many processes publish the same policy at once: one writes, all get its number', async () => {
    const four = [1, 2, 3, 4]
    await Promise.all(four.map(newest))
    const before = await newest()
    for (const [round, title] of ['Тройная', 'Четверная', 'Пятерная', 'Шестерная', 'Семерная'].entries()) {
      const answers = await Promise.all(four.map(() => publish(20 + round, title)))
      expect(answers.map((answer) => answer.number)).toEqual(four.map(() => before + 1 + round))
      expect(answers.filter((answer) => answer.isNew)).toHaveLength(1)
    }
  })

  it('different policies published at once get different numbers', async () => {
    const [before, audited] = [await newest(), await world().audited()]
    const answers = await Promise.all(['Эта', 'Другая', 'Иная'].map((title) => publish(30, title)))
    expect(new Set(answers.map((answer) => answer.number))).toEqual(
      new Set([before + 1, before + 2, before + 3]),
    )
    expect((await world().audited()).length).toBe(audited.length + 3)
  })

  it('what is no policy is refused, and nothing is published then', async () => {
    const before = await newest()
    const broken = { ...policy, purposes: [] }
    await expect(publishPolicy(world().worker(), broken)).rejects.toEqual(refusal('invalid'))
    expect(await newest()).toBe(before)
  })

  it('a policy is published by the portal and by privacy officers alone', async () => {
    const others = [world().visitor(), world().system(), world().staff(), await world().customer()]
    for (const ctx of others)
      await expect(publishPolicy(ctx, titled('Чужая'))).rejects.toEqual(refusal('forbidden'))
    expect(await publishPolicy(world().staff(undefined, 'officer'), policy)).toMatchObject({
      number: 1,
      isNew: false,
    })
  })

  it('the version of a policy that was in force at a moment is known', async () => {
    const [before, last] = [await publish(40, 'Сороковая'), await publish(41, 'Сорок первая')]
    const asked = (moment?: Date) => read(asVerb(world().visitor()), (tx) => currentVersion(tx, moment))
    expect(await asked()).toBe(last.number)
    expect(await asked(daysOn(40.5))).toBe(before.number)
    expect(await asked(testNow)).toBe(1)
    expect(await asked(daysOn(-400))).toBe(1)
  })

  it('anyone is shown the stored version of the policy in force, not the files', async () => {
    const { number } = await publish(50, 'Действующая')
    const view = await showPolicy({ ...world().visitor(), locale: 'ru' })
    expect(view.content.title).toBe('Действующая')
    expect(view).toMatchObject({
      number,
      inForce: true,
      replacedBy: null,
      effectiveOn: policy.policy.effective,
    })
    expect(view.versions.map((one) => one.number)).toEqual(
      Array.from({ length: number }, (_, place) => number - place),
    )
    expect((await showPolicy(await world().customer(1))).number).toBe(number)
  })

  it('a past version of the policy is shown with what took its place and what it had changed', async () => {
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

  it('programs are given the very text of the policy that was published', async () => {
    const { hash, canonical } = await showCanonical(world().visitor(), { number: '2' })
    expect(sha256(canonical)).toBe(hash)
    expect((await showPolicy(world().visitor(), { number: 2 })).hash).toBe(hash)
  })

  it('a version of the policy is asked for by its number, and an unknown one is not found', async () => {
    for (const show of [showPolicy, showCanonical]) {
      await expect(show(world().visitor(), { number: 99 })).rejects.toEqual(refusal('not-found'))
      for (const number of ['abc', 0, -1, 1.5, '99999999999'])
        await expect(show(world().visitor(), { number })).rejects.toEqual(refusal('invalid'))
    }
  })
})
