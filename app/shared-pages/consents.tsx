import { ConsentsScreen } from '#components/consents/consents-screen.tsx'
import { listConsents } from '#domain/consents/list-consents.ts'
import { type Key, translator } from '#i18n/translator.ts'
import { decideByForm } from '../(customer)/consents/actions.ts'
import { type BodyProps, enter } from './door.ts'

/** The sentences for what a decision sent by a form can be refused with. */
const refusals: Record<string, Key<'errors'>> = {
  conflict: 'conflict',
  locked: 'consent.locked-by-obligation',
  invalid: 'invalid.general',
}

/** Every consent with its switch, and why the last decision by a form was refused. */
export async function ConsentsBody({ ctx, search: { refused } }: BodyProps) {
  enter(ctx)
  const key = typeof refused === 'string' ? refusals[refused] : undefined
  return (
    <ConsentsScreen
      view={await listConsents(ctx)}
      decideByForm={decideByForm}
      refused={key && translator(ctx.locale, 'errors')(key)}
    />
  )
}
