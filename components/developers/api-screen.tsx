import { Fragment, type ReactNode } from 'react'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Part, Row, Rows } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Lede, Note, Prose } from '../ui/text.tsx'
import type { ApiView, ContentField, MediaContent, OperationView } from './document.ts'

/** The page that describes the machine API, an operation at a time. It is in English, as the document is. */
export async function ApiScreen({ api }: { api: ApiView }) {
  const say = translator(await readerLocale(), 'developers')
  const json = (text: ReactNode) => <a href="/developers/openapi.json">{text}</a>
  return (
    <>
      <PageHead title={say('title')}>
        <Lede>{say('lede')}</Lede>
        <Note>{say.rich('document', { json, version: api.version })}</Note>
      </PageHead>
      <Part heading={say('common')} note={say('in-english')}>
        <div lang="en">
          <Prose>
            <Told text={api.description} />
          </Prose>
        </div>
      </Part>
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

interface CarriedProps {
  title: string
  about?: string
  content: MediaContent | null
}

/** A body or an answer: its fields, then an example. */
async function Carried({ title, about, content }: CarriedProps) {
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

async function Fields({ caption, fields }: { caption: string; fields: ContentField[] }) {
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

/** Paragraphs of a description. */
const Told = ({ text }: { text: string }) =>
  text.split('\n\n').map((paragraph) => (
    <p key={paragraph}>
      <Coded text={paragraph} />
    </p>
  ))

/** Text in which backticks set off what is code. */
const Coded = ({ text }: { text: string }) =>
  text.split('`').map((piece, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move
    place % 2 === 1 ? <code key={place}>{piece}</code> : <Fragment key={place}>{piece}</Fragment>,
  )
