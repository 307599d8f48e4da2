'use client'

import { Choice, Choices } from '../ui/choice.tsx'
import { Input } from '../ui/field.tsx'
import { type Fold, SystemForm, tickedOr, typedOr } from './system-form.tsx'
import type { Option, SystemAction } from './system-state.ts'

interface Props {
  action: SystemAction
  /** Names the fields of this form among those of others on the page. */
  id: string
  hidden: Record<string, string>
  before: { url: string; types: readonly string[]; consents: readonly string[] }
  types: Option[]
  consents: Option[]
  fold?: Fold
  words: Record<'url' | 'urlHint' | 'types' | 'consents' | 'consentsHint' | 'act' | 'shown' | 'hint', string>
}

/** Where events go and which these are; the secret of a new subscription is shown once. */
export function SubscriptionForm({ action, id, hidden, before, types, consents, fold, words }: Props) {
  return (
    <SystemForm
      action={action}
      hidden={hidden}
      act={words.act}
      fold={fold}
      secret={{ title: words.shown, hint: words.hint }}
      fields={(state) => (
        <>
          <Input
            id={`${id}-url`}
            name="url"
            type="url"
            label={words.url}
            hint={words.urlHint}
            error={state.errors.url}
            defaultValue={typedOr(state, 'url', before.url)}
            autoComplete="off"
            wide
          />
          <Choices id={`${id}-types`} legend={words.types} error={state.errors.types} pairs>
            {types.map(({ value, text }) => (
              <Choice
                key={value}
                type="checkbox"
                name="types"
                value={value}
                defaultChecked={tickedOr(state, 'types', before.types).includes(value)}
              >
                {text}
              </Choice>
            ))}
          </Choices>
          <Choices
            id={`${id}-consents`}
            legend={words.consents}
            hint={words.consentsHint}
            error={state.errors.consents}
            pairs
          >
            {consents.map(({ value, text }) => (
              <Choice
                key={value}
                type="checkbox"
                name="consents"
                value={value}
                defaultChecked={tickedOr(state, 'consents', before.consents).includes(value)}
              >
                {text}
              </Choice>
            ))}
          </Choices>
        </>
      )}
    />
  )
}
