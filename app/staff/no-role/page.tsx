import type { Metadata } from 'next'
import { PublicPage } from '#app/public-page.tsx'
import { StaffNoRoleScreen } from '#components/account/staff-sign-in-screens.tsx'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'staff')('no-role.title') }
}

export default function NoRole() {
  return (
    <PublicPage>
      <StaffNoRoleScreen />
    </PublicPage>
  )
}
