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

/** The same, for an address that leads out of the portal: a plain link, which the router does not follow by itself. */
export function ButtonAway({
  kind = 'plain',
  href,
  children,
}: Pick<ButtonLinkProps<string>, 'kind' | 'children'> & { href: string }) {
  return (
    <a href={href} className={buttonClass(kind)}>
      {children}
    </a>
  )
}
