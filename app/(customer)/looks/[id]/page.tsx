import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '#api/session/context.ts'
import { PageFrame } from '#app/(customer)/frame.tsx'
import { LookScreen } from '#components/looks/look-screen.tsx'
import { isRefusal } from '#domain/errors.ts'
import { showLook } from '#domain/looks/show-look.ts'
import { describeOwnLook } from '#i18n/describe/looks.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { acknowledgeByForm, answerByForm } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'looks')('title') }
}

export default async function Look({ params }: PageProps<'/looks/[id]'>) {
  const { ctx } = await requireCustomer()
  const view = await showLook(ctx, { lookId: (await params).id }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    throw error
  })
  return (
    <PageFrame current="activity" look={view.id}>
      <LookScreen
        view={view}
        words={describeOwnLook(ctx.locale, view, ctx.now)}
        answer={answerByForm}
        acknowledge={acknowledgeByForm}
      />
    </PageFrame>
  )
}
