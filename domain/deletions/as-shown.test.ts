import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { deletionFates } from '#db/schema/deletions.ts'
import { holdings } from '#db/schema/holdings.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn } from '#testing/clock.ts'
import type { Subject } from '#testing/customers.ts'
import { answerAll, approvedDeletion, carryOutDue, heldCustomer } from '#testing/deletions.ts'
import { invalidAt, wrongAt } from '#testing/expect.ts'
import { holding, putFor } from '#testing/holdings.ts'
import { onBothEngines, type World } from '#testing/world.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { fileRequest } from '../requests/file-request.ts'
import { prepareRequest } from '../requests/prepare-request.ts'
import { showCertificate } from './show-certificate.ts'

const fieldsOf = async ({ db }: World, { subject }: Subject) =>
  (await db.select().from(holdings).where(eq(holdings.customerId, subject))).map(({ field }) => field).sort()

onBothEngines('a deletion and the plan it was shown with', (world) => {
  beforeAll(() => publishPolicy(at(world().worker(), daysOn(-500)), catalogue()))

  it('says of what is kept past its day that the day has passed, and erases nothing that nobody approved', async () => {
    const ctx = await heldCustomer(world())
    const obtainedAt = daysOn(-85).toISOString()
    await putFor(world(), ctx, holding('diagnostics', 'д', { quantity: 3, obtainedAt }))
    const { caseId, system, task } = await approvedDeletion(world(), ctx)
    await answerAll(system, task)
    expect(await carryOutDue(world(), daysOn(20))).toEqual(['carried-out'])
    const { lines } = await showCertificate(ctx, { caseId })
    expect(new Map(lines.map(({ field, fate, until, over }) => [field, [fate, until, over]]))).toEqual(
      new Map([
        ['address', ['kept', null, false]],
        ['diagnostics', ['kept', '2026-11-25', true]],
        ['location', ['erased', null, false]],
        ['contacts', ['erased', null, false]],
      ]),
    )
    expect(await fieldsOf(world(), ctx)).toEqual(['address', 'diagnostics'])
    // Asked for again, it goes: its day is over.
    const anew = await prepareRequest({ ...ctx, now: daysOn(20) }, { kind: 'deletion' })
    expect(anew.plan?.fates.map(({ field, fate }) => [field, fate])).toContainEqual(['diagnostics', 'erased'])
  })

  it('is filed with the plan that was shown and no other; what has changed since is shown first', async () => {
    const ctx = await heldCustomer(world())
    const shown = async (about?: object) => (await prepareRequest(ctx, { kind: 'deletion', about })).plan
    const location = { kind: 'field', id: 'location' }
    const [all, one] = [await shown(), await shown(location)]
    await putFor(world(), ctx, holding('gallery', '3 сурет', { quantity: 3 }))
    const requestKey = randomUUID()
    const file = (planDigest?: string, about?: object) =>
      fileRequest(ctx, { kind: 'deletion', about, requestKey, planDigest })
    for (const digest of [all?.digest, one?.digest, undefined, ''])
      await expect(file(digest)).rejects.toMatchObject(invalidAt('planDigest', 'deletion.plan-changed'))
    await expect(file(all?.digest, location)).rejects.toMatchObject(wrongAt('planDigest'))
    const written = () =>
      world().db.select().from(deletionFates).where(eq(deletionFates.customerId, ctx.subject))
    expect(await written()).toEqual([])
    expect(await auditOf(world().db, { customerId: ctx.subject, action: 'request.filed' })).toEqual([])
    const anew = await shown()
    const { id } = await file(anew?.digest)
    const fates = (plan: typeof anew) => plan?.fates.map(({ field, fate }) => `${field} ${fate}`).sort()
    expect((await written()).map(({ field, fate }) => `${field} ${fate}`).sort()).toEqual(fates(anew))
    expect(fates(anew)).not.toEqual(fates(all))
    // Sent again after it was filed, it is the same one, whatever has changed since.
    await putFor(world(), ctx, holding('search-history', 'банкомат'))
    expect((await file(anew?.digest)).id).toBe(id)
  })
})
