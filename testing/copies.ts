import type { Ctx } from '#domain/context.ts'
import { askForCopy } from '#domain/copies/ask-for-copy.ts'
import type { CopyMaking } from '#domain/copies/copy-words.ts'
import { makeDueCopy } from '#domain/copies/make-due-copy.ts'
import { openCopy } from '#domain/copies/open-copy.ts'
import type { CopyPart } from '#domain/copies/schema.ts'
import { copyTables } from '#i18n/describe/copy-tables.ts'
import { unzip } from './unzip.ts'
import { testNow, type World } from './world.ts'

/** What a copy is made with in tests: the words of the product, a digest that says it is none, and the clock of the test. */
export const makingOf = (own: Partial<CopyMaking> = {}): CopyMaking => ({
  tables: copyTables,
  digest: async () => Buffer.from('%PDF-test'),
  clock: () => testNow,
  waitMinutes: 10,
  ...own,
})

/** Has the worker make what is due. */
export const makeCopy = (world: World, now = testNow, own: Partial<CopyMaking> = {}) =>
  makeDueCopy({ ...world.worker(), now, opensUnscanned: true }, makingOf({ clock: () => now, ...own }))

/** Has the worker make all that are due; those that wait for systems are due again later. */
export async function makeCopies(world: World, now: Date, own: Partial<CopyMaking> = {}): Promise<void> {
  while (await makeCopy(world, now, own));
}

/** Asks for a copy and has it made. @returns its id */
export async function readyCopy(world: World, ctx: Ctx, parts?: CopyPart[]): Promise<string> {
  const { id } = await askForCopy(ctx, parts ? { parts } : {})
  const ran = await makeCopy(world, ctx.now)
  if (ran !== 'ready') throw new Error(`the copy is not ready but ${ran}`)
  return id
}

export async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of content) parts.push(part)
  return Buffer.concat(parts)
}

/** The whole file of a copy; this counts as a download. */
export const downloaded = async (ctx: Ctx, copyId: string): Promise<Buffer> =>
  bytesOf((await openCopy(ctx, { copyId })).content)

/** The files of a copy, as texts. */
export async function filesOf(ctx: Ctx, copyId: string): Promise<Map<string, string>> {
  const files = unzip(await downloaded(ctx, copyId))
  return new Map([...files].map(([path, content]) => [path, content.toString('utf8')]))
}
