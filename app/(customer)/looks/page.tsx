import { redirect } from 'next/navigation'
import { requireCustomer } from '#api/session/context.ts'
import { findLatestLook } from '#domain/looks/find-latest-look.ts'

/** The address that a text message about a look has room for leads to the latest one, or to the log. */
export default async function LatestLook(): Promise<never> {
  const { ctx } = await requireCustomer()
  const id = await findLatestLook(ctx)
  redirect(id ? `/looks/${id}` : '/activity')
}
