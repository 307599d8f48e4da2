import { createHash, createSecretKey } from 'node:crypto'
import { isNotNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { type KeyKind, keyCanaries } from '#db/schema/keys.ts'
import type { Ctx } from '../context.ts'
import type { Keys } from '../crypto.ts'
import { record } from '../record.ts'
import { change, read, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'

/** The keys of the process are not those by which the database was filled. */
export class WrongKeys extends Error {
  readonly kinds: readonly KeyKind[]
  constructor(kinds: readonly KeyKind[]) {
    super(`not the keys by which this database was filled: ${kinds.join(', ')}`)
    this.kinds = kinds
  }
}

/**
 * Opens the canary of each key of the process, and writes the ones that are missing. Every process does so before it
 * serves anybody. A database that was filled before it had canaries shows its master key by a customer's key.
 * @throws WrongKeys when a canary, or that customer's key, does not open; nothing is written then.
 */
export const checkKeys = verb(
  'keys:check',
  async (ctx): Promise<void> =>
    // Of two processes that start at once, the second finds the canaries of the first.
    retryDuplicate('key_canaries', async () => {
      const { found, wrapped } = await read(ctx, knownUnderKeys)
      const missing: Canary[] = []
      const wrong: KeyKind[] = []
      for (const canary of canaries(ctx.keys)) {
        const row = found.find(({ kind, keyId }) => kind === canary.kind && keyId === canary.keyId)
        if (row ? !(await canary.opens(row.canary)) : !(await canary.mayBegin(wrapped)))
          wrong.push(canary.kind)
        else if (!row) missing.push(canary)
      }
      if (wrong.length > 0) throw new WrongKeys(wrong)
      if (missing.length > 0) await place(ctx, missing)
    }),
)

interface Canary {
  kind: KeyKind
  keyId: string
  make(): Promise<Uint8Array>
  opens(canary: Uint8Array): Promise<boolean>
  /** Whether a database without this canary may be this key's, by what else is in it. */
  mayBegin(wrapped: Uint8Array | null): Promise<boolean>
}

const known = createHash('sha256').update('arqau canary').digest()

const canaries = ({ master, lookup }: Keys): Canary[] => {
  const hash = Buffer.from(lookup('canary', 'arqau'))
  const unwraps = (wrapped: Uint8Array) => master.unwrap(wrapped).then((key) => key.export(), cannot)
  return [
    {
      kind: 'master',
      keyId: master.id,
      make: () => master.wrap(createSecretKey(known)),
      opens: async (canary) => (await unwraps(canary))?.equals(known) === true,
      mayBegin: async (wrapped) => wrapped === null || (await unwraps(wrapped)) !== null,
    },
    {
      kind: 'lookup',
      keyId: '',
      make: async () => hash,
      opens: async (canary) => hash.equals(canary),
      mayBegin: async () => true,
    },
  ]
}
/** A key that does not unwrap has no bytes to compare. */
const cannot = () => null

/** The canaries, and some customer's wrapped key. */
async function knownUnderKeys(tx: Tx) {
  const [found, [customer]] = await Promise.all([
    tx.select().from(keyCanaries),
    tx
      .select({ wrapped: customerKeys.wrappedKey })
      .from(customerKeys)
      .where(isNotNull(customerKeys.wrappedKey))
      .limit(1),
  ])
  return { found, wrapped: customer?.wrapped ?? null }
}

async function place(ctx: Ctx, missing: readonly Canary[]): Promise<void> {
  const rows = await Promise.all(
    missing.map(async ({ kind, keyId, make }) => ({ kind, keyId, canary: await make(), createdAt: ctx.now })),
  )
  await change(ctx, async (tx) => {
    await tx.insert(keyCanaries).values(rows)
    const detail = Object.fromEntries(rows.map(({ kind, keyId }) => [kind, keyId]))
    await record(ctx, tx, { action: 'key-canary.placed', detail })
  })
}
