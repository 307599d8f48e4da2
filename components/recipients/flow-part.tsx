import type { FlowWords } from '#i18n/describe/flow.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Pick } from '../ui/form.tsx'
import { Empty, Part } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Note } from '../ui/text.tsx'
import { bank, type FlowLinks } from './flow-links.ts'
import { NarrowFlow, WideFlow } from './flow-picture.tsx'

interface Props {
  words: FlowWords
  links: FlowLinks
  /** The recipient whose path is followed. */
  hot: string | null
}

/** The flow of data from sources through purposes to recipients, as a picture and as a table. */
export async function FlowPart({ words, links, hot }: Props) {
  const say = translator(await readerLocale(), 'recipients.flow')
  if (words.paths.length === 0) {
    return (
      <Part id="flow" heading={say('title')} wide>
        <Empty>{say('empty')}</Empty>
      </Part>
    )
  }
  const heads = { from: say('from'), why: say('why'), to: say('to') }
  const picture = { words, links, label: say('label'), heads }
  const options = [
    { value: 'picture', text: say('picture') },
    { value: 'table', text: say('table') },
  ]
  return (
    <Part id="flow" heading={say('title')} wide>
      <div key={hot} className="swap">
        <Pick name="view" label={say('view')} options={options} picked="picture" />
        <figure className="flow as-picture">
          <WideFlow {...picture} />
          <NarrowFlow {...picture} />
          <figcaption className="note grid gap-2">
            {words.followed && <p>{words.followed}</p>}
            <p>{words.legend}</p>
            <OtherPaths words={words} hot={hot} lead={say('others')} />
          </figcaption>
        </figure>
        <div className="as-table">
          <FlowTable words={words} heads={heads} data={say('data')} why={say('why-basis')} />
        </div>
      </div>
    </Part>
  )
}

function OtherPaths({ words, hot, lead }: { words: FlowWords; hot: string | null; lead: string }) {
  const others = words.recipients.filter(({ id }) => id !== hot && id !== bank)
  if (others.length === 0) return null
  return (
    <Note>
      {lead}{' '}
      {others.map(({ id, title }, place) => (
        <span key={id}>
          {place > 0 && ', '}
          <PortalLink href={`/recipients?recipient=${id}#flow`}>{title}</PortalLink>
        </span>
      ))}
    </Note>
  )
}

interface TableProps {
  words: FlowWords
  heads: { from: string; to: string }
  data: string
  why: string
}

function FlowTable({ words, heads, data, why }: TableProps) {
  const columns = [heads.to, heads.from, data, why].map((text) => ({ text }))
  return (
    <Table columns={columns} fold>
      {words.paths.map((path) => (
        <tr key={path.key}>
          <th scope="row">{path.recipient}</th>
          <Cell label={heads.from}>{path.source}</Cell>
          <Cell label={data}>{path.data}</Cell>
          <Cell label={why}>
            {path.purpose}
            <Note>{path.basis}</Note>
          </Cell>
        </tr>
      ))}
    </Table>
  )
}
