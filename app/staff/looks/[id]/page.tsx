import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireStaff } from '#api/staff/context.ts'
import { StaffPage } from '#app/staff/frame.tsx'
import { DeskLookScreen } from '#components/looks/desk-look-screen.tsx'
import { isRefusal } from '#domain/errors.ts'
import { lookPages } from '#domain/looks/schema.ts'
import { showDeskLook } from '#domain/looks/show-desk-look.ts'
import { describeDeskLook } from '#i18n/describe/looks.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { decide, review, settle, start } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'looks')('desk.title') }
}

export default async function DeskLook({ params, searchParams }: PageProps<'/staff/looks/[id]'>) {
  const { ctx } = await requireStaff(showDeskLook.permission)
  const look = await showDeskLook(ctx, { lookId: (await params).id }).catch((error: unknown) => {
    if (isRefusal(error, 'not-found') || isRefusal(error, 'invalid')) notFound()
    throw error
  })
  const { closed } = await searchParams
  return (
    <StaffPage current="looks">
      <DeskLookScreen
        look={look}
        words={describeDeskLook(ctx.locale, look, ctx.now)}
        closed={lookPages.find((page) => page === closed)}
        start={start}
        decide={decide}
        review={review}
        settle={settle}
      />
    </StaffPage>
  )
}
