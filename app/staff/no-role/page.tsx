import type { Metadata } from 'next'
import { PublicPage } from '#app/public-page.tsx'
import { StaffNoRole } from '#components/account/staff-entrance.tsx'
import { getTranslations } from '#i18n/translations.ts'

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
