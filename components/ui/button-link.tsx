import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { type ButtonKind, buttonClass } from './button.tsx'

type ButtonLinkProps<Path extends string> = {
  href: Route<Path>
  kind?: ButtonKind
  /** The browser saves the file instead of opening it. */
  download?: boolean
  'aria-label'?: string
  children: ReactNode
}

/** A link that looks like a button. It is never prefetched, because opening a page with personal data is logged. */
export function ButtonLink<Path extends string>({ kind = 'plain', ...rest }: ButtonLinkProps<Path>) {
  return <Link {...rest} prefetch={false} className={buttonClass(kind)} />
}
