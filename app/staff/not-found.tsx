import { staffContext } from '#api/staff/context.ts'
import { NoSuchPage } from '../no-such-page.tsx'
import { PublicPage } from '../public-page.tsx'
import { StaffPage } from './frame.tsx'

/** A row of the staff's pages that does not exist, or is not theirs: they keep their frame. */
export default async function NotFound() {
  const Frame = (await staffContext()) ? StaffPage : PublicPage
  return (
    <Frame>
      <NoSuchPage home="/staff" />
    </Frame>
  )
}
