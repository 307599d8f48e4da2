'use client'

import { Choice, Choices } from '../ui/choice.tsx'
import { typedOr } from '../ui/form-state.ts'
import type { SelectOption, SystemAction } from './system-actions.ts'
import { SystemForm, Ticks } from './system-form.tsx'

interface Props {
  action: SystemAction
  systemId: string
  /** Whether the system can have one more key. A key that was just issued stays in sight either way. */
  open: boolean
  scopes: SelectOption[]
  days: SelectOption[]
  words: Record<'open' | 'scopes' | 'days' | 'act' | 'shown' | 'hint', string>
}

/** The form that issues a key and shows it once. */
export function SystemKeyForm({ action, systemId, open, scopes, days, words }: Props) {
  return (
    <SystemForm
      action={action}
      hidden={{ system: systemId }}
      act={open ? words.act : null}
      fold={{ summary: words.open }}
      secret={{ title: words.shown, hint: words.hint }}
      fields={(state) => (
        <>
          <Ticks id="key-scopes" legend={words.scopes} state={state} name="scopes" options={scopes} />
          <Choices id="key-days" legend={words.days} error={state.errors.days} pairs>
            {days.map(({ value, text }) => (
              <Choice
                key={value}
                type="radio"
                name="days"
                value={value}
                defaultChecked={typedOr(state, 'days', days[1]?.value) === value}
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
