import { OverviewScreen } from '#components/overview/overview-screen.tsx'
import { showOverview } from '#domain/overview/show-overview.ts'
import { describeOverview } from '#i18n/describe/overview.ts'
import type { SharedPageProps } from './props.ts'

interface Props extends Pick<SharedPageProps, 'ctx'> {
  /** The action that hides a suggestion without script; absent in a look. */
  dismissByForm?: (form: FormData) => Promise<void>
}

export async function OverviewPage({ ctx, dismissByForm }: Props) {
  const words = describeOverview(ctx.locale, await showOverview(ctx), ctx.now)
  return <OverviewScreen words={words} dismissByForm={dismissByForm} />
}
