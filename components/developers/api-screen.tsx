import type { ReactNode } from 'react'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Part, Row, Rows } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Lede, Note, Prose } from '../ui/text.tsx'
import { Carried, Coded, Fields } from './carried.tsx'
import type { ApiView, OperationView } from './document.ts'
import { type Start, StartPart } from './start-part.tsx'
import { WebhooksPart } from './webhooks-part.tsx'

/** The page that describes the machine API: how to begin, then an operation at a time, in English as the document is. */
export async function ApiScreen({ api, start }: { api: ApiView; start: Start }) {
  const say = translator(await readerLocale(), 'developers')
  const json = (text: ReactNode) => <a href="/developers/openapi.json">{text}</a>
  return (
    <>
      <PageHead title={say('title')}>
        <Lede>{say('lede')}</Lede>
        <Note>{say.rich('document', { json, version: api.version })}</Note>
      </PageHead>
      <StartPart {...start} />
      <WebhooksPart webhooks={api.webhooks} />
      <Part heading={say('common')} note={say('in-english')}>
        <div lang="en">
          <Prose>
            <Told text={api.description} />
          </Prose>
        </div>
      </Part>
      <div id="operations">
        {api.groups.map(({ name, description, operations }) => (
          <Part
            key={name}
            id={name.toLowerCase().replaceAll(' ', '-')}
            heading={<span lang="en">{name}</span>}
            note={<span lang="en">{description}</span>}
          >
            <Rows>
              {operations.map((operation) => (
                <Operation key={operation.id} operation={operation} />
              ))}
            </Rows>
          </Part>
        ))}
      </div>
    </>
  )
}

async function Operation({ operation }: { operation: OperationView }) {
  const say = translator(await readerLocale(), 'developers')
  const { id, method, path, summary, description, permission, parameters, body, answers, refusals } =
    operation
  return (
    <Row id={id}>
      <h3 className="sample-title" lang="en">
        {method} {path}
      </h3>
      <Disclosure summary={<span lang="en">{summary}</span>}>
        <div lang="en">
          <Prose>
            <Told text={description} />
          </Prose>
        </div>
        <Facts>
          <Fact term={say('permission')}>
            <code>{permission}</code>
          </Fact>
          <Fact term={say('name')}>
            <code>{id}</code>
          </Fact>
        </Facts>
        {parameters.length > 0 && (
          <Fields
            caption={say('parameters')}
            fields={parameters.map(({ place, ...field }) => ({ ...field, type: `${place}, ${field.type}` }))}
          />
        )}
        {body && <Carried title={say('body')} content={body} />}
        {answers.map(({ status, description, content }) => (
          <Carried key={status} title={say('answer', { status })} about={description} content={content} />
        ))}
        <Table fold caption={say('refusals')} columns={[{ text: say('status') }, { text: say('meaning') }]}>
          {refusals.map(({ status, description }) => (
            <tr key={status}>
              <th scope="row">{status}</th>
              <Cell label={say('meaning')}>
                <span lang="en">{description}</span>
              </Cell>
            </tr>
          ))}
        </Table>
      </Disclosure>
    </Row>
  )
}

/** Paragraphs of a description. */
const Told = ({ text }: { text: string }) =>
  text.split('\n\n').map((paragraph) => (
    <p key={paragraph}>
      <Coded text={paragraph} />
    </p>
  ))
