'use client'

import { Input } from '../ui/field.tsx'
import { typedOr } from '../ui/form-state.ts'
import type { SystemAction } from './system-actions.ts'
import { SystemForm } from './system-form.tsx'

const languages = ['kk', 'ru', 'en'] as const

interface Props {
  action: SystemAction
  /** The system that is renamed, and its names; null for one that is added. */
  system: { id: string; names: Record<(typeof languages)[number], string> } | null
  words: Record<'id' | 'idHint' | 'kk' | 'ru' | 'en' | 'act', string>
}

/** The form of a system's names in three languages, with the id for a new system. */
export function SystemNamesForm({ action, system, words }: Props) {
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
        </>
      )}
    />
  )
}
