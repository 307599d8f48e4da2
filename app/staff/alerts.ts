import 'server-only'
import { may } from '#domain/access.ts'
import type { Ctx } from '#domain/context.ts'
import { countUrgent } from '#domain/looks/count-urgent.ts'
import { countLate } from '#domain/systems/count-late.ts'

/** How much one should hear of now, by the desk that shows it. */
export interface Urgencies {
  oversight?: number
  systems?: number
}

/** What a senior colleague should hear of now; null for who answers for nobody else's work. */
export async function urgencies(ctx: Ctx): Promise<Urgencies | null> {
  if (!may(ctx, countUrgent.permission)) return null
  const [oversight, systems] = await Promise.all([
    countUrgent(ctx),
    may(ctx, countLate.permission) ? countLate(ctx) : 0,
  ])
  return { oversight, systems }
}

/** Changes whenever one of the numbers does. */
export const urgencyWord = ({ oversight = 0, systems = 0 }: Urgencies): string => `${oversight} ${systems}`
