import type { CaseType } from '#domain/cases/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Hidden, Refused } from '../ui/form.tsx'
import { Actions } from '../ui/part.tsx'

/** Withdraws a case by a form. Its page says why that was refused. */
export type WithdrawByForm = (form: FormData) => Promise<void>

interface Props {
  action: WithdrawByForm
  type: CaseType
  caseId: string
  lastStep: number
  refused?: string
}

/** The form that withdraws the case where there is no script, after asking once. */
export async function CaseWithdrawPlain({ action, type, caseId, lastStep, refused }: Props) {
  const say = translator(await readerLocale(), `${type}s.withdraw`)
  return (
    <noscript>
      <form id="withdraw" action={action} className="mt-6">
        <Hidden values={{ case: caseId, lastStep: String(lastStep) }} />
        <Disclosure summary={`${say('question')} ${say('open')}`} open={refused !== undefined}>
          <p>{say('text')}</p>
          <Refused>{refused}</Refused>
          <Actions>
            <Button type="submit">{say('confirm')}</Button>
          </Actions>
        </Disclosure>
      </form>
    </noscript>
  )
}
