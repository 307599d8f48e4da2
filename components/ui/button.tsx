'use no memo'

import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

/** `main` is filled, one a page and never for yes or no; `plain` is outlined; `text` reads as a link. */
export type ButtonKind = 'main' | 'plain' | 'text'

/** Class names of a button, for what looks like one. */
export function buttonClass(kind: ButtonKind) {
  return classes('btn', kind !== 'plain' && kind)
}

type ButtonProps = Omit<ComponentProps<'button'>, 'className'> & { kind?: ButtonKind }

/** A button; it submits only when told so with `type`. */
export function Button({ kind = 'plain', type = 'button', ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={buttonClass(kind)} />
}
