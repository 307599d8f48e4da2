import type { Metadata } from 'next'
import { refusalOf } from '#api/errors.ts'
import { requireStaff } from '#api/staff/context.ts'
import { DeadlinesScreen } from '#components/desk/deadlines-screen.tsx'
import type { Ctx } from '#domain/context.ts'
import { overseeDeadlines } from '#domain/desk/oversee-deadlines.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeDeadlines } from '#i18n/describe/deadlines.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'complaints.desk')('deadlines.title') }
}

export default async function Deadlines({ searchParams }: PageProps<'/staff/deadlines'>) {
  const { ctx } = await requireStaff(overseeDeadlines.permission)
  return (
    <StaffPage current="deadlines">
      <DeadlinesScreen deadlines={await deadlinesOrRefusal(ctx, await searchParams)} />
    </StaffPage>
  )
}

/** An address can be typed by hand: the page says why it was refused. */
async function deadlinesOrRefusal(ctx: Ctx, asked: Record<string, string | string[] | undefined>) {
  try {
    const view = await overseeDeadlines(ctx, asked)
    return { view, words: describeDeadlines(ctx.locale, view, ctx.now) }
  } catch (error) {
    if (!isRefusal(error, 'invalid')) throw error
    return { refused: refusalOf(error, ctx.locale, ctx.requestId).message }
  }
}
