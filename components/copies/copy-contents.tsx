import type { PartWords } from '#i18n/describe/copies.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Part } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'

/** What is in a copy, part by part. */
export async function CopyContents({ parts }: { parts: PartWords[] }) {
  const say = translator(await readerLocale(), 'copies')
  return (
    <Part heading={say('inside.title')} note={say('inside.note')}>
      <Table
        fold
        label={say('inside.title')}
        columns={[{ text: say('inside.part') }, { text: say('inside.contents') }]}
      >
        {parts.map(({ id, title, contents }) => (
          <tr key={id}>
            <th scope="row">{title}</th>
            <Cell>{contents}</Cell>
          </tr>
        ))}
      </Table>
    </Part>
  )
}
