import { redirect } from 'next/navigation'
import { requireCustomer } from '#api/session/context.ts'
import { findNumberedComplaint } from '#domain/complaints/find-numbered-complaint.ts'

/**
 * The short address that a notice has room for leads to the complaint with that number, or to the list of them. It is a page,
 * because a sign-in cannot lead to anything else.
 */
export default async function NumberedComplaint({ params }: PageProps<'/c/[number]'>): Promise<never> {
  const { ctx } = await requireCustomer()
  const id = await findNumberedComplaint(ctx, { number: (await params).number })
  redirect(id ? `/complaints/${id}` : '/complaints')
}
