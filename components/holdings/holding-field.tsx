import type { HoldingsView } from '#domain/holdings/schema.ts'
import type { RowWords } from '#i18n/describe/holdings-list.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Line, Row } from '../ui/part.tsx'
import { Note, Value } from '../ui/text.tsx'
import { HoldingRestriction } from './holding-restriction.tsx'
import { HoldingRow } from './holding-row.tsx'
import { HoldingThread } from './holding-thread.tsx'

interface Props {
  row: RowWords
  revealedBy: HoldingsView['revealedBy']
}

/** A field as a row: its name, its value, and a sentence that opens on source, purposes, recipients and retention. */
export async function HoldingField({ row, revealedBy }: Props) {
  const say = translator(await readerLocale(), 'holdings')
  const { field, value, spoken, none, sentence, thread: threadWords, open } = row
  const restriction = row.restriction && <HoldingRestriction words={row.restriction} />
  const title = (
    <>
      {field.title} {field.hint && <span className="note">{field.hint}</span>}
    </>
  )
  if (!field.held || !threadWords)
    return (
      <Row id={field.id}>
        <Line title={title}>
          <Value none>{none}</Value>
        </Line>
        <Note>
          {sentence} {field.consent && <ConsentLink consent={field.consent.id} text={say('consent.see')} />}
        </Note>
        {restriction}
      </Row>
    )
  const masked = <Value masked={spoken}>{value}</Value>
  const thread = (
    <>
      {restriction}
      <Disclosure summary={sentence} open={open}>
        <HoldingThread field={field} held={field.held} words={threadWords} />
      </Disclosure>
    </>
  )
  return field.held.revealable ? (
    <HoldingRow field={field.id} title={title} masked={masked}>
      {thread}
    </HoldingRow>
  ) : (
    <Row id={field.id}>
      <Line title={title}>
        {masked}
        {field.neverReveal && <span className="note">{say('never')}</span>}
      </Line>
      {revealedBy === 'reason' && field.held.rule !== 'plain' && <Note>{say('never-in-look')}</Note>}
      {thread}
    </Row>
  )
}

/** A link to a consent's switch. */
function ConsentLink({ consent, text }: { consent: string; text: string }) {
  return <PortalLink href={`/consents#${consent}`}>{text}</PortalLink>
}
