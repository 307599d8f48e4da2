import { stepUpWords } from '#components/account/step-up-words.ts'
import { HoldingsScreen } from '#components/holdings/holdings-screen.tsx'
import { RevealByCode } from '#components/holdings/reveal-by-code.tsx'
import { codeWords } from '#components/holdings/reveal-words.tsx'
import { listHoldings } from '#domain/holdings/list-holdings.ts'
import { describeHoldings } from '#i18n/describe/holdings-list.ts'
import type { SharedPageProps } from './props.ts'

/** "My data", for the customer in person. */
export async function DataPage({ ctx, search }: SharedPageProps) {
  const view = await listHoldings(ctx, search)
  return (
    <RevealByCode words={codeWords(ctx.locale)} stepUp={stepUpWords(ctx.locale, view.phone)}>
      <HoldingsScreen view={view} words={describeHoldings(ctx.locale, view)} />
    </RevealByCode>
  )
}
