import { Fragment } from 'react'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Cell, Table } from '../ui/table.tsx'
import { Note } from '../ui/text.tsx'
import type { ContentField, MediaContent } from './document.ts'

interface CarriedProps {
  title: string
  about?: string
  content: MediaContent | null
}

/** A body or an answer: its fields, then an example. */
export async function Carried({ title, about, content }: CarriedProps) {
  const say = translator(await readerLocale(), 'developers')
  return (
    <div className="grid grid-cols-1 gap-2">
      <h4>{content ? `${title}, ${content.type}` : title}</h4>
      {about && (
        <p lang="en">
          <Coded text={about} />
        </p>
      )}
      {content && content.fields.length > 0 && <Fields caption={say('fields')} fields={content.fields} />}
      {content?.example && (
        <>
          <Note>{say('example')}</Note>
          <pre className="sample">
            <code>{content.example}</code>
          </pre>
        </>
      )}
    </div>
  )
}

export async function Fields({ caption, fields }: { caption: string; fields: ContentField[] }) {
  const say = translator(await readerLocale(), 'developers')
  return (
    <Table
      fold
      caption={caption}
      columns={[{ text: say('field') }, { text: say('type') }, { text: say('meaning') }]}
    >
      {fields.map(({ name, type, required, description }) => (
        <tr key={name}>
          <th scope="row">
            <code>{name}</code>
          </th>
          <Cell label={say('type')}>
            <code>{type}</code> {!required && <Note>{say('optional')}</Note>}
          </Cell>
          <Cell label={description ? say('meaning') : undefined}>
            <span lang="en">
              <Coded text={description} />
            </span>
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

/** Text in which backticks set off what is code. */
export const Coded = ({ text }: { text: string }) =>
  text.split('`').map((piece, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move
    place % 2 === 1 ? <code key={place}>{piece}</code> : <Fragment key={place}>{piece}</Fragment>,
  )
