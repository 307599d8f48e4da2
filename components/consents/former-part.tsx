import type { FormerConsentWords } from '#i18n/describe/consents.ts'
import type { Say } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Knot, Thread } from '../ui/thread.tsx'

interface Props {
  former: FormerConsentWords[]
  say: Say<'consents'>
  /** Whether the reader may follow links to receipts; in a look there are none. */
  live: boolean
}

/** The consents that are not in the policy any more: what was decided on them, with the receipts. */
export function FormerPart({ former, say, live }: Props) {
  if (former.length === 0) return null
  return (
    <Part id="former" heading={say('former.title')} note={say('former.note')}>
      <Rows>
        {former.map(({ id, title, history }) => (
          <Row key={id} id={id}>
            <Line title={title} />
            <Thread shape="log">
              {history.map(({ id: decision, knot, line, when, dateTime, text, receiptLabel }) => (
                <Knot
                  key={dateTime + text}
                  knot={knot === 'now' ? 'disc' : knot}
                  line={line}
                  label={when}
                  dateTime={dateTime}
                >
                  {text}{' '}
                  {decision && live && (
                    <PortalLink href={`/receipts/${decision}`} aria-label={receiptLabel}>
                      {say('history.receipt')}
                    </PortalLink>
                  )}
                </Knot>
              ))}
            </Thread>
          </Row>
        ))}
      </Rows>
    </Part>
  )
}
