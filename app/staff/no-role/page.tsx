import type { Metadata } from 'next'
import { StaffNoRole } from '#components/staff/staff-entrance.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { PublicPage } from '../../public-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('staff'))('no-role.title') }
}

export default function NoRole() {
  return (
    <PublicPage>
      <StaffNoRole />
    </PublicPage>
  )
}
