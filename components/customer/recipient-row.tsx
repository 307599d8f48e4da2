import Link from 'next/link'
import type { ReactNode } from 'react'
import type { RecipientWords } from '#i18n/describe/recipients.ts'
import { getTranslations } from '#i18n/translations.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Icon } from '../ui/icon.tsx'
import { State } from '../ui/notice.tsx'
import { Actions, Line, Row } from '../ui/part.tsx'
import { Label, Note, Urgent } from '../ui/text.tsx'

/** A recipient: who it is, what it receives, on what ground, how often it was told; the rest unfolds. */
export async function RecipientRow({ words }: { words: RecipientWords }) {
  const say = await getTranslations('recipients.row')
  const { id, name, kind, sentence, ground, abroad, state, told, facts } = words
  return (
    <Row id={id}>
      <Line title={name}>
        {abroad && (
          <Urgent tone="soon">
            <Icon name="abroad" small /> {abroad}
          </Urgent>
        )}
        {state && <State is="off">{state}</State>}
      </Line>
      {kind && <Label>{kind}</Label>}
      <p>{sentence}</p>
      {ground.key !== 'none' && (
        <Note>
          <Ground ground={ground} />
        </Note>
      )}
      <Disclosure summary={told}>
        <Facts>
          {facts.map(({ term, lines }) => (
            <Fact key={term} term={term}>
              {lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </Fact>
          ))}
        </Facts>
        {(words.pathLabel || words.toldLabel) && (
          <Actions>
            {words.pathLabel && (
              <Link href={`/recipients?recipient=${id}#flow`} aria-label={words.pathLabel} prefetch={false}>
                {say('show-path')}
              </Link>
            )}
            {words.toldLabel && (
              <Link
                href={`/recipients?recipient=${id}&period=all#disclosures`}
                aria-label={words.toldLabel}
                prefetch={false}
              >
                {say('show-told')}
              </Link>
            )}
          </Actions>
        )}
      </Disclosure>
    </Row>
  )
}

async function Ground({ ground: { key, consent, title, date } }: { ground: RecipientWords['ground'] }) {
  const say = await getTranslations('recipients.row.ground')
  const link = (words: ReactNode) => (
    <Link href={`/consents#${consent}`} prefetch={false}>
      {words}
    </Link>
  )
  switch (key) {
    case 'contract':
    case 'law':
      return say(key)
    case 'on':
    case 'withdrawn':
    case 'expired':
    case 'never':
      return say.rich(key, { title, date, link })
    default:
      return null
  }
}
