import Link from 'next/link'
import { PageHead } from '#components/ui/page-head.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { StaffPage } from '../frame.tsx'

/** In the place of a system there is not. */
export default async function MissingSystem() {
  const say = await getTranslations('systems')
  return (
    <StaffPage current="systems">
      <PageHead title={say('missing.title')}>
        <p>{say('missing.text')}</p>
        <p>
          <Link href="/staff/systems" prefetch={false}>
            {say('back')}
          </Link>
        </p>
      </PageHead>
    </StaffPage>
  )
}
