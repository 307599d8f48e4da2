import { refusalOf } from '#api/errors.ts'
import { ActivityScreen } from '#components/activity/activity-screen.tsx'
import { listActivity } from '#domain/activity/list-activity.ts'
import type { Ctx } from '#domain/context.ts'
import { isRefusal } from '#domain/errors.ts'
import { describeActivity } from '#i18n/describe/activity.ts'
import type { Search, SharedPageProps } from './props.ts'

/** The activity log, of the kind and from the cursor that `search` names. */
export async function ActivityPage({ ctx, search }: SharedPageProps) {
  return <ActivityScreen words={await logOrRefusal(ctx, search)} />
}

/** An address can be typed by hand: the page says why the log refused it. */
async function logOrRefusal(ctx: Ctx, { kind, cursor }: Search) {
  try {
    const view = await listActivity(ctx, { kind: kind || undefined, cursor: cursor || undefined })
    return describeActivity(ctx.locale, view, ctx.now)
  } catch (error) {
    if (!isRefusal(error, 'invalid')) throw error
    return { refused: refusalOf(error, ctx.locale, ctx.requestId).message }
  }
}
