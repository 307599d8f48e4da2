import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { refusalOf } from '#api/errors.ts'
import { requireStaff } from '#api/staff/context.ts'
import { StaffPage } from '#app/staff/frame.tsx'
import { answer, ask, withdraw } from '#app/staff/measures/actions.ts'
import { SearchRefusedScreen } from '#components/looks/search-refused-screen.tsx'
import { SignInScreen } from '#components/measures/sign-in-screen.tsx'
import { may } from '#domain/access.ts'
import { isRefusal } from '#domain/errors.ts'
import { answerMeasure } from '#domain/measures/answer-measure.ts'
import { reasonsOf } from '#domain/measures/schema.ts'
import { showSignIn } from '#domain/measures/show-sign-in.ts'
import { describeSignIn } from '#i18n/describe/measures.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'measures')('title') }
}

export default async function CustomerSignIn({ params }: PageProps<'/staff/customers/[search]'>) {
  const { ctx } = await requireStaff(showSignIn.permission)
  const view = await showSignIn(ctx, { searchId: (await params).search }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    if (isRefusal(error, 'locked')) return { refused: refusalOf(error, ctx.locale, ctx.requestId).message }
    throw error
  })
  return (
    <StaffPage current="customers">
      {'refused' in view ? (
        <SearchRefusedScreen title={translator(ctx.locale, 'measures')('title')} refused={view.refused} />
      ) : (
        <SignInScreen
          view={view}
          words={describeSignIn(ctx.locale, view, ctx.now)}
          reasons={view.blockedSince ? reasonsOf.unblock : reasonsOf.block}
          ask={ask}
          answer={may(ctx, answerMeasure.permission) ? answer : undefined}
          withdraw={withdraw}
        />
      )}
    </StaffPage>
  )
}
