import type { DecideByForm } from '#components/consents/consents-provider.tsx'
import { ConsentsScreen } from '#components/consents/consents-screen.tsx'
import { listConsents } from '#domain/consents/list-consents.ts'
import { describeConsents } from '#i18n/describe/consents.ts'
import { type Key, translator } from '#i18n/translator.ts'
import type { SharedPageProps } from './props.ts'

/** The sentences for the refusals of a decision that a form sent. */
const refusals: Record<string, Key<'errors'>> = {
  conflict: 'conflict',
  locked: 'consent.locked-by-obligation',
  invalid: 'invalid.general',
}

interface Props extends SharedPageProps {
  /** The action that decides without script; absent in a look. */
  decideByForm?: DecideByForm
}

/** The consents page. It also says why the last decision by a form was refused. */
export async function ConsentsPage({ ctx, search: { refused, ask }, decideByForm }: Props) {
  const key = typeof refused === 'string' ? refusals[refused] : undefined
  const view = await listConsents(ctx)
  return (
    <ConsentsScreen
      view={view}
      words={describeConsents(view)}
      decideByForm={decideByForm}
      asked={typeof ask === 'string' ? ask : null}
      refused={key && translator(ctx.locale, 'errors')(key)}
    />
  )
}
