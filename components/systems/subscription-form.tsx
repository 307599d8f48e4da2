'use client'

import { Input } from '../ui/field.tsx'
import { typedOr } from '../ui/form-state.ts'
import type { SelectOption, SystemAction } from './system-actions.ts'
import { type Fold, SystemForm, Ticks } from './system-form.tsx'

interface Props {
  action: SystemAction
  /** A prefix that tells the fields of this form from those of others on the page. */
  id: string
  hidden: Record<string, string>
  before: { url: string; types: readonly string[]; consents: readonly string[] }
  types: SelectOption[]
  consents: SelectOption[]
  fold?: Fold
  words: Record<'url' | 'urlHint' | 'types' | 'consents' | 'consentsHint' | 'act' | 'shown' | 'hint', string>
}

/** The form of a subscription: the address and the events. The secret of a new one is shown once. */
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
          <Ticks
            id={`${id}-types`}
            legend={words.types}
            state={state}
            name="types"
            options={types}
            before={before.types}
          />
          <Ticks
            id={`${id}-consents`}
            legend={words.consents}
            hint={words.consentsHint}
            state={state}
            name="consents"
            options={consents}
            before={before.consents}
          />
        </>
      )}
    />
  )
}
