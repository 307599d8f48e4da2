import type { Metadata } from 'next'
import Link from 'next/link'
import { requireStaff } from '#api/staff/context.ts'
import { StaffPage } from '#app/staff/frame.tsx'
import { SystemNamesForm } from '#components/systems/system-names-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Label } from '#components/ui/text.tsx'
import { listPartners } from '#domain/systems/partners.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { add } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'systems')('new.title') }
}

export default async function NewSystem() {
  const { ctx } = await requireStaff(listPartners.permission)
  const partners = await listPartners(ctx)
  const say = translator(await readerLocale(), 'systems')
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
        owners={[
          { value: 'bank', text: say('names.owner-bank') },
          ...partners.map(({ id, name }) => ({ value: id, text: name })),
        ]}
        words={{
          id: say('names.id'),
          idHint: say('names.id-hint'),
          owner: say('names.owner'),
          ownerHint: say('names.owner-hint'),
          kk: say('names.kk'),
          ru: say('names.ru'),
          en: say('names.en'),
          act: say('names.add'),
        }}
      />
    </StaffPage>
  )
}
