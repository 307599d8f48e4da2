import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { refusalOf } from '#api/errors.ts'
import { requireStaff } from '#api/staff/context.ts'
import { StaffPage } from '#app/staff/frame.tsx'
import { lift, restrict } from '#app/staff/restrictions/actions.ts'
import { SearchRefusedScreen } from '#components/looks/search-refused-screen.tsx'
import { RestrictionsScreen } from '#components/restrictions/restrictions-screen.tsx'
import { isRefusal } from '#domain/errors.ts'
import { liftingReasons, remainingGrounds, settingReasons } from '#domain/restrictions/schema.ts'
import { showRestrictions } from '#domain/restrictions/show-restrictions.ts'
import { describeDeskRestrictions } from '#i18n/describe/restrictions.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'restrictions')('title') }
}

export default async function CustomerRestrictions({
  params,
}: PageProps<'/staff/customers/[search]/restrictions'>) {
  const { ctx } = await requireStaff(showRestrictions.permission)
  const view = await showRestrictions(ctx, { searchId: (await params).search }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    if (isRefusal(error, 'locked')) return { refused: refusalOf(error, ctx.locale, ctx.requestId).message }
    throw error
  })
  return (
    <StaffPage current="customers">
      {'refused' in view ? (
        <SearchRefusedScreen title={translator(ctx.locale, 'restrictions')('title')} refused={view.refused} />
      ) : (
        <RestrictionsScreen
          view={view}
          words={describeDeskRestrictions(ctx.locale, view, ctx.now)}
          choices={{ setting: settingReasons, lifting: liftingReasons, grounds: remainingGrounds }}
          restrict={restrict}
          lift={lift}
        />
      )}
    </StaffPage>
  )
}
