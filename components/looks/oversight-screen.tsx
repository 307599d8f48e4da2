import Link from 'next/link'
import type { ReactNode } from 'react'
import type { OversightView } from '#domain/looks/oversight-schema.ts'
import type { OverseenLookWords, OversightWords } from '#i18n/describe/oversight.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { deskHref } from '../shell/hrefs.ts'
import { Button } from '../ui/button.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Note, Urgent } from '../ui/text.tsx'
import { LookTable } from './desk-looks-screen.tsx'

interface Props {
  words: OversightWords
  volumes: OversightView['volumes']
  /** The action that ends the look which the form names. */
  decide: (form: FormData) => Promise<void>
  /** What waits for a second member of staff besides looks. */
  children: ReactNode
}

/** The oversight page: what waits for a senior member of staff, then the searches and looks of all staff. */
export async function OversightScreen({ words, volumes, decide, children }: Props) {
  const say = translator(await readerLocale(), 'looks.oversight')
  const told = (list: OversightWords['alerts']) =>
    list.map(({ key, sentence, note }) => (
      <Row key={key}>
        <p>{sentence}</p>
        <Note>{note}</Note>
      </Row>
    ))
  return (
    <>
      <PageHead title={say('title')}>
        <p>{words.intro}</p>
      </PageHead>
      <Listed heading={say('approval.title')} note={say('approval.note')} none={say('approval.none')}>
        {words.awaitingApproval.map((look) => (
          <LookRow key={look.id} look={look} />
        ))}
      </Listed>
      {children}
      <Listed heading={say('under-way.title')} none={say('under-way.none')}>
        {words.underWay.map((look) => (
          <LookRow key={look.id} look={look} end={decide} />
        ))}
      </Listed>
      <Listed heading={say('review.title')} note={say('review.note')} none={say('review.none')}>
        {words.awaitingReview.map((look) => (
          <LookRow key={look.id} look={look} />
        ))}
      </Listed>
      <Listed heading={say('escalated.title')} note={say('escalated.note')} none={say('escalated.none')}>
        {words.escalated.map((look) => (
          <LookRow key={look.id} look={look} />
        ))}
      </Listed>
      <Listed heading={say('late.title')} none={say('late.none')}>
        {words.late.map(({ reference, title, days, note }) => (
          <Row key={reference}>
            <Line
              title={
                <Link href={deskHref(reference)} prefetch={false}>
                  {title}
                </Link>
              }
            >
              <Urgent tone="late">{days}</Urgent>
            </Line>
            <Note>{note}</Note>
          </Row>
        ))}
      </Listed>
      <Listed heading={say('alerts.title')} none={words.noAlerts}>
        {told(words.alerts)}
      </Listed>
      <Listed heading={say('idle.title')} note={say('idle.note')} none={say('idle.none')}>
        {told(words.idleSearches)}
      </Listed>
      <Part heading={say('volume.title')} wide>
        <Volumes volumes={volumes} />
      </Part>
      <Part heading={say('month.title')} wide>
        {words.looks.length === 0 ? <Empty>{say('month.none')}</Empty> : <LookTable looks={words.looks} />}
      </Part>
    </>
  )
}

/** A part with rows, or with a sentence that there are none. */
function Listed(props: { heading: string; note?: string; none: string; children: ReactNode[] }) {
  const { heading, note, none, children } = props
  return (
    <Part heading={heading} note={children.length > 0 ? note : undefined}>
      {children.length === 0 ? <Empty>{none}</Empty> : <Rows>{children}</Rows>}
    </Part>
  )
}

interface LookRowProps {
  look: OverseenLookWords
  /** The action that ends the look; absent where it is not running. */
  end?: Props['decide']
}

async function LookRow({ look: { id, customer, until, late, sentence }, end }: LookRowProps) {
  const say = translator(await readerLocale(), 'looks.oversight')
  return (
    <Row>
      <Line
        title={
          <Link href={`/staff/looks/${id}`} prefetch={false}>
            {customer}
          </Link>
        }
      >
        {until && (late ? <Urgent tone="late">{until}</Urgent> : <span>{until}</span>)}
        {end && (
          <form action={end}>
            <input type="hidden" name="look" value={id} />
            <input type="hidden" name="back" value="oversight" />
            <Button type="submit" name="decision" value="end">
              {say('under-way.end')}
            </Button>
          </form>
        )}
      </Line>
      <Note>{sentence}</Note>
    </Row>
  )
}

async function Volumes({ volumes }: Pick<OversightView, 'volumes'>) {
  const say = translator(await readerLocale(), 'looks.oversight')
  if (volumes.length === 0) return <Empty>{say('volume.none')}</Empty>
  const columns = [say('volume.searches'), say('volume.looks'), say('volume.break-glass')]
  return (
    <Table columns={[{ text: say('volume.staff') }, ...columns.map((text) => ({ text, num: true }))]} fold>
      {volumes.map(({ staffId, searches, looks, breakGlass }) => (
        <tr key={staffId}>
          <th scope="row">{staffId}</th>
          {[searches, looks, breakGlass].map((figure, place) => (
            <Cell key={columns[place]} label={columns[place]} num>
              {figure}
            </Cell>
          ))}
        </tr>
      ))}
    </Table>
  )
}
