import { afterAll, beforeAll, expect, it } from 'vitest'
import { asVerb } from '#testing/as-verb.ts'
import { daysOn } from '#testing/clock.ts'
import { enact, restoreCatalogue, withoutConsent } from '#testing/policies.ts'
import { onBothEngines } from '#testing/world.ts'
import { read } from '../transaction.ts'
import { readNewConsents } from './new-consents.ts'

onBothEngines('consents that a customer has not seen yet', (world) => {
  const came = { camera: daysOn(-30), gallery: daysOn(-20), last: daysOn(-10) }
  beforeAll(async () => {
    await enact(world(), daysOn(-40), (policy) =>
      withoutConsent('device-gallery')(withoutConsent('device-camera')(policy)),
    )
    await enact(world(), came.camera, withoutConsent('device-gallery'))
    await enact(world(), came.gallery)
    await enact(world(), came.last)
  })
  afterAll(restoreCatalogue)

  const newSince = async (lastHere: Date) => [
    ...(await read(asVerb(world().worker()), (tx) => readNewConsents(tx, lastHere))),
  ]

  it('they are all that came since the last visit, each by its day, not those of the last two versions', async () => {
    const gallery = ['device-gallery', came.gallery]
    expect(await newSince(daysOn(-35))).toEqual(
      expect.arrayContaining([['device-camera', came.camera], gallery]),
    )
    expect(await newSince(daysOn(-35))).toHaveLength(2)
    expect(await newSince(daysOn(-25))).toEqual([gallery])
    expect(await newSince(daysOn(-15))).toEqual([])
    expect(await newSince(daysOn(-5))).toEqual([])
  })

  it('a customer of before the first version has seen that one', async () => {
    expect(await newSince(daysOn(-1000))).toEqual(await newSince(daysOn(-35)))
  })
})
