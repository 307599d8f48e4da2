import type { Metadata } from 'next'
import { refusalOf } from '#api/errors.ts'
import { requireStaff } from '#api/staff/context.ts'
import { QueueScreen } from '#components/desk/queue-screen.tsx'
import type { Ctx } from '#domain/context.ts'
import { listQueue } from '#domain/desk/list-queue.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeQueue } from '#i18n/describe/desk.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { StaffPage } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readerLocale(), 'complaints.desk')('title') }
}

export default async function Queue({ searchParams }: PageProps<'/staff/cases'>) {
  const { ctx, me } = await requireStaff(listQueue.permission)
  return (
    <StaffPage current="complaints">
      <QueueScreen queue={await queueOrRefusal(ctx, await searchParams)} me={me} />
    </StaffPage>
  )
}

/** An address can be typed by hand: the page says why the queue refused it. */
async function queueOrRefusal(ctx: Ctx, asked: Record<string, string | string[] | undefined>) {
  try {
    const view = await listQueue(ctx, asked)
    return { view, groups: describeQueue(ctx.locale, view) }
  } catch (error) {
    if (!isRefusal(error, 'invalid')) throw error
    return { refused: refusalOf(error, ctx.locale, ctx.requestId).message }
  }
}
