import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { requireStaff } from '#api/staff-context.ts'
import { PageHead } from '#components/ui/page-head.tsx'
import { may } from '#domain/permissions.ts'
import { getTranslations } from '#i18n/translations.ts'
import { StaffPage } from './frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('staff'))('desk') }
}

/** The first desk open to who is signed in; for a role that opens none, a page that says so. */
export default async function Staff() {
  const { ctx } = await requireStaff()
  if (may(ctx, 'complaints:answer')) redirect('/staff/complaints')
  const say = await getTranslations('staff')
  return (
    <StaffPage>
      <PageHead title={say('no-desk.title')}>
        <p>{say('no-desk.text')}</p>
      </PageHead>
    </StaffPage>
  )
}
