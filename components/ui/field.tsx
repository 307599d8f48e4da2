'use no memo'

import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'

type FieldProps = {
  /** Id of the control; hint and error take theirs from it. */
  id: string
  label: ReactNode
  hint?: ReactNode
  /** The sentence that says what is wrong and how to correct it. */
  error?: ReactNode
  /** The field takes the whole width. */
  wide?: boolean
}

type Control<Tag extends 'input' | 'select' | 'textarea'> = FieldProps &
  Omit<ComponentProps<Tag>, keyof FieldProps | 'className'>

/** A form field: label, control, error and hint. */
function Field({ id, label, hint, error, wide, children }: FieldProps & { children: ReactNode }) {
  return (
    <div className={classes('field', wide && 'wide')}>
      <label htmlFor={id}>{label}</label>
      {children}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p className="note" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** The attributes that tie a control to the label, error and hint of its Field. */
function fieldAttributes({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>) {
  return {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': classes(Boolean(error) && `${id}-error`, Boolean(hint) && `${id}-hint`),
  }
}

/** A one-line text field with its label. */
export function Input({ id, label, hint, error, wide, ...rest }: Control<'input'>) {
  const field = { id, label, hint, error, wide }
  return (
    <Field {...field}>
      <input {...rest} {...fieldAttributes(field)} className="input" />
    </Field>
  )
}

/** A native select with its label; `children` are its options. */
export function Select({ id, label, hint, error, wide, ...rest }: Control<'select'>) {
  const field = { id, label, hint, error, wide }
  return (
    <Field {...field}>
      <select {...rest} {...fieldAttributes(field)} className="input" />
    </Field>
  )
}

/** A text field of several lines with its label. */
export function Textarea({ id, label, hint, error, wide, ...rest }: Control<'textarea'>) {
  const field = { id, label, hint, error, wide }
  return (
    <Field {...field}>
      <textarea {...rest} {...fieldAttributes(field)} className="input" />
    </Field>
  )
}

/**
 * A one-time code in one field, so that the phone can fill it in and pasting works. A pasted code may carry a space or
 * a dash: the reader of the form strips what is no digit.
 */
export function CodeInput({
  id,
  label,
  hint,
  error,
  wide,
  digits = 6,
  ...rest
}: Control<'input'> & { digits?: number }) {
  const field = { id, label, hint, error, wide }
  return (
    <Field {...field}>
      <input
        {...rest}
        {...fieldAttributes(field)}
        className="input code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={digits + 2}
      />
    </Field>
  )
}
