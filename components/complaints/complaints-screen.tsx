import type { ComplaintRowWords } from '#i18n/describe/complaints.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { LookNote } from '../shell/look-note.tsx'
import { PortalButton, PortalLink } from '../shell/portal-link.tsx'
import { Clock } from '../ui/clock.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Actions, Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

const groups = ['open', 'answered', 'closed'] as const

/** The list of the customer's complaints: those that await an answer with their clocks, the answered, the closed. */
export async function ComplaintsScreen({ complaints }: { complaints: ComplaintRowWords[] }) {
  const say = translator(await readerLocale(), 'complaints')
  const none = complaints.length === 0
  return (
    <>
      <PageHead title={say('title')}>
        <p>{say('intro')}</p>
        <LookNote />
        <Actions>
          <PortalButton kind="main" href="/complaints/new">
            {say('file')}
          </PortalButton>
          <Note>
            {say('urgent')}{' '}
            <PortalLink href="/complaints/new?kind=unauthorised-use">{say('urgent-link')}</PortalLink>
          </Note>
        </Actions>
      </PageHead>
      {groups.map((group) => {
        const rows = complaints.filter((one) => one.group === group)
        if (rows.length === 0 && group !== 'open') return null
        return (
          <Part
            key={group}
            heading={say(`groups.${group}`)}
            note={rows.length > 0 && say('count', { count: rows.length })}
          >
            {rows.length === 0 && <Empty>{say(none ? 'empty.none' : 'empty.open')}</Empty>}
            {rows.length > 0 && (
              <Rows>
                {rows.map((one) => (
                  <CaseRow key={one.id} complaint={one} />
                ))}
              </Rows>
            )}
          </Part>
        )
      })}
    </>
  )
}

function CaseRow({ complaint: { id, subject, state, sentence, clock } }: { complaint: ComplaintRowWords }) {
  return (
    <Row>
      <Line
        title={
          <PortalLink href={`/complaints/${id}`} className="wrap-anywhere">
            {subject}
          </PortalLink>
        }
      >
        <StateLabel is={state.is}>{state.text}</StateLabel>
      </Line>
      <Note>{sentence}</Note>
      {clock && <Clock mini {...clock} />}
    </Row>
  )
}
