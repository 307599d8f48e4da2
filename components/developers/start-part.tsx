import type { IdsView } from '#domain/policies/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { Part, Row, Rows } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Note, Prose } from '../ui/text.tsx'
import { firstRequest } from './first-request.ts'

export interface Start {
  /** Where the portal is served. */
  address: string
  /** A key and a customer that work here, in the demo alone. */
  demo: { key: string; customer: string } | null
  ids: IdsView
}

/** The beginning: the address, a key, a first request that works, and the ids that requests name. */
export async function StartPart({ address, demo, ids }: Start) {
  const say = translator(await readerLocale(), 'developers.start')
  return (
    <>
      <Part id="start" heading={say('title')}>
        <Facts>
          <Fact term={say('base')}>
            <code>{address}/api/v1</code>
          </Fact>
          <Fact term={say('key')}>{say('key-how')}</Fact>
        </Facts>
        <h3 className="mt-6">{say('first')}</h3>
        <Note>{say(demo ? 'first-demo' : 'first-note')}</Note>
        <pre className="sample">
          <code>{firstRequest(address, demo?.key ?? 'arqau_…', demo?.customer ?? 'C-1048')}</code>
        </pre>
        <Prose>
          <p>{say('answer')}</p>
          <p>{say('faults')}</p>
        </Prose>
      </Part>
      <Part id="ids" heading={say('ids')} note={say('ids-note')}>
        <Rows>
          {(['consents', 'fields', 'recipients', 'purposes', 'automatedDecisions'] as const).map((kind) => (
            <Row key={kind} id={`ids-${kind}`}>
              <Disclosure summary={say(kind, { count: ids[kind].length })}>
                <Table
                  caption={say(kind, { count: ids[kind].length })}
                  columns={[{ text: say('id') }, { text: say('called') }]}
                >
                  {ids[kind].map(({ id, title, ...rest }) => (
                    <tr key={id}>
                      <th scope="row">
                        <code>{id}</code>
                      </th>
                      <Cell>
                        {title}
                        {'collective' in rest && rest.collective && <Note>{say('collective')}</Note>}
                        {'factors' in rest && <DecisionParts parts={rest} />}
                      </Cell>
                    </tr>
                  ))}
                </Table>
              </Disclosure>
            </Row>
          ))}
        </Rows>
      </Part>
    </>
  )
}

/** The ids of what a kind of decision is made from, and of what it can come to. */
async function DecisionParts({
  parts: { factors, outcomes },
}: {
  parts: Pick<IdsView['automatedDecisions'][number], 'factors' | 'outcomes'>
}) {
  const say = translator(await readerLocale(), 'developers.start')
  return (
    <Note>
      {say.rich('automated-parts', {
        factors: factors.join(', '),
        outcomes: outcomes.join(', '),
        code: (ids) => <code>{ids}</code>,
      })}
    </Note>
  )
}
