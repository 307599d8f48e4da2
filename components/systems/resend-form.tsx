'use client'

import { Choice, Choices } from '../ui/choice.tsx'
import { Input } from '../ui/field.tsx'
import { typedOr } from '../ui/form-state.ts'
import type { SystemAction } from './system-actions.ts'
import { type Fold, SystemForm } from './system-form.tsx'

interface Props {
  action: SystemAction
  subscriptionId: string
  fold?: Fold
  words: Record<'from' | 'moment' | 'position' | 'at' | 'atHint' | 'place' | 'placeHint' | 'act', string>
}

/** The form that sends events again, from a moment or from a position in the feed. */
export function ResendForm({ action, subscriptionId, fold, words }: Props) {
  const id = `resend-${subscriptionId}`
  return (
    <SystemForm
      action={action}
      hidden={{ subscription: subscriptionId }}
      act={words.act}
      fold={fold}
      fields={(state) => (
        <>
          <Choices id={`${id}-from`} legend={words.from} error={state.errors.from}>
            {(['moment', 'position'] as const).map((from) => (
              <Choice
                key={from}
                type="radio"
                name="from"
                value={from}
                defaultChecked={typedOr(state, 'from', 'moment') === from}
              >
                {words[from]}
              </Choice>
            ))}
          </Choices>
          <Input
            id={`${id}-at`}
            name="at"
            type="datetime-local"
            label={words.at}
            hint={words.atHint}
            error={state.errors.at}
            defaultValue={typedOr(state, 'at')}
          />
          <Input
            id={`${id}-position`}
            name="position"
            inputMode="numeric"
            label={words.place}
            hint={words.placeHint}
            error={state.errors.position}
            defaultValue={typedOr(state, 'position')}
            autoComplete="off"
          />
        </>
      )}
    />
  )
}
