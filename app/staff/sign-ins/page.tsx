import type { Metadata } from 'next'
import { requireStaff } from '#api/staff/context.ts'
import { SpraysScreen } from '#components/sprays/sprays-screen.tsx'
import { listSprays } from '#domain/sessions/list-sprays.ts'
import { describeSprays } from '#i18n/describe/sprays.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'sprays')('title') }
}

export default async function SignIns() {
  const { ctx } = await requireStaff(listSprays.permission)
  const words = describeSprays(ctx.locale, await listSprays(ctx), ctx.now)
  return (
    <StaffPage current="sign-ins">
      <SpraysScreen words={words} />
    </StaffPage>
  )
}
