import { HoldingsScreen } from '#components/holdings/holdings-screen.tsx'
import { RevealByReason, type RevealForSupport } from '#components/holdings/reveal-by-reason.tsx'
import { reasonWords } from '#components/holdings/reveal-words.tsx'
import { listHoldings } from '#domain/holdings/list-holdings.ts'
import { describeHoldings } from '#i18n/describe/holdings-list.ts'
import type { SharedPageProps } from './props.ts'

interface Props extends SharedPageProps {
  reveal: RevealForSupport
}

/** "My data" in a look. It is apart from the customer's own page, which then does not load this page's script. */
export async function DataInLookPage({ ctx, search, reveal }: Props) {
  const view = await listHoldings(ctx, search)
  return (
    <RevealByReason words={reasonWords(ctx.locale, view)} reveal={reveal}>
      <HoldingsScreen view={view} words={describeHoldings(ctx.locale, view)} />
    </RevealByReason>
  )
}
