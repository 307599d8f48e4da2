'use no memo'

import type { ComponentProps, ReactNode } from 'react'
import { Button } from './button.tsx'
import { Label } from './text.tsx'

/** A form with its fields under each other. */
export function Form(props: Omit<ComponentProps<'form'>, 'className'>) {
  return <form {...props} className="form" />
}

/** The hidden fields of a form. */
export function Hidden({ values }: { values: Record<string, string> }) {
  return Object.entries(values).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}

/** The sentence that says why a form was refused. */
export const Refused = ({ children }: { children?: ReactNode }) =>
  children ? (
    <p className="error" role="alert">
      {children}
    </p>
  ) : null

/** The sentence next to the buttons that says what was done. */
export const Done = ({ children }: { children?: ReactNode }) => (
  <span role="status">{children && <Label>{children}</Label>}</span>
)

type FiltersProps = Omit<ComponentProps<'form'>, 'className' | 'children' | 'role'> & {
  /** The field that is never folded. */
  first: ReactNode
  /** The words that open the other fields on phones. */
  more: ReactNode
  /** The words of the button, which is always in sight. */
  apply: ReactNode
  /** Whether the fold is open, because a filter is in use. */
  open?: boolean
  children: ReactNode
}

/** The filters over a list, as a GET form. `children` are the folded fields. */
export function Filters({ first, more, apply, open, children, ...rest }: FiltersProps) {
  return (
    <search>
      <form {...rest} className="filters">
        {first}
        <details open={open}>
          <summary>{more}</summary>
          <div className="filters-more">{children}</div>
        </details>
        <Button type="submit">{apply}</Button>
      </form>
    </search>
  )
}

type PickProps = {
  name: string
  /** The name of the group, for screen readers. */
  label: string
  options: readonly { value: string; text: ReactNode }[]
  picked: string
}

/** A pair of radios side by side; works without script. */
export function Pick({ name, label, options, picked }: PickProps) {
  return (
    <fieldset className="pick" aria-label={label}>
      {options.map(({ value, text }) => (
        <label key={value}>
          <input type="radio" name={name} value={value} defaultChecked={value === picked} />
          {text}
        </label>
      ))}
    </fieldset>
  )
}
