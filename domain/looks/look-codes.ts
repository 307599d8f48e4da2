import type { Ctx } from '../context.ts'

/** A code may be read out as long as its look waits for an answer; so many wrong tries and it is void. */
export const lookCodeTries = 5

export const hashLookCode = (ctx: Ctx, id: string, code: string): string =>
  ctx.keys.lookup('code', `look:${id}:${code}`)
