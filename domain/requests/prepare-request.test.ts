import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { disclosures } from '#db/schema/recipients.ts'
import { findField } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { daysOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { smsDisclosure, tellDisclosures } from '#testing/disclosures.ts'
import { onBothEngines } from '#testing/world.ts'
import { prepareRequest } from './prepare-request.ts'

onBothEngines('the form of a request about a disclosure', (world) => {
  it('names when what was given, to its own customer alone, and takes anything else as none', async () => {
    const customer = await freshCustomer(world())
    await tellDisclosures(world(), customer, smsDisclosure(daysOn(-2)))
    const [told] = await world()
      .db.select()
      .from(disclosures)
      .where(eq(disclosures.customerId, customer.subject))
    const about = { kind: 'recipient', id: 'unqaghaz' }
    const asked = { kind: 'information', about, disclosure: told?.id }
    const phone = findField(catalogue(), 'phone').title.kk
    expect(await prepareRequest(customer, asked)).toMatchObject({
      ...{ about, disclosure: { at: daysOn(-2), fields: [phone] } },
    })
    expect((await prepareRequest(await freshCustomer(world()), asked)).disclosure).toBeNull()
    for (const disclosure of ['1', '', ['a'], undefined])
      expect((await prepareRequest(customer, { ...asked, disclosure })).disclosure).toBeNull()
  })
})
