import { extendCase } from '#domain/cases/extend-case.ts'
import { releaseTexts } from '#domain/cases/release-texts.ts'
import { moveComplaint } from '#domain/complaints/move-complaint.ts'
import type { Ctx } from '#domain/context.ts'
import { recallSeconds } from '#domain/life-spans.ts'
import { moveRequest } from '#domain/requests/move-request.ts'
import { later } from './clock.ts'

/** Lets the worker come to the texts on complaints of the context's customer once they can be taken back no more. */
export const letOut = (ctx: Ctx) =>
  releaseTexts({ ...later(ctx, recallSeconds), permission: undefined, actor: { kind: 'worker' } })

/** The bank's text, sent and left. */
export async function tellCustomer(agent: Ctx, step: Record<string, unknown>): Promise<void> {
  await moveComplaint(agent, step)
  await letOut(agent)
}

/** The bank's step on a request, sent and left. */
export async function moveOn(agent: Ctx, step: Record<string, unknown>): Promise<void> {
  await moveRequest(agent, step)
  await letOut(agent)
}

/** The notice of a delay, sent and left. */
export async function announceDelay(agent: Ctx, step: Record<string, unknown>): Promise<void> {
  await extendCase(agent, step)
  await letOut(agent)
}
