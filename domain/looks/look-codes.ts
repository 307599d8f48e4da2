import type { Ctx } from '../context.ts'

/** After this many wrong tries a code is void; otherwise it is valid as long as its look waits for an answer. */
export const lookCodeTries = 5

export const hashLookCode = (ctx: Ctx, id: string, code: string): string =>
  ctx.keys.lookup('code', `look:${id}:${code}`)
