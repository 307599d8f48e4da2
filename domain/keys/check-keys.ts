import { createHash, createSecretKey } from 'node:crypto'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { type KeyKind, keyCanaries } from '#db/schema/keys.ts'
import type { Ctx } from '../context.ts'
import { type KeyProvider, type Keys, type LookupKey, unnamedMaster } from '../crypto.ts'
import { record } from '../record.ts'
import { change, read, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type RowsLeft, rowsLeft } from './rows-left.ts'

/** The keys of the process are not those by which the database was filled, or not all that it still needs. */
export class WrongKeys extends Error {
  readonly kinds: readonly KeyKind[]
  /** Of kinds of which one key is right, the rows that need another one, which is missing. */
  readonly needed: readonly RowsLeft[]
  constructor(kinds: readonly KeyKind[], needed: readonly RowsLeft[]) {
    super(`not the keys by which this database was filled: ${kinds.join(', ')}`)
    this.kinds = kinds
    this.needed = needed
  }
}

/**
 * Opens the canaries of the process's keys, and writes the ones that are missing. Every process does so before it serves
 * anybody. A key is known by its canary; one that is new is taken next to one that is known, or in a database that knows
 * none. A database that was filled before it had canaries shows its master key by a customer's key.
 * @throws WrongKeys when no key of a kind is known, or rows need one that is not there; nothing is written then.
 */
export const checkKeys = verb(
  'keys:check',
  async (ctx): Promise<void> =>
    // Of two processes that start at once, the second finds the canaries of the first.
    retryDuplicate('key_canaries', async () => {
      const found = await read(ctx, async (tx) => ({
        canaries: await tx.select().from(keyCanaries),
        left: await neededRows(tx, ctx.keys),
      }))
      const own = canaries(ctx.keys)
      const unknown = await unknownKinds(found.canaries, own)
      const needed = await missing(ctx.keys, found)
      const kinds = kindsOf.filter((kind) => unknown.has(kind) || needed.some((one) => one.kind === kind))
      if (kinds.length > 0)
        throw new WrongKeys(
          kinds,
          needed.filter(({ kind }) => !unknown.has(kind)),
        )
      const fresh = [...own, ...nameless(ctx.keys, found)].filter(
        ({ kind, keyId }) => !found.canaries.some((row) => row.kind === kind && row.keyId === keyId),
      )
      const placed = fresh.filter(({ kind, keyId }) => kind === 'lookup' || keyId !== unnamedMaster)
      if (placed.length > 0) await place(ctx, placed)
    }),
)
const kindsOf: readonly KeyKind[] = ['master', 'lookup']

type CanaryRow = typeof keyCanaries.$inferSelect
type Needed = RowsLeft & {
  /** A key that was wrapped by that master key. */
  wrapped: Uint8Array | null
}
interface Found {
  canaries: readonly CanaryRow[]
  left: readonly Needed[]
}
interface Canary {
  kind: KeyKind
  keyId: string
  make(): Promise<Uint8Array>
  opens(canary: Uint8Array): Promise<boolean>
}

const known = createHash('sha256').update('arqau canary').digest()

const canaries = ({ masters, lookupKeys }: Keys): Canary[] => [
  ...masters.map((master) => ({
    kind: 'master' as const,
    keyId: master.id,
    make: () => master.wrap(createSecretKey(known)),
    opens: async (canary: Uint8Array) => (await bytesOf(master, canary))?.equals(known) === true,
  })),
  ...lookupKeys.map(({ id, hash }) => lookupCanary(id, hash)),
]

function lookupCanary(keyId: string, hash: LookupKey['hash']): Canary {
  const canary = Buffer.from(hash('canary', 'arqau'))
  const opens = async (other: Uint8Array) => canary.equals(other)
  return { kind: 'lookup', keyId, make: async () => canary, opens }
}

/** What a master key unwraps; null when it does not. */
const bytesOf = (master: Pick<KeyProvider, 'unwrap'>, wrapped: Uint8Array) =>
  master.unwrap(wrapped).then(
    (key) => key.export(),
    () => null,
  )

/** The kinds of which there are canaries, but none that a key of the process opens. */
async function unknownKinds(rows: readonly CanaryRow[], own: readonly Canary[]): Promise<Set<KeyKind>> {
  const unknown = new Set(rows.map(({ kind }) => kind))
  for (const row of rows)
    for (const one of own)
      if (one.kind === row.kind && mayOpen(one, row) && (await one.opens(row.canary)))
        unknown.delete(row.kind)
  return unknown
}
/** A lookup key of a former release has no name, so any may be it. */
const mayOpen = ({ keyId, kind }: Canary, row: CanaryRow): boolean =>
  row.keyId === keyId || (kind === 'lookup' && row.keyId === '')

/** The rows that need a key that is not there. */
async function missing(keys: Keys, { canaries: rows, left }: Found): Promise<RowsLeft[]> {
  const gone: RowsLeft[] = []
  for (const { wrapped, ...need } of left) {
    const row = rows.find(({ kind, keyId }) => kind === need.kind && keyId === need.keyId)
    const isThere =
      need.kind === 'master' ? masterOpens(keys, need, row, wrapped) : lookupFits(keys, need, row)
    if (!(await isThere)) gone.push(need)
  }
  return gone
}

async function masterOpens(
  { master, masters }: Keys,
  { keyId }: RowsLeft,
  row: CanaryRow | undefined,
  wrapped: Uint8Array | null,
): Promise<boolean> {
  if (!row) return wrapped === null || (await bytesOf(master, wrapped)) !== null
  for (const one of masters)
    if (one.id === keyId && (await bytesOf(one, row.canary))?.equals(known)) return true
  return false
}

/** With two keys nobody can tell which of them made the hashes of a former release. */
async function lookupFits(
  { lookupKeys }: Keys,
  { keyId }: RowsLeft,
  row: CanaryRow | undefined,
): Promise<boolean> {
  if (keyId !== '') return lookupKeys.some(({ id }) => id === keyId)
  const [{ hash }, ...others] = lookupKeys
  return others.length === 0 && (!row || lookupCanary('', hash).opens(row.canary))
}

/** The canary of a lookup key that a former release used and did not note. */
const nameless = ({ lookupKeys: [{ hash }] }: Keys, { canaries: rows, left }: Found): Canary[] =>
  left.some(({ kind, keyId }) => kind === 'lookup' && keyId === '') &&
  !rows.some(({ kind }) => kind === 'lookup')
    ? [lookupCanary('', hash)]
    : []

async function neededRows(tx: Tx, keys: Keys): Promise<Needed[]> {
  const left = await rowsLeft(tx, keys)
  return Promise.all(
    left.map(async (one) => {
      if (one.kind === 'lookup') return { ...one, wrapped: null }
      const [customer] = await tx
        .select({ wrapped: customerKeys.wrappedKey })
        .from(customerKeys)
        .where(and(eq(customerKeys.masterKeyId, one.keyId), isNotNull(customerKeys.wrappedKey)))
        .limit(1)
      return { ...one, wrapped: customer?.wrapped ?? null }
    }),
  )
}

async function place(ctx: Ctx, missing: readonly Canary[]): Promise<void> {
  const rows = await Promise.all(
    missing.map(async ({ kind, keyId, make }) => ({ kind, keyId, canary: await make(), createdAt: ctx.now })),
  )
  await change(ctx, async (tx) => {
    await tx.insert(keyCanaries).values(rows)
    const named = (kind: KeyKind) =>
      rows.flatMap((row) => (row.kind === kind ? row.keyId : [])).join(' ') || null
    const detail = { master: named('master'), lookup: named('lookup') }
    await record(ctx, tx, { action: 'key-canary.placed', detail })
  })
}
