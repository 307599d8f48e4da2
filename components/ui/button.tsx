'use no memo'

import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

/** `main` is filled, one a page and never for yes or no; `plain` is outlined; `text` reads as a link. */
export type ButtonKind = 'main' | 'plain' | 'text'

/** The class names of a button, for links that look like one. */
export function buttonClass(kind: ButtonKind) {
  return classes('btn', kind !== 'plain' && kind)
}

type ButtonProps = Omit<ComponentProps<'button'>, 'className'> & {
  kind?: ButtonKind
  /** It does nothing without script, and is not drawn where none runs. */
  scripted?: boolean
}

/** A button. It submits a form only with `type="submit"`. */
export function Button({ kind = 'plain', type = 'button', scripted, ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={classes(buttonClass(kind), scripted && 'scripted')} />
}
