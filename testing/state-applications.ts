import { eq } from 'drizzle-orm'
import { stateApplications } from '#db/schema/state-service.ts'
import type { Ctx } from '#domain/context.ts'
import { auditOf } from './audit.ts'
import type { World } from './world.ts'

let count = 0
/** An application at the state service to withdraw a consent, under a number no other has. */
export const applicationOf = (iin: string, code = 'PARTNER-SHARING') => {
  count += 1
  return { number: `KDP-2026/${count}`, iin, code, at: '2026-11-20T11:58:00+05:00' }
}

/** The state service, as its applications are taken. */
export const stateService = (world: World): Ctx =>
  world.ctx({ kind: 'system', systemId: 'state-service', scopes: ['state-service:withdraw'] })

/** An application as the database has it. */
export async function applicationRow({ db }: World, number: string) {
  const [row] = await db.select().from(stateApplications).where(eq(stateApplications.id, number))
  return row
}

/** What the audit log says of an application, oldest first. */
export const applicationAudit = async ({ db }: World, number: string) =>
  (await auditOf(db, {})).filter(
    ({ detail }) =>
      typeof detail === 'object' && detail !== null && 'number' in detail && detail.number === number,
  )
