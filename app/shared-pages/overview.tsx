import { OverviewScreen } from '#components/overview/overview-screen.tsx'
import { showOverview } from '#domain/overview/show-overview.ts'
import { dismissByForm } from '../(customer)/overview-actions.ts'
import { type BodyProps, enter } from './door.ts'

/** Where the customer stands. */
export async function OverviewBody({ ctx }: Pick<BodyProps, 'ctx'>) {
  enter(ctx)
  const view = await showOverview(ctx)
  return <OverviewScreen view={view} locale={ctx.locale} now={ctx.now} dismissByForm={dismissByForm} />
}
