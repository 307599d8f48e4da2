import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { type ButtonKind, buttonClass } from './button.tsx'

type ButtonLinkProps<Path extends string> = {
  href: Route<Path>
  kind?: ButtonKind
  /** The file is saved, not opened. */
  download?: boolean
  'aria-label'?: string
  children: ReactNode
}

/** A link that looks like a button. Never prefetched: a look at personal data is logged when it happens. */
export function ButtonLink<Path extends string>({ kind = 'plain', ...rest }: ButtonLinkProps<Path>) {
  return <Link {...rest} prefetch={false} className={buttonClass(kind)} />
}
