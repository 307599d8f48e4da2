import type { Ctx } from '#domain/context.ts'
import { testNow } from './world.ts'

const msOn = (ms: number) => new Date(testNow.getTime() + ms)
/** The moment so many seconds after `testNow`, or before it. */
export const secondsOn = (count: number) => msOn(count * 1000)
export const minutesOn = (count: number) => msOn(count * 60_000)
export const hoursOn = (count: number) => msOn(count * 3_600_000)
/** The moment so many times 24 hours after `testNow`, or before it. */
export const daysOn = (count: number) => msOn(count * 86_400_000)

/** The same context at another moment. */
export const at = <C extends Ctx>(ctx: C, now: Date): C => ({ ...ctx, now })
/** The same context so many seconds later. */
export const later = <C extends Ctx>(ctx: C, seconds: number): C =>
  at(ctx, new Date(ctx.now.getTime() + seconds * 1000))
