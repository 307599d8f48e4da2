'use client'

import type { Route } from 'next'
import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Input } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions, Empty, Line, Part, Row, Rows } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'

/** The action that finds the customer of a query; null when there is none, or when several share the number. */
export type Find = FormAction<{
  query: string
  customer: {
    search: string
    name: string | null
    /** What a look can be asked for: open complaints and contacts. */
    grounds: { reference: string; href: Route; title: string; note: string }[]
  } | null
  shared: boolean
}>

interface Props {
  find: Find
  words: Record<
    | 'query'
    | 'hint'
    | 'find'
    | 'none'
    | 'unregistered'
    | 'shared'
    | 'noGrounds'
    | 'ask'
    | 'nameless'
    | 'signIn'
    | 'enterComplaint'
    | 'enterRequest'
    | 'takeContact'
    | 'restrict',
    string
  >
}

/** The search for a customer. It finds one customer at most, and works without script. */
export function CustomerSearch({ find, words }: Props) {
  const [state, search, searching] = useActionState(find, untouched)
  const query = state.shown?.query ?? typedOr(state, 'query')
  const found = state.shown?.customer
  return (
    <>
      <Form action={search} autoComplete="off">
        <Input
          key={query}
          id="query"
          name="query"
          label={words.query}
          hint={words.hint}
          error={wrongWith(state)}
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
        {found === null && <Empty>{state.shown?.shared ? words.shared : words.none}</Empty>}
        {found === null && !state.shown?.shared && <Note>{words.unregistered}</Note>}
        {found && (
          <Part heading={found.name ?? words.nameless}>
            <div className="grid gap-6">
              <Actions>
                <ButtonLink href={`/staff/customers/${found.search}/contact`}>{words.takeContact}</ButtonLink>
                <ButtonLink href={`/staff/customers/${found.search}/complaint`}>
                  {words.enterComplaint}
                </ButtonLink>
                <ButtonLink href={`/staff/customers/${found.search}/request`}>
                  {words.enterRequest}
                </ButtonLink>
                <ButtonLink href={`/staff/customers/${found.search}`}>{words.signIn}</ButtonLink>
                <ButtonLink href={`/staff/customers/${found.search}/restrictions`}>
                  {words.restrict}
                </ButtonLink>
              </Actions>
              {found.grounds.length === 0 && <Empty>{words.noGrounds}</Empty>}
              <Rows>
                {found.grounds.map(({ reference, href, title, note }) => (
                  <Row key={reference}>
                    <Line title={title} />
                    <Note>{note}</Note>
                    <Actions>
                      <ButtonLink href={href}>{words.ask}</ButtonLink>
                    </Actions>
                  </Row>
                ))}
              </Rows>
            </div>
          </Part>
        )}
      </div>
    </>
  )
}
