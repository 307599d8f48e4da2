'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Input } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Actions, Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

export interface SearchState {
  query: string
  error?: string
  /** Null when there is no such customer; absent before the first search. */
  found?: { name: string | null; complaints: { reference: string; title: string; due: string }[] } | null
}

interface Props {
  find: (before: SearchState, form: FormData) => Promise<SearchState>
  words: Record<'query' | 'hint' | 'find' | 'none' | 'noComplaints' | 'ask' | 'nameless', string>
}

/** One field, one customer at most. Works without script. */
export function CustomerSearch({ find, words }: Props) {
  const [{ query, error, found }, search, searching] = useActionState(find, { query: '' })
  return (
    <>
      <Form action={search} autoComplete="off">
        <Input
          key={query}
          id="query"
          name="query"
          label={words.query}
          hint={words.hint}
          error={error}
          defaultValue={query}
          required
        />
        <p>
          <Button type="submit" kind="main" aria-disabled={searching}>
            {words.find}
          </Button>
        </p>
      </Form>
      <div role="status" className="mt-8">
        {found === null && <Empty>{words.none}</Empty>}
        {found && (
          <Part heading={found.name ?? words.nameless}>
            {found.complaints.length === 0 && <Empty>{words.noComplaints}</Empty>}
            <Rows>
              {found.complaints.map(({ reference, title, due }) => (
                <Row key={reference}>
                  <Line title={title} />
                  <Note>{due}</Note>
                  <Actions>
                    <ButtonLink href={`/staff/looks/new?complaint=${encodeURIComponent(reference)}`}>
                      {words.ask}
                    </ButtonLink>
                  </Actions>
                </Row>
              ))}
            </Rows>
          </Part>
        )}
      </div>
    </>
  )
}
