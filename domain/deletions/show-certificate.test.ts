import { afterAll, beforeAll, expect, it } from 'vitest'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue } from '#policy/schema.ts'
import { at, daysOn, secondsOn } from '#testing/clock.ts'
import { answerAll, approvedDeletion, carryOutDue, heldCustomer } from '#testing/deletions.ts'
import { holding, putFor } from '#testing/holdings.ts'
import { enact, restoreCatalogue } from '#testing/policies.ts'
import { onBothEngines } from '#testing/world.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { showCertificate } from './show-certificate.ts'

/** The policy with the same ids and other words throughout. */
function reworded(policy: Catalogue): Catalogue {
  const words = { kk: 'LATER', ru: 'LATER', en: 'LATER' }
  const later = structuredClone(policy)
  const refusals = later.refusals ?? []
  for (const one of [...allFields(later), ...later.purposes, ...refusals]) one.title = words
  for (const one of later.retentions) one.clause = words
  for (const one of refusals) one.citation = words
  later.operator.name = words
  for (const one of [later.deletion?.backups, later.deletion?.anonymised]) if (one) one.text = words
  return later
}

onBothEngines('a certificate', (world) => {
  beforeAll(() => publishPolicy(at(world().worker(), daysOn(-500)), catalogue()))
  afterAll(restoreCatalogue)

  it('has the words of the policy that was in force when the deletion was carried out, and none of a later one', async () => {
    const ctx = { ...(await heldCustomer(world())), locale: 'en' } as const
    await putFor(world(), ctx, holding('ip-address', '203.0.113.7'))
    const { caseId, system, task } = await approvedDeletion(world(), ctx)
    await answerAll(system, task, { contacts: { outcome: 'refused', reason: 'legal-claims' } })
    await carryOutDue(world(), secondsOn(61))
    const before = await showCertificate(ctx, { caseId })
    expect(before.lines.map(({ fate }) => fate)).toEqual(['kept', 'erased', 'refused', 'kept'])
    await enact(world(), daysOn(1), reworded)
    expect(await showCertificate({ ...ctx, now: daysOn(2) }, { caseId })).toEqual(before)
  })
})
