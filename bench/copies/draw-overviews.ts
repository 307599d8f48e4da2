import type { Ctx } from '#domain/context.ts'
import { showOverview } from '#domain/overview/show-overview.ts'

/** How long one overview took, and when it was begun. */
export interface Drawn {
  /** Milliseconds since the epoch. */
  at: number
  ms: number
}

const pauseMs = 20

/** Draws up a customer's overview again and again, until told otherwise. */
export async function drawOverviews(ctx: Ctx, until: () => boolean): Promise<Drawn[]> {
  const drawn: Drawn[] = []
  while (!until()) {
    const [at, began] = [Date.now(), performance.now()]
    await showOverview({ ...ctx, now: new Date() })
    drawn.push({ at, ms: performance.now() - began })
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return drawn
}

/** Overviews for so long. */
export function drawFor(ctx: Ctx, ms: number): Promise<Drawn[]> {
  const began = performance.now()
  return drawOverviews(ctx, () => performance.now() - began > ms)
}
