import type { Route } from 'next'
import type { ReactNode } from 'react'
import { ButtonLink } from './button-link.tsx'

type Way = { href: Route; text: string }

type PagerProps = {
  label: string
  /** Which rows of how many are shown. */
  status: ReactNode
  back?: Way
  on?: Way
  /** The component that draws the links. */
  link?: typeof ButtonLink
}

/** Which part of a long list is shown, with links to the parts before and after. */
export function Pager({ label, status, back, on, link: WayLink = ButtonLink }: PagerProps) {
  return (
    <nav className="pager" aria-label={label}>
      <span className="label">{status}</span>
      <div className="acts">
        {back && (
          <WayLink kind="text" href={back.href}>
            {back.text}
          </WayLink>
        )}
        {on && (
          <WayLink kind="text" href={on.href}>
            {on.text}
          </WayLink>
        )}
      </div>
    </nav>
  )
}
