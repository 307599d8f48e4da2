import { OverviewScreen } from '#components/overview/overview-screen.tsx'
import { showOverview } from '#domain/overview/show-overview.ts'
import { describeOverview } from '#i18n/describe/overview.ts'
import { dismissByForm } from '../(customer)/overview-actions.ts'
import { type BodyProps, enter } from './door.ts'

/** Where the customer stands. */
export async function OverviewBody({ ctx }: Pick<BodyProps, 'ctx'>) {
  enter(ctx)
  const words = describeOverview(ctx.locale, await showOverview(ctx), ctx.now)
  return <OverviewScreen words={words} dismissByForm={dismissByForm} />
}
