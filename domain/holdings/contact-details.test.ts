import { expect, it } from 'vitest'
import { refusal } from '#testing/expect.ts'
import { holding, putFor, putSix } from '#testing/holdings.ts'
import { onBothEngines, testPhones } from '#testing/world.ts'
import { contactDetails } from './contact-details.ts'

onBothEngines('contact details', (world) => {
  it('contact details are masked, and the customer’s own', async () => {
    const [mine, other] = [await world().customer(0), await world().customer(1)]
    await putSix(world(), mine, testPhones[0])
    await putFor(world(), other, holding('phone', testPhones[1]), holding('email', 'somebody@example.kz'))
    const kazakh = { locale: 'kk', live: true }
    expect(await contactDetails(mine)).toEqual({ ...kazakh, phone: '+7 701 ••• •• 18', email: null })
    expect(await contactDetails(other)).toEqual({
      ...kazakh,
      phone: '+7 701 ••• •• 25',
      email: 's••••@••••.kz',
    })
    await expect(contactDetails(world().staff(mine.subject))).rejects.toEqual(refusal('forbidden'))
  })
})
