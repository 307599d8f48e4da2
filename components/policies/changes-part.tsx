import type { PolicyChange, PolicyView } from '#domain/policies/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { Empty, Part } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Note } from '../ui/text.tsx'

interface Props {
  heading: string
  view: Pick<PolicyView, 'number' | 'changes'>
}

/** The changes from the version before. Changes that only programs read are counted, not listed. */
export async function ChangesPart({ heading, view: { number, changes } }: Props) {
  const say = translator(await readerLocale(), 'policies.changes')
  if (!changes)
    return (
      <Part id="changes" heading={heading}>
        <Empty>{say('first')}</Empty>
      </Part>
    )
  const technical = changes.filter(isTechnical)
  const shown = changes.filter((change) => !isTechnical(change))
  return (
    <Part id="changes" heading={heading} note={say('note', { number: number - 1, count: shown.length })}>
      {shown.length === 0 ? (
        <Empty>{say('none', { number: number - 1 })}</Empty>
      ) : (
        <Table fold columns={[{ text: say('item') }, { text: say('change') }]}>
          {shown.map((change) => (
            <Change key={`${change.kind}:${change.id}`} change={change} say={say} />
          ))}
        </Table>
      )}
      {technical.length > 0 && <Note className="mt-5">{say('technical', { count: technical.length })}.</Note>}
    </Part>
  )
}

const isTechnical = ({ aspects }: PolicyChange) => aspects.length === 1 && aspects[0] === 'detail'

interface ChangeProps {
  change: PolicyChange
  say: Say<'policies.changes'>
}

function Change({ change: { kind, title, change, aspects }, say }: ChangeProps) {
  const about = aspects.map((aspect) => say(`aspects.${aspect}`)).join(', ')
  return (
    <tr>
      <th scope="row">
        {say(`kinds.${kind}`)}: {title}
      </th>
      <Cell label={say('change')}>{say(change, { aspects: about })}</Cell>
    </tr>
  )
}
