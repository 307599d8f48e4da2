import { Fragment } from 'react'
import type { CategoryContent, FieldContent, PolicyContent } from '#domain/policies/content-schema.ts'
import { lowerFirst, number } from '#i18n/format.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { type Say, translator } from '#i18n/translator.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Line, Part, Row, Rows } from '../ui/part.tsx'
import { Cell, Table } from '../ui/table.tsx'
import { Label, Note, Prose } from '../ui/text.tsx'
import { Blocks } from './blocks.tsx'
import { Mark } from './mark.tsx'
import { Said } from './said.tsx'

interface Props {
  heading: string
  content: PolicyContent
}

/** Every category of data, and every field of it with source, purposes, grounds and retention. */
export async function DataPart({ heading, content: { categories, texts } }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'policies.data')
  const fields = categories.flatMap((category) => category.fields)
  return (
    <Part
      id="data"
      heading={heading}
      note={say('note', { categories: categories.length, fields: fields.length })}
    >
      <Blocks>
        <Prose>
          <Said points={[texts.scope, texts.definition]} />
        </Prose>
        <Table
          fold
          caption={say('table')}
          columns={[
            { text: say('category') },
            { text: say('from') },
            { text: say('examples') },
            { text: say('count'), num: true },
          ]}
        >
          {categories.map((category) => (
            <tr key={category.id}>
              <th scope="row">
                <a href={`#${category.id}`}>{category.title}</a>
              </th>
              <Cell label={say('from')}>{category.arrival}</Cell>
              <Cell label={say('examples')}>
                {category.fields
                  .slice(0, 3)
                  .map((field) => lowerFirst(field.title))
                  .join(', ')}
              </Cell>
              <Cell num label={say('count-label')}>
                {number(locale, category.fields.length)}
              </Cell>
            </tr>
          ))}
        </Table>
        <Rows>
          {categories.map((category) => (
            <Category key={category.id} category={category} say={say} />
          ))}
        </Rows>
      </Blocks>
    </Part>
  )
}

function Category({ category, say }: { category: CategoryContent; say: Say<'policies.data'> }) {
  const titleId = `${category.id}-title`
  return (
    <Row id={category.id}>
      <Line title={category.title} id={titleId} />
      <Note>{category.description}</Note>
      <Disclosure summary={say('open', { count: category.fields.length })}>
        <Table
          fold
          labelledBy={titleId}
          columns={[
            { text: say('field') },
            { text: say('from') },
            { text: say('uses') },
            { text: say('retention') },
          ]}
        >
          {category.fields.map((field) => (
            <Field key={field.id} field={field} say={say} />
          ))}
        </Table>
      </Disclosure>
    </Row>
  )
}

function Field({ field, say }: { field: FieldContent; say: Say<'policies.data'> }) {
  const { number: place, title, hint, sensitivity, consent } = field
  return (
    <tr>
      <th scope="row">
        {title}
        <Label className="block">
          {[
            place && say('number', { number: place }),
            hint,
            sensitivity === 'ordinary' ? null : say(sensitivity),
            consent && say('needs', { consent }),
          ]
            .filter(Boolean)
            .join(', ')}
          <Mark of={field.mark} />
        </Label>
      </th>
      <Cell label={say('from')}>{field.source}</Cell>
      <Cell label={say('uses')}>
        {field.uses.map(({ purpose, basis, mark }, place) => (
          <Fragment key={purpose}>
            {place > 0 && '; '}
            {say('use', { purpose, basis: lowerFirst(basis) })}
            <Mark of={mark} />
          </Fragment>
        ))}
      </Cell>
      <Cell label={say('retention')}>
        {field.retention}
        <Mark of={field.retentionMark} />
      </Cell>
    </tr>
  )
}
