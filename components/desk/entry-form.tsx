'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Choice, Choices } from '../ui/choice.tsx'
import { Input, Select, Textarea } from '../ui/field.tsx'
import { Form, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched, wrongWith } from '../ui/form-state.ts'

export interface EntryOption {
  value: string
  text: string
}
interface Props {
  enter: FormAction
  /** The search that found the customer. */
  search: string
  /** The entry's own id, by which it is registered once. */
  id: string
  channels: EntryOption[]
  kinds: EntryOption[]
  languages: EntryOption[]
  /** The customer's language. */
  language: string
  /** What it can be about, in groups; a value is `kind:id`. */
  choices: { title: string; options: { value: string; title: string }[] }[]
  /** Today, as ISO date. */
  today: string
  words: Record<
    | 'channel'
    | 'received'
    | 'receivedHint'
    | 'kind'
    | 'about'
    | 'aboutNone'
    | 'language'
    | 'text'
    | 'textHint'
    | 'send',
    string
  > &
    // Of a request: how it was checked whose it is.
    Partial<Record<'identity' | 'identityHint', string>>
}

/** The form with which staff enter a complaint or a request. Typed text stays when it is refused. The form works without script. */
export function EntryForm({ enter, search, id, today, words, ...offered }: Props) {
  const [state, send, sending] = useActionState(enter, untouched)
  const { typed, errors } = state
  return (
    <Form key={JSON.stringify(typed)} action={send}>
      <input type="hidden" name="search" value={search} />
      <input type="hidden" name="id" value={typedOr(state, 'id', id)} />
      <Choices id="channel" legend={words.channel} error={errors.channel}>
        {offered.channels.map(({ value, text }) => (
          <Choice
            key={value}
            type="radio"
            name="channel"
            value={value}
            defaultChecked={typedOr(state, 'channel', offered.channels[0]?.value) === value}
          >
            {text}
          </Choice>
        ))}
      </Choices>
      <Input
        id="receivedOn"
        name="receivedOn"
        type="date"
        label={words.received}
        hint={words.receivedHint}
        error={errors.receivedOn}
        defaultValue={typedOr(state, 'receivedOn', today)}
      />
      <Selection name="kind" label={words.kind} options={offered.kinds} state={state} />
      <Select
        id="about"
        name="about"
        label={words.about}
        error={errors.about ?? errors['about.id']}
        defaultValue={typedOr(state, 'about')}
      >
        <option value="">{words.aboutNone}</option>
        {offered.choices.map(({ title, options }) => (
          <optgroup key={title} label={title}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.title}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      <Selection
        name="locale"
        label={words.language}
        options={offered.languages}
        first={offered.language}
        state={state}
      />
      <Textarea
        id="text"
        name="text"
        rows={8}
        label={words.text}
        hint={words.textHint}
        error={errors.text}
        defaultValue={typedOr(state, 'text')}
        autoComplete="off"
        wide
      />
      {words.identity && (
        <Textarea
          id="identity"
          name="identity"
          rows={2}
          label={words.identity}
          hint={words.identityHint}
          error={errors.identity}
          defaultValue={typedOr(state, 'identity')}
          autoComplete="off"
          wide
        />
      )}
      <Refused>
        {wrongWith(state, 'channel', 'receivedOn', 'kind', 'about', 'locale', 'text', 'identity')}
      </Refused>
      <p>
        <Button type="submit" kind="main" aria-disabled={sending}>
          {words.send}
        </Button>
      </p>
    </Form>
  )
}

interface SelectionProps {
  name: string
  label: string
  options: EntryOption[]
  /** What is chosen before anybody chooses. */
  first?: string
  state: Parameters<typeof typedOr>[0]
}

function Selection({ name, label, options, first = options[0]?.value, state }: SelectionProps) {
  return (
    <Select
      id={name}
      name={name}
      label={label}
      error={state.errors[name]}
      defaultValue={typedOr(state, name, first)}
    >
      {options.map(({ value, text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  )
}
