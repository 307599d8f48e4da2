import { redirect } from 'next/navigation'
import { requireStaff } from '#api/staff/context.ts'
import { openSections, staffSections } from './sections.ts'

/** Leads to the first section that the signed-in member of staff may open. */
export default async function Staff() {
  const { ctx } = await requireStaff()
  const [first = 'systems'] = openSections(ctx)
  redirect(staffSections[first].href)
}
