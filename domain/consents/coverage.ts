import type { Db, Tx } from '#db/client.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue, Consent } from '#policy/schema.ts'
import type { Ctx } from '../context.ts'
import { readVersions } from '../policies/history.ts'
import { canonicalJson, sha256 } from '../policies/publish-policy.ts'
import { storedPolicies } from '../policies/stored-policy.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { extentOf, type Growth, growthOf, hasGrown } from './extent.ts'

/** A consent that has grown since a version, which had it or did not. */
export interface Grown {
  growth: Growth
  /** The consent as that version had it, and that version; null where it did not have it. */
  before: { consent: Consent; policy: Catalogue } | null
}

/** Which yeses cover what today's catalogue says: worked out once for each version, and looked up after that. */
export interface Coverage {
  /** The version that the process's catalogue is; null while it is not published. */
  version: number | null
  /** Whether that one is in force, so that nobody else has published a later one. */
  inForce: boolean
  versions: readonly number[]
  knows(version: number): boolean
  /** Whether a yes under this version allows all that the consent allows today. A version nobody published covers nothing. */
  covers(consent: string, version: number): boolean
  /** What has grown since this version; null where nothing has, or today's catalogue lacks the consent. */
  grown(consent: string, version: number): Grown | null
  /** The consent and version of each yes that still covers its consent. */
  covered: readonly { consent: string; version: number }[]
  /** Whether some version has a consent that is dropped or has grown since. */
  anyOutgrown: boolean
  /** Within how many minutes each consent's withdrawal must be applied, as the newest version with that consent says. */
  obeyWithinMinutes: Readonly<Record<string, number>>
}

interface Kept extends Coverage {
  policy: Catalogue
}

const kept = new WeakMap<Db, Kept>()

/**
 * The coverage for rows written under these versions. It is read once a process and again only for a version that has come
 * since; so a check asks the database nothing more for it.
 * @param tx the transaction under way, if there is one.
 */
export async function coverageFor(
  ctx: Ctx,
  written: readonly (number | null | undefined)[],
  tx?: Tx,
): Promise<Coverage> {
  const known = kept.get(ctx.db)
  if (known && suffices(known, written)) return known
  const made = tx ? await readCoverage(tx) : await read(ctx, readCoverage)
  kept.set(ctx.db, made)
  return made
}

/** Works the coverage out before the first question is asked. */
export const prepareCoverage = verb('policies:show', async (ctx): Promise<void> => {
  await coverageFor(ctx, [])
})

const suffices = (known: Kept, written: readonly (number | null | undefined)[]): boolean =>
  known.policy === catalogue() &&
  known.version !== null &&
  written.every((version) => typeof version !== 'number' || known.knows(version))

const hashes = new WeakMap<Catalogue, string>()

/** The hash under which a catalogue is published. It is worked out once. */
function hashOf(policy: Catalogue): string {
  const hash = hashes.get(policy) ?? sha256(canonicalJson(policy))
  hashes.set(policy, hash)
  return hash
}

async function readCoverage(tx: Tx): Promise<Kept> {
  const versions = await readVersions(tx)
  const policies = await storedPolicies(
    tx,
    versions.map(({ hash }) => hash),
  )
  const policy = catalogue()
  const own = versions.find(({ hash }) => hash === hashOf(policy))
  const published = versions.flatMap(({ number }, place) => {
    const then = policies[place]
    return then ? [{ number, policy: then }] : []
  })
  return {
    ...coverageOf(policy, published),
    policy,
    version: own?.number ?? null,
    inForce: own !== undefined && own === versions[0],
  }
}

/**
 * Compares every published version with today's policy.
 * @param published newest first.
 */
function coverageOf(
  today: Catalogue,
  published: readonly { number: number; policy: Catalogue }[],
): Omit<Coverage, 'version' | 'inForce'> {
  const table = new Map(published.map(({ number, policy }) => [number, compared(today, policy)]))
  const current = new Set(today.consents.consents.map(({ id }) => id))
  const every = [today, ...published.map(({ policy }) => policy)].flatMap(({ consents }) => consents.consents)
  return {
    versions: [...table.keys()],
    knows: (version) => table.has(version),
    covers: (consent, version) => table.get(version)?.get(consent) === null,
    grown: (consent, version) => table.get(version)?.get(consent) ?? null,
    covered: [...table].flatMap(([version, consents]) =>
      [...consents].flatMap(([consent, grown]) => (grown ? [] : [{ consent, version }])),
    ),
    anyOutgrown:
      every.some(({ id }) => !current.has(id)) ||
      [...table.values()].some((consents) => [...consents.values()].some((one) => one !== null)),
    obeyWithinMinutes: Object.fromEntries(
      every.toReversed().map(({ id, obeyWithinMinutes }) => [id, obeyWithinMinutes]),
    ),
  }
}

/** For each of today's consents what has grown since `then`; null where nothing has. */
function compared(today: Catalogue, then: Catalogue): Map<string, Grown | null> {
  const before = new Map(then.consents.consents.map((consent) => [consent.id, consent]))
  return new Map(
    today.consents.consents.map((consent) => {
      const earlier = before.get(consent.id)
      const growth = growthOf(earlier ? extentOf(then, earlier) : null, extentOf(today, consent))
      return [
        consent.id,
        hasGrown(growth) ? { growth, before: earlier ? { consent: earlier, policy: then } : null } : null,
      ]
    }),
  )
}
