import { OverviewScreen } from '#components/overview/overview-screen.tsx'
import { showOverview } from '#domain/overview/show-overview.ts'
import { describeOverview } from '#i18n/describe/overview.ts'
import type { SharedPageProps } from './props.ts'

interface Props extends Pick<SharedPageProps, 'ctx'> {
  /** Hides a suggestion where there is no script; absent in a look. */
  dismissByForm?: (form: FormData) => Promise<void>
}

/** Where the customer stands. */
export async function OverviewPage({ ctx, dismissByForm }: Props) {
  const words = describeOverview(ctx.locale, await showOverview(ctx), ctx.now)
  return <OverviewScreen words={words} dismissByForm={dismissByForm} />
}
