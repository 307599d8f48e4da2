import Link from 'next/link'
import { PageHead } from '#components/ui/page-head.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { StaffPage } from '../frame.tsx'

/** In the place of a complaint there is not. */
export default async function MissingComplaint() {
  const say = await getTranslations('complaints.desk.missing')
  return (
    <StaffPage current="complaints">
      <PageHead title={say('title')}>
        <p>{say('text')}</p>
        <p>
          <Link href="/staff/complaints" prefetch={false}>
            {say('back')}
          </Link>
        </p>
      </PageHead>
    </StaffPage>
  )
}
