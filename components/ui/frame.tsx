import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { BrandMark } from './brand.tsx'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'
import { Waiting } from './waiting.tsx'

/** The target of a link of the frame: a route, an address that is loaded in full, or none, with the reason. */
export type FrameTarget = { href: Route } | { reload: string } | { locked: string }
export type FrameLink = { text: string } & FrameTarget

type Product = {
  name: string
  /** The part of the product, shown next to the name from 64rem. */
  part: string
  href: Route
}

type Shell = {
  product: Product
  /** Words of the skip link. */
  skip: string
  /** The language switch (Languages). */
  languages: ReactNode
  /** What paper says of the page; it is not shown on a screen. */
  imprint?: ReactNode
  /** A Band, which stays in sight while the page is scrolled. */
  band?: ReactNode
  footer?: ReactNode
  children: ReactNode
}

type FrameProps = Shell & {
  /** The signed-in person and the sign-out button, from 64rem. On smaller screens the button is in `menuEnd`. */
  me: ReactNode
  /** Groups of links in the rail, from 64rem. */
  rail: { label: string; groups: readonly (readonly FrameLink[])[] }
  /** The five links of the bottom bar, below 64rem. */
  bar?: { label: string; links: readonly (FrameLink & { icon: IconName })[] }
  /** The links of the menu below 64rem: those of the rail that the bottom bar lacks. */
  menu: { label: string; links: readonly FrameLink[] }
  menuEnd?: ReactNode
  /** Address of the link that stands for this page. */
  current?: string
  /** The pages are another person's, which hatched edges show. */
  inLook?: boolean
  /** The page is wider, for staff. */
  desk?: boolean
}

/** The frame of a signed-in page: top line, rail or bottom bar, page, footer. It has no words of its own. */
export function Frame({ rail, bar, menu, menuEnd, current, inLook, desk, ...shell }: FrameProps) {
  return (
    <div className={classes('railed', inLook && 'in-look')}>
      <SkipLink>{shell.skip}</SkipLink>
      {shell.band}
      <Top product={shell.product} languages={shell.languages} imprint={shell.imprint}>
        <div className="me">{shell.me}</div>
        <button type="button" className="tool more" popoverTarget="menu" aria-label={menu.label}>
          <Icon name="menu" />
        </button>
        <div key={current} className="menu" id="menu" popover="auto">
          <Links links={menu.links} current={current} />
          {menuEnd}
        </div>
      </Top>
      <nav className="rail" aria-label={rail.label}>
        {rail.groups.map((links) => (
          <ul key={links[0]?.text} className="plain">
            {links.map((link) => (
              <li key={link.text}>
                <Links links={[link]} current={current} />
              </li>
            ))}
          </ul>
        ))}
      </nav>
      <Page desk={desk} footer={shell.footer}>
        {shell.children}
      </Page>
      {bar && (
        <nav className="bar" aria-label={bar.label}>
          <Links links={bar.links} current={current} />
        </nav>
      )}
    </div>
  )
}

/** The frame of a public page: a top line without a menu, and the page in the middle. */
export function PublicFrame({ product, skip, languages, imprint, footer, children }: Shell) {
  return (
    <div className="public">
      <SkipLink>{skip}</SkipLink>
      <Top product={product} languages={languages} imprint={imprint} />
      <Page footer={footer}>{children}</Page>
    </div>
  )
}

/** The links or buttons of the languages, each in its own name with `lang`; the present one has `aria-current`. */
export function Languages({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className="lang" aria-label={label}>
      {children}
    </nav>
  )
}

/** The first link of a page, which skips the frame. */
function SkipLink({ children }: { children: ReactNode }) {
  return (
    <a className="skip" href="#main">
      {children}
    </a>
  )
}

type TopProps = Pick<Shell, 'product' | 'languages' | 'imprint'> & { children?: ReactNode }

function Top({ product, languages, imprint, children }: TopProps) {
  return (
    <header className="top">
      <Link className="brand" href={product.href} prefetch={false}>
        <BrandMark />
        <span className="brand-name">{product.name}</span>
        <span className="brand-part">{product.part}</span>
      </Link>
      {languages}
      {imprint}
      {children}
    </header>
  )
}

function Page({ desk, footer, children }: { desk?: boolean; footer?: ReactNode; children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className={classes('page', desk && 'desk')}>
      {children}
      {footer && <footer className="foot note">{footer}</footer>}
    </main>
  )
}

type LinksProps = { links: readonly (FrameLink & { icon?: IconName })[]; current?: string }

/** Links of the frame. They are never prefetched, because opening a page with personal data is logged. */
function Links({ links, current }: LinksProps) {
  const mark = (address: string) => (address === current ? 'page' : undefined)
  return links.map(({ text, icon, ...link }) => {
    const name = (
      <>
        {icon && <Icon name={icon} />}
        {text}
      </>
    )
    if ('locked' in link) return <LockedLink key={text} why={link.locked} name={name} lock={!icon} />
    if ('reload' in link)
      return (
        <a key={text} href={link.reload} aria-current={mark(link.reload)}>
          {name}
        </a>
      )
    return (
      <Link key={text} href={link.href} prefetch={false} aria-current={mark(link.href)}>
        {name}
        <Waiting />
      </Link>
    )
  })
}

/** A link without an address, which keeps its place. */
function LockedLink({ why, name, lock }: { why: string; name: ReactNode; lock: boolean }) {
  return (
    // biome-ignore lint/a11y/useValidAnchor: without an address it is no way, and it keeps the place and the look of one
    <a role="link" aria-disabled="true" title={why}>
      {name}
      {lock && <Icon name="lock" />}
    </a>
  )
}
