import type { ReactNode } from 'react'
import type { ChangeWords, TaskWords } from '#i18n/describe/tasks.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { PortalLink } from '../shell/portal-link.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { StateLabel } from '../ui/notice.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Label, Note, Urgent, Value } from '../ui/text.tsx'

/** The systems to which a request was sent, each with what it has answered. */
export function TaskRows({ tasks }: { tasks: TaskWords[] }) {
  return (
    <Rows>
      {tasks.map(({ id, system, state, sent, fields }) => (
        <Row key={id}>
          <Line title={system}>
            <StateLabel is={state.is}>{state.text}</StateLabel>
          </Line>
          <Note>{sent}</Note>
          <Facts>
            {fields.map((field) => (
              <Fact key={field.id} term={field.what}>
                {field.outcome}
                {field.at && <Note>{field.late ? <Urgent tone="late">{field.at}</Urgent> : field.at}</Note>}
                {field.why && <Note>{field.why}</Note>}
              </Fact>
            ))}
          </Facts>
        </Row>
      ))}
    </Rows>
  )
}

/** The part of a request's page on the bank's systems; nothing before it was sent to any. */
export async function RequestTasks({ tasks }: { tasks: TaskWords[] }) {
  if (tasks.length === 0) return null
  const say = translator(await readerLocale(), 'tasks')
  return (
    <Part id="systems" heading={say('title')} note={say('intro')}>
      <TaskRows tasks={tasks} />
    </Part>
  )
}

/** The values that a request has changed, each with what stood before, masked as on the page of the data. */
export async function RequestChanges({ changes }: { changes: ChangeWords[] }) {
  if (changes.length === 0) return null
  const locale = await readerLocale()
  const say = translator(locale, 'tasks.changes')
  return (
    <Part id="changes" heading={say('title')}>
      <Rows>
        {changes.map(({ key, field, what, by, before, after }) => (
          <Row key={key}>
            <Line title={what}>
              <Label>{by}</Label>
            </Line>
            <Facts>
              <Fact term={say('before')}>
                {before ? <Shown {...before} /> : <Value none>{say('nothing')}</Value>}
              </Fact>
              <Fact term={say('after')}>
                <Shown {...after} />
              </Fact>
            </Facts>
            <Note>
              {say.rich('whole', {
                way: (chunks: ReactNode) => (
                  <PortalLink href={`/data?field=${encodeURIComponent(field)}`}>{chunks}</PortalLink>
                ),
              })}
            </Note>
          </Row>
        ))}
      </Rows>
    </Part>
  )
}

const Shown = ({ value, spoken }: ChangeWords['after']) =>
  spoken === undefined ? <Value>{value}</Value> : <Value masked={spoken}>{value}</Value>
