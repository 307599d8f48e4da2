import { useRef, useState } from 'react'
import { type AboutChoices, searchChoices } from '#i18n/about-search.ts'
import { Button } from '../ui/button.tsx'
import { Input, Select } from '../ui/field.tsx'
import { Note } from '../ui/text.tsx'

interface Props {
  choices: AboutChoices
  /** The value chosen at first. */
  chosen: string
  /** What was searched for by the button, without script. */
  sought: string
  error?: string
  words: Record<'about' | 'aboutHint' | 'aboutNone' | 'seek' | 'find' | 'found' | 'notFound', string>
}

/** Chooses what a complaint is about. The list is long: a search shortens it as it is typed, without script by a button. */
export function AboutField({ choices, chosen, error, words, ...rest }: Props) {
  const select = useRef<HTMLSelectElement>(null)
  const [{ sought, kept }, seek] = useState({ sought: rest.sought, kept: chosen })
  const left = searchChoices(choices, sought, kept)
  const said = left.found === 0 ? words.notFound : words.found.replace('%', String(left.found))
  return (
    <div className="grid gap-4">
      <div>
        <Input
          id="sought"
          name="sought"
          type="search"
          label={words.seek}
          autoComplete="off"
          defaultValue={rest.sought}
          onChange={({ target }) => seek({ sought: target.value, kept: select.current?.value ?? '' })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            select.current?.focus()
          }}
        />
        <div role="status">{sought.trim() && <Note className="mt-1">{said}</Note>}</div>
      </div>
      {/* The first button of the form: Enter in the search presses it, not the one that sends. */}
      <div className="unscripted">
        <Button type="submit" name="step" value="seek">
          {words.find}
        </Button>
      </div>
      <Select
        ref={select}
        id="about"
        name="about"
        label={words.about}
        hint={words.aboutHint}
        error={error}
        defaultValue={chosen}
      >
        <option value="">{words.aboutNone}</option>
        {left.choices.map(({ title, options }) => (
          <optgroup key={title} label={title}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.title}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
    </div>
  )
}
