import type { Metadata } from 'next'
import { requireCustomer } from '#api/context.ts'
import { refusalOf } from '#api/errors.ts'
import { ActivityScreen } from '#components/customer/activity-screen.tsx'
import { listActivity } from '#domain/audit/list-activity.ts'
import type { Ctx } from '#domain/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeActivity } from '#i18n/describe/activity.ts'
import { getTranslations } from '#i18n/translations.ts'
import { words } from '#i18n/words.ts'
import { PageFrame } from '../frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('activity'))('title') }
}

export default async function Activity({ searchParams }: PageProps<'/activity'>) {
  const { ctx } = await requireCustomer()
  return (
    <PageFrame current="/activity">
      <ActivityScreen words={await logOrRefusal(ctx, await searchParams)} />
    </PageFrame>
  )
}

/** An address can be typed by hand: what the log refuses is told in its place. */
async function logOrRefusal(ctx: Ctx, { kind, cursor }: Record<string, string | string[] | undefined>) {
  try {
    const view = await listActivity(ctx, { kind: kind || undefined, cursor: cursor || undefined })
    return describeActivity(words(ctx.locale, 'activity'), ctx.locale, view, ctx.now)
  } catch (error) {
    if (!isRefusal(error, 'invalid')) throw error
    return { refused: refusalOf(error, ctx.locale, ctx.requestId).message }
  }
}
