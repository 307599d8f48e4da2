import type { ReactNode } from 'react'
import type { GroundWords, RecipientWords } from '#i18n/describe/recipients.ts'
import type { Say } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { AskAbout } from '../shell/request-links.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Icon } from '../ui/icon.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { Actions, Line, Row } from '../ui/part.tsx'
import { Label, Note, Urgent } from '../ui/text.tsx'

interface Props {
  words: RecipientWords
  say: Say<'recipients.row'>
}

/** A row about a recipient: what it receives, then on what ground and how often. It opens on the details. */
export function RecipientRow({ words, say }: Props) {
  const { id, name, kind, sentence, grounds, abroad, state, told, facts } = words
  return (
    <Row id={id}>
      <Line title={name} />
      <Disclosure
        fold
        summary={
          <>
            {abroad && (
              <Urgent tone="soon">
                <Icon name="abroad" small /> {abroad}{' '}
              </Urgent>
            )}
            {state && <StateLabel is="off">{state} </StateLabel>}
            {sentence}
          </>
        }
        kept={
          <>
            {kind && <Label>{kind}</Label>}
            {grounds.map((ground) => (
              <Note key={ground.key + ground.consent}>
                {ground.purpose} <Ground ground={ground} say={say} />
              </Note>
            ))}
            <Note>{told}</Note>
          </>
        }
      >
        <Facts>
          {facts.map(({ term, lines }) => (
            <Fact key={term} term={term}>
              {lines.length === 1 ? lines : lines.map((line) => <p key={line}>{line}</p>)}
            </Fact>
          ))}
        </Facts>
        <Actions>
          {words.pathLabel && (
            <PortalLink href={`/recipients?recipient=${id}#flow`} aria-label={words.pathLabel}>
              {say('show-path')}
            </PortalLink>
          )}
          {words.toldLabel && (
            <PortalLink
              href={`/recipients?recipient=${id}&period=all#disclosures`}
              aria-label={words.toldLabel}
            >
              {say('show-told')}
            </PortalLink>
          )}
          <AskAbout recipient={id} label={words.askLabel}>
            {say('ask')}
          </AskAbout>
        </Actions>
      </Disclosure>
    </Row>
  )
}

function Ground({
  ground: { key, consent, title, date },
  say,
}: Pick<Props, 'say'> & { ground: GroundWords }) {
  const link = (words: ReactNode) => <PortalLink href={`/consents#${consent}`}>{words}</PortalLink>
  switch (key) {
    case 'contract':
    case 'law':
      return say(`ground.${key}`)
    case 'on':
    case 'withdrawn':
    case 'expired':
    case 'outgrown':
    case 'never':
      return say.rich(`ground.${key}`, { title, date, link })
    default:
      return null
  }
}
