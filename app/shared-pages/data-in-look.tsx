import { DataScreen } from '#components/holdings/holdings-screen.tsx'
import { LookReveal } from '#components/holdings/look-reveal.tsx'
import type { RevealForSupport } from '#components/holdings/reason-reveal.tsx'
import { listHoldings } from '#domain/holdings/list-holdings.ts'
import { describeHoldings } from '#i18n/describe/holdings-list.ts'
import type { SharedPageProps } from './props.ts'

/** "My data" for who looks with leave. Apart from the customer's own, whose page then need not carry this one's script. */
export async function DataInLookPage({
  ctx,
  search,
  reveal,
}: SharedPageProps & { reveal: RevealForSupport }) {
  const view = await listHoldings(ctx, search)
  return (
    <LookReveal view={view} reveal={reveal}>
      <DataScreen view={view} words={describeHoldings(ctx.locale, view)} />
    </LookReveal>
  )
}
