import { releaseTexts } from '#domain/cases/release-texts.ts'
import type { Ctx } from '#domain/context.ts'
import { recallSeconds } from '#domain/life-spans.ts'
import type { DemoWorld } from './world.ts'

/** Lets the text out that the bank has sent. @returns how many steps that makes: one, or none of a step without a text */
export const letOut = async (world: DemoWorld, { subject, now }: Ctx): Promise<number> =>
  (await releaseTexts({ ...world.worker(new Date(now.getTime() + recallSeconds * 1000)), subject })).ended

/** A time of that day in Almaty, which is five hours ahead of UTC. */
export function almatyTime(day: Date, hour: number, minute: number): Date {
  const at = new Date(day)
  at.setUTCHours(hour - 5, minute, 0, 0)
  return at
}
