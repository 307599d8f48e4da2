import type { FieldContent, PolicyContent } from '#domain/policies/content-schema.ts'
import { listed } from '#i18n/describe/recipients.ts'
import { lowerFirst } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Label, Note, Prose } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'
import { Blocks } from './blocks.tsx'
import { Door } from './doors.tsx'
import { Mark } from './mark.tsx'

interface Props {
  heading: string
  content: PolicyContent
}

/** The three legal bases, the purposes that rest on each, and one field as an example. */
export async function PurposesPart({ heading, content }: Props) {
  const say = translator(await readerLocale(), 'policies.purposes')
  const { bases, purposes, categories } = content
  const fields = categories.flatMap((category) => category.fields)
  const example = fields.find((field) => field.id === 'address') ?? fields[0]
  return (
    <Part id="purposes" heading={heading}>
      <Blocks>
        <Prose>
          <h3>{say('bases')}</h3>
          <p>{say('bases-intro')}</p>
        </Prose>
        <Facts>
          {bases.map((basis) => (
            <Fact key={basis.id} term={basis.title}>
              {basis.sentence} {basis.id === 'consent' && <Door to="consents" />}{' '}
              {basis.citation && <Label>{basis.citation}</Label>}
            </Fact>
          ))}
        </Facts>
        {example && <Example field={example} />}
        <Rows>
          {purposes.map((purpose) => (
            <Row key={purpose.id}>
              <Line title={purpose.title}>
                <Label>{purpose.basis}</Label>
              </Line>
              <Note>
                {purpose.description} {say('fields', { count: purpose.fields })}{' '}
                {say(purpose.refusable ? 'refusable' : 'unrefusable')}
                <Mark of={purpose.mark} />
              </Note>
            </Row>
          ))}
        </Rows>
      </Blocks>
    </Part>
  )
}

async function Example({ field }: { field: FieldContent }) {
  const say = translator(await readerLocale(), 'policies.purposes')
  return (
    <div className="grid gap-4">
      <Prose>
        <h3 id="example">{say('example', { field: lowerFirst(field.title) })}</h3>
      </Prose>
      <Thread shape="across" labelledBy="example">
        <Knot knot="ring" line="solid" label={say('from')}>
          {field.source}
        </Knot>
        <Knot knot="stitch" line="solid" label={say('what-for')}>
          {listed(field.uses.map((use) => use.purpose))}
        </Knot>
        <Knot knot="disc" line="dots" label={say('to-whom')}>
          {field.recipients.join(', ') || say('no-one')}
        </Knot>
        <Knot knot="stop" line="none" label={say('until')}>
          {field.retention}
        </Knot>
      </Thread>
    </div>
  )
}
