'use no memo'

import type { ComponentProps, ReactNode } from 'react'

type ChoiceProps = Omit<ComponentProps<'input'>, 'type' | 'className'> & {
  /** `radio`: one of several; `checkbox`: as many as wanted. */
  type: 'radio' | 'checkbox'
  children: ReactNode
}

/** A choice in a list: a radio or checkbox with its words. */
export function Choice({ children, ...input }: ChoiceProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 py-2">
      <input {...input} className="size-5 flex-none cursor-pointer accent-teal" />
      {children}
    </label>
  )
}

type ChoicesProps = {
  legend: ReactNode
  hint?: ReactNode
  error?: ReactNode
  id: string
  /** The choices are short and are shown in two columns from 45rem. */
  pairs?: boolean
  children: ReactNode
}

/** A list of Choices with a legend, a hint and an error. */
export function Choices({ legend, hint, error, id, pairs, children }: ChoicesProps) {
  return (
    <fieldset id={id} className="grid gap-1" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1">{legend}</legend>
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {pairs ? <div className="grid gap-x-8 gap-y-1 md:grid-cols-2">{children}</div> : children}
      {hint && <p className="note">{hint}</p>}
    </fieldset>
  )
}
