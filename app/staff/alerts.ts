import 'server-only'
import { may } from '#domain/access.ts'
import type { Ctx } from '#domain/context.ts'
import { countUrgent } from '#domain/looks/count-urgent.ts'
import { countWaitingMeasures } from '#domain/measures/list-waiting-measures.ts'
import { countLate } from '#domain/systems/count-late.ts'

/** The number of things that need a senior member of staff now, by the section that shows them. */
export interface Alerts {
  oversight?: number
  systems?: number
}

/** Counts the alerts; null for staff who oversee nobody. */
export async function readAlerts(ctx: Ctx): Promise<Alerts | null> {
  if (!may(ctx, countUrgent.permission)) return null
  const [urgent, waiting, systems] = await Promise.all([
    countUrgent(ctx),
    countWaitingMeasures(ctx),
    may(ctx, countLate.permission) ? countLate(ctx) : 0,
  ])
  return { oversight: urgent + waiting, systems }
}

/** The version of the alerts, which changes when a number does. */
export const alertsVersion = ({ oversight = 0, systems = 0 }: Alerts): string => `${oversight} ${systems}`
