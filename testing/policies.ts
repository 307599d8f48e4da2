import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue, Consent } from '#policy/schema.ts'
import { at } from './clock.ts'
import type { World } from './world.ts'

const first = catalogue()
let published = 0

/** Publishes the catalogue as it is then changed, and has this process work with it. Each is a version of its own. */
export async function enact(
  world: World,
  now: Date,
  change: (policy: Catalogue) => Catalogue = (same) => same,
): Promise<number> {
  published += 1
  const effective = new Date(Date.UTC(2030, 0, published)).toISOString().slice(0, 10)
  globalThis.arqauCatalogue = change({ ...first, policy: { ...first.policy, effective } })
  return (await publishPolicy(at(world.worker(), now), globalThis.arqauCatalogue)).number
}

/** Puts the files' own catalogue back. */
export function restoreCatalogue(): void {
  globalThis.arqauCatalogue = first
}

/** Changes one consent of a catalogue. */
export const withConsent =
  (id: string, change: (consent: Consent) => Consent) =>
  (policy: Catalogue): Catalogue => ({
    ...policy,
    consents: {
      ...policy.consents,
      consents: policy.consents.consents.map((one) => (one.id === id ? change(one) : one)),
    },
  })

/** Takes a consent out of a catalogue. */
export const withoutConsent =
  (id: string) =>
  (policy: Catalogue): Catalogue => ({
    ...policy,
    consents: { ...policy.consents, consents: policy.consents.consents.filter((one) => one.id !== id) },
  })
