import { desc } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { policyVersions } from '#db/schema/policies.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type {
  AutomatedDecision,
  Basis,
  Catalogue,
  Consent,
  Field,
  Locale,
  Purpose,
  Recipient,
} from '#policy/schema.ts'
import { storedPolicies } from './stored-policy.ts'

/** The things of a policy that rows of the database name by their ids. */
interface Things {
  field: Field
  consent: Consent
  recipient: Recipient
  purpose: Purpose
  basis: Basis
  'automated-decision': AutomatedDecision
}
export type ThingKind = keyof Things

const things: { [Kind in ThingKind]: (policy: Catalogue) => readonly Things[Kind][] } = {
  field: allFields,
  consent: (policy) => policy.consents.consents,
  recipient: (policy) => policy.recipients.recipients,
  purpose: (policy) => policy.purposes,
  basis: (policy) => policy.bases,
  'automated-decision': (policy) => policy['automated-decisions'],
}
const named: { [Kind in ThingKind]: (thing: Things[Kind], locale: Locale) => string } = {
  field: ({ title }, locale) => title[locale],
  consent: ({ title }, locale) => title[locale],
  recipient: ({ name }, locale) => name[locale],
  purpose: ({ title }, locale) => title[locale],
  basis: ({ title }, locale) => title[locale],
  'automated-decision': ({ title }, locale) => title[locale],
}

/** When a row was written: under a version, or at a time, which was that of one version. */
export type Written = number | Date

/** An id in a row, and when the row was written. */
export interface Mention {
  kind: ThingKind
  id: string
  written: Written
}

/** A thing as a policy has it. Whatever the thing names by an id is found in that policy. */
export interface Found<Kind extends ThingKind> {
  thing: Things[Kind]
  policy: Catalogue
}

/** What the ids in rows mean. */
export interface History {
  /**
   * The thing under the policy its row was written under. If that one lacks it, the policy in force has it, or the newest
   * other version; null when none has it.
   */
  find<Kind extends ThingKind>(kind: Kind, id: string, written: Written): Found<Kind> | null
  /** Its name in a language; null when no version has it. */
  title(kind: ThingKind, id: string, written: Written, locale: Locale): string | null
  /** The same for many rows: what was asked for once of a version is known. */
  titlesOf(written: Written, locale: Locale): (kind: ThingKind, id: string) => string | null
}

export type PolicyVersion = Pick<typeof policyVersions.$inferSelect, 'number' | 'hash' | 'publishedAt'>

/** The published versions, newest first. It can be asked for together with the rows that {@link historyOf} is for. */
export const readVersions = (tx: Tx): Promise<PolicyVersion[]> =>
  tx
    .select({
      number: policyVersions.number,
      hash: policyVersions.hash,
      publishedAt: policyVersions.publishedAt,
    })
    .from(policyVersions)
    .orderBy(desc(policyVersions.number))

/**
 * Makes out what the ids in rows mean. It never throws for an id, because a row may name what today's policy no longer
 * has. Versions are read once a process; the others than those of the rows only for an id that these lack.
 * @param mentions every id that will be asked for.
 */
export async function historyOf(
  tx: Tx,
  versions: readonly PolicyVersion[],
  mentions: readonly Mention[],
): Promise<History> {
  const own = new Set(mentions.flatMap(({ written }) => versionOf(versions, written)?.hash ?? []))
  const loaded = new Map<string, Catalogue>()
  const load = async (hashes: readonly string[]) => {
    const policies = await storedPolicies(tx, [...hashes])
    for (const [at, policy] of policies.entries()) loaded.set(hashes[at] ?? '', policy)
  }
  await load([...own])

  const titles = new Map<string, Map<string, string | null>>()
  /** The policies to look in, in that order, by the version a row was written under. */
  const placesOf = new Map<string, Catalogue[]>()
  const places = (written: Written): Catalogue[] => {
    const hash = versionOf(versions, written)?.hash ?? ''
    const known = placesOf.get(hash)
    if (known) return known
    const others = versions.flatMap((one) => loaded.get(one.hash) ?? [])
    const found = [...[loaded.get(hash) ?? []].flat(), catalogue(), ...others]
    placesOf.set(hash, found)
    return found
  }
  const history: History = {
    find: (kind, id, written) => {
      for (const policy of places(written)) {
        const thing = thingsById(kind, policy).get(id)
        if (thing) return { thing, policy }
      }
      return null
    },
    title: (kind, id, written, locale) => titleOf(kind, history.find(kind, id, written), locale),
    titlesOf: (written, locale) => {
      const key = `${locale} ${versionOf(versions, written)?.hash}`
      const known = titles.get(key) ?? new Map<string, string | null>()
      titles.set(key, known)
      return (kind, id) => {
        const name = `${kind} ${id}`
        const found = known.get(name)
        if (found !== undefined) return found
        const title = history.title(kind, id, written, locale)
        known.set(name, title)
        return title
      }
    },
  }
  if (mentions.some(({ kind, id, written }) => !history.find(kind, id, written))) {
    await load(versions.map(({ hash }) => hash))
    placesOf.clear()
  }
  return history
}

/** The things of a policy by their ids; a policy never changes. */
function thingsById<Kind extends ThingKind>(
  kind: Kind,
  policy: Catalogue,
): ReadonlyMap<string, Things[Kind]> {
  const known = byId[kind].get(policy)
  if (known) return known
  const made = new Map(things[kind](policy).map((thing) => [thing.id, thing]))
  byId[kind].set(policy, made)
  return made
}
const byId: { [Kind in ThingKind]: WeakMap<Catalogue, ReadonlyMap<string, Things[Kind]>> } = {
  field: new WeakMap(),
  consent: new WeakMap(),
  recipient: new WeakMap(),
  purpose: new WeakMap(),
  basis: new WeakMap(),
  'automated-decision': new WeakMap(),
}

const titleOf = <Kind extends ThingKind>(kind: Kind, found: Found<Kind> | null, locale: Locale) =>
  found && named[kind](found.thing, locale)

/** The policy that was in force; today's where none was published. */
export async function policyAt(
  tx: Tx,
  versions: readonly PolicyVersion[],
  written: Written,
): Promise<Catalogue> {
  const version = versionOf(versions, written)
  const [policy] = version ? await storedPolicies(tx, [version.hash]) : []
  return policy ?? catalogue()
}

/** The version that was in force: the one published last before, or the first. */
export const versionOf = (versions: readonly PolicyVersion[], written: Written): PolicyVersion | undefined =>
  typeof written === 'number'
    ? versions.find(({ number }) => number === written)
    : (versions.find(({ publishedAt }) => publishedAt <= written) ?? versions.at(-1))
