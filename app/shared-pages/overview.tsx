import type { NeedActions } from '#components/overview/overview-needs.tsx'
import { OverviewScreen } from '#components/overview/overview-screen.tsx'
import { showOverview } from '#domain/overview/show-overview.ts'
import { describeOverview } from '#i18n/describe/overview.ts'
import type { SharedPageProps } from './props.ts'

interface Props extends Pick<SharedPageProps, 'ctx'> {
  /** The action that hides a suggestion without script; absent in a look. */
  dismissByForm?: (form: FormData) => Promise<void>
  /** The actions of what waits for the customer; absent in a look. */
  actions?: NeedActions
}

export async function OverviewPage({ ctx, ...actions }: Props) {
  const words = describeOverview(ctx.locale, await showOverview(ctx), ctx.now)
  return <OverviewScreen words={words} {...actions} />
}
