import type { ReactNode } from 'react'

type PageHeadProps = {
  title: ReactNode
  /** What is above the title: a Label with the link back or the date, or the Weft. */
  above?: ReactNode
  /** The title is for screen readers only, because a Lede opens the page. */
  titleHidden?: boolean
  children?: ReactNode
}

/** The head of a page with its only `h1`. */
export function PageHead({ title, above, titleHidden, children }: PageHeadProps) {
  return (
    <div className="head">
      {above}
      <h1 className={titleHidden ? 'sr' : undefined}>{title}</h1>
      {children}
    </div>
  )
}
