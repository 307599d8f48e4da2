import { redirect } from 'next/navigation'
import { requireCustomer } from '#api/session/context.ts'
import { findNumberedRequest } from '#domain/requests/find-numbered-request.ts'

/**
 * The short address that a notice has room for leads to the request with that number, or to the list of them. It is a page,
 * because a sign-in cannot lead to anything else.
 */
export default async function NumberedRequest({ params }: PageProps<'/r/[number]'>): Promise<never> {
  const { ctx } = await requireCustomer()
  const id = await findNumberedRequest(ctx, { number: (await params).number })
  redirect(id ? `/requests/${id}` : '/requests')
}
