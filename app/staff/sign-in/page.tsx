import type { Metadata } from 'next'
import { Gate } from '#components/ui/gate.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { PublicPage } from '../../public-page.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('staff'))('desk') }
}

export default async function StaffSignIn() {
  const say = await getTranslations('staff')
  return (
    <PublicPage>
      <Gate foot={null}>
        <h1>{say('desk')}</h1>
      </Gate>
    </PublicPage>
  )
}
