import 'server-only'
import { notFound } from 'next/navigation'
import { refusalOf } from '#api/errors.ts'
import { requireStaff } from '#api/staff/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { atSearch } from '#domain/looks/at-search.ts'

/** The customer of a search that the member of staff has just made, or why the page about them can't be shown. */
export async function foundCustomer(searchId: string) {
  const { ctx } = await requireStaff(atSearch.permission)
  try {
    return await atSearch(ctx, { searchId })
  } catch (error) {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    if (isRefusal(error, 'locked')) return { refused: refusalOf(error, ctx.locale, ctx.requestId).message }
    throw error
  }
}
