import type { Metadata } from 'next'
import Link from 'next/link'
import { requireStaff } from '#api/staff/context.ts'
import { StaffPage } from '#app/staff/frame.tsx'
import { SystemNamesForm } from '#components/systems/system-names-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Label } from '#components/ui/text.tsx'
import { getTranslations } from '#i18n/translations.ts'
import { add } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('systems'))('new.title') }
}

export default async function NewSystem() {
  await requireStaff('systems:keep')
  const say = await getTranslations('systems')
  return (
    <StaffPage current="systems">
      <PageHead
        title={say('new.title')}
        above={
          <Label>
            <Link href="/staff/systems" prefetch={false}>
              {say('title')}
            </Link>
          </Label>
        }
      >
        <p>{say('new.intro')}</p>
      </PageHead>
      <SystemNamesForm
        action={add}
        system={null}
        words={{
          id: say('names.id'),
          idHint: say('names.id-hint'),
          kk: say('names.kk'),
          ru: say('names.ru'),
          en: say('names.en'),
          act: say('names.add'),
        }}
      />
    </StaffPage>
  )
}
