import { redirect } from 'next/navigation'
import { requireStaff } from '#api/staff/context.ts'
import { may } from '#domain/access.ts'

/** The first desk open to who is signed in: every role opens complaints or systems. */
export default async function Staff() {
  const { ctx } = await requireStaff()
  redirect(may(ctx, 'complaints:answer') ? '/staff/complaints' : '/staff/systems')
}
