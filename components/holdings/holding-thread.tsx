import { Fragment } from 'react'
import type { FieldRecipient, FieldView, HeldView } from '#domain/holdings/schema.ts'
import type { ThreadWords } from '#i18n/describe/holdings.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PortalButton, PortalLink } from '../shell/portal-link.tsx'
import { requestLinks } from '../shell/request-links.tsx'
import { Icon } from '../ui/icon.tsx'
import { Actions } from '../ui/part.tsx'
import { Note, Urgent } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'

interface Props {
  field: FieldView
  held: HeldView
  words: ThreadWords
}

/** Source, purposes, recipients and retention of a field; then what the customer can do about it. */
export async function HoldingThread({ field, held, words: { from, purposes, until } }: Props) {
  const say = translator(await readerLocale(), 'holdings')
  const receiving = field.recipients.filter((recipient) => recipient.live)
  const stopped = field.recipients.filter((recipient) => !recipient.live)
  return (
    <>
      <Thread shape="across">
        <Knot knot="ring" line="solid" label={say('thread.from')}>
          {from}
        </Knot>
        <Knot knot="stitch" line={receiving.length > 0 ? 'solid' : 'cut'} label={say('thread.purposes')}>
          {purposes.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Knot>
        <Knot knot={receiving.length > 0 ? 'disc' : 'next'} line="dots" label={say('thread.recipients')}>
          {receiving.length > 0 ? <Recipients list={receiving} /> : <p>{say('no-recipients')}</p>}
          {stopped.length > 0 && (
            <Note>
              {say(field.restriction ? 'restricted-recipients' : 'stopped-recipients')}{' '}
              <Recipients list={stopped} />
            </Note>
          )}
        </Knot>
        <Knot knot="stop" line="none" label={say('thread.until')}>
          {until}
        </Knot>
      </Thread>
      <Requests field={field} />
      <Actions>
        <PortalButton kind="text" href={`/complaints/new?field=${field.id}`}>
          {say('complain')}
        </PortalButton>
        {field.consent && (
          <PortalButton kind="text" href={`/consents#${field.consent.id}`}>
            {say('consent.see')}
          </PortalButton>
        )}
        {held.reveals + held.staffReveals > 0 ? (
          <PortalButton kind="text" href="/activity?kind=data">
            {say(held.staffReveals > 0 ? 'reveals-by-staff' : 'reveals', {
              count: held.reveals,
              staff: held.staffReveals,
            })}
          </PortalButton>
        ) : (
          held.revealable && <span className="note">{say('reveals', { count: 0 })}</span>
        )}
      </Actions>
    </>
  )
}

/** The requests that fit a field: none to restrict what is restricted. */
async function Requests({ field: { id, restriction } }: Pick<Props, 'field'>) {
  const links = requestLinks({ kind: 'field', id }, ['correction', 'restriction', 'deletion'])
  if (!links) return null
  const say = translator(await readerLocale(), 'holdings')
  return <Note>{say.rich(restriction ? 'requests-restricted' : 'requests', links)}</Note>
}

/** The recipients as links. Those abroad have a mark and the names of the countries. */
function Recipients({ list }: { list: FieldRecipient[] }) {
  return list.map((recipient, place) => (
    <Fragment key={recipient.id}>
      {place > 0 && ', '}
      <PortalLink href={`/recipients#${recipient.id}`}>{recipient.name}</PortalLink>
      {recipient.abroad.length > 0 && (
        <Urgent tone="soon">
          {' '}
          <Icon name="abroad" small /> {recipient.abroad.join(', ')}
        </Urgent>
      )}
    </Fragment>
  ))
}
