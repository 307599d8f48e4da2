'use client'

import { Choice, Choices } from '../ui/choice.tsx'
import { Input } from '../ui/field.tsx'
import { typedOr } from '../ui/form-state.ts'
import type { SelectOption, SystemAction } from './system-actions.ts'
import { SystemForm } from './system-form.tsx'

const languages = ['kk', 'ru', 'en'] as const

interface Props {
  action: SystemAction
  /** The system that is renamed, and its names; null for one that is added. */
  system: { id: string; names: Record<(typeof languages)[number], string> } | null
  /** The bank and the partners whose system a new one can be. */
  owners?: readonly SelectOption[]
  words: Record<'id' | 'idHint' | 'owner' | 'ownerHint' | 'kk' | 'ru' | 'en' | 'act', string>
}

/** The form of a system's names in three languages; for a new system with its id and whose it is. */
export function SystemNamesForm({ action, system, owners = [], words }: Props) {
  return (
    <SystemForm
      action={action}
      hidden={system ? { system: system.id } : {}}
      act={words.act}
      kind={system ? 'plain' : 'main'}
      fields={(state) => (
        <>
          {!system && (
            <Input
              id="system-id"
              name="id"
              label={words.id}
              hint={words.idHint}
              error={state.errors.id}
              defaultValue={typedOr(state, 'id')}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
          {languages.map((language) => (
            <Input
              key={language}
              id={`system-name-${language}`}
              name={language}
              lang={language}
              label={words[language]}
              error={state.errors[`name.${language}`]}
              defaultValue={typedOr(state, language, system?.names[language])}
              autoComplete="off"
            />
          ))}
          {owners.length > 0 && (
            <Choices
              id="system-owner"
              legend={words.owner}
              hint={words.ownerHint}
              error={state.errors.recipient}
              pairs
            >
              {owners.map(({ value, text }) => (
                <Choice
                  key={value}
                  type="radio"
                  name="owner"
                  value={value}
                  defaultChecked={typedOr(state, 'owner') === value}
                >
                  {text}
                </Choice>
              ))}
            </Choices>
          )}
        </>
      )}
    />
  )
}
