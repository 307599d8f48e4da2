import { DataScreen } from '#components/holdings/holdings-screen.tsx'
import { OwnReveal } from '#components/holdings/own-reveal.tsx'
import { listHoldings } from '#domain/holdings/list-holdings.ts'
import { describeHoldings } from '#i18n/describe/holdings-list.ts'
import type { SharedPageProps } from './props.ts'

/** "My data", for the customer in person. */
export async function DataPage({ ctx, search }: SharedPageProps) {
  const view = await listHoldings(ctx, search)
  return (
    <OwnReveal view={view}>
      <DataScreen view={view} words={describeHoldings(ctx.locale, view)} />
    </OwnReveal>
  )
}
