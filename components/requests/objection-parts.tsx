import type { ObjectionView } from '#domain/requests/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note, Value } from '../ui/text.tsx'

/** What of the policy can be refused and what then stops; and what nobody can refuse, and why. To read: nothing changes by it. */
export async function ObjectionParts({ objection }: { objection: ObjectionView }) {
  const say = translator(await readerLocale(), 'requests.objection')
  const { refusable, unrefusable } = objection
  return (
    <>
      <Part id="refusable" heading={say('refusable')} note={say('refusable-note')}>
        <Rows>
          {refusable.map(({ consent, title, stops, keeps }) => (
            <Row key={consent}>
              <Line title={<PortalLink href={`/consents#${consent}`}>{title}</PortalLink>} />
              <Note>
                {stops.length > 0 ? say('stops', { list: stops.join('; ') }) : say('nothing-stops')}{' '}
                {keeps.length > 0 && say('keeps', { list: keeps.join('; ') })}
              </Note>
            </Row>
          ))}
        </Rows>
      </Part>
      <Part id="unrefusable" heading={say('unrefusable')} note={say('unrefusable-note')}>
        <Rows>
          {unrefusable.map(({ id, title, reason, basis }) => (
            <Row key={id}>
              <Line title={title}>
                <Value>{basis}</Value>
              </Line>
              <Note>{reason}</Note>
            </Row>
          ))}
        </Rows>
      </Part>
    </>
  )
}
