import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { dismissedSuggestions } from '#db/schema/overview.ts'
import { catalogue } from '#policy/load.ts'
import { actionsOf } from '#testing/audit.ts'
import { freshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { dismissSuggestion } from './dismiss-suggestion.ts'
import { showOverview } from './show-overview.ts'

onBothEngines('dismissing a suggestion', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  it('a suggestion is dismissed for good, with its audit row, and dismissed again without harm', async () => {
    const who = await freshCustomer(world())
    const audited = () => actionsOf(world().db, { customerId: who.subject })
    const before = await audited()
    expect(await dismissSuggestion(who, { suggestion: 'email-missing' })).toEqual({
      suggestion: 'email-missing',
    })
    await dismissSuggestion(who, { suggestion: 'email-missing' })
    expect((await showOverview(who)).suggestions).toEqual([])
    expect((await audited()).filter((action) => action === 'suggestion.dismissed')).toHaveLength(2)
    expect(before).not.toContain('suggestion.dismissed')
    const own = eq(dismissedSuggestions.customerId, who.subject)
    expect(await world().db.select().from(dismissedSuggestions).where(own)).toHaveLength(1)
    const another = await freshCustomer(world())
    expect((await showOverview(another)).suggestions).toEqual([{ id: 'email-missing', count: 1 }])
  })

  it('a suggestion that is none cannot be dismissed', async () => {
    const who = await freshCustomer(world())
    for (const suggestion of ['everything', '', null])
      await expect(dismissSuggestion(who, { suggestion })).rejects.toEqual(refusal('invalid'))
  })
})
