import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { BrandMark } from './brand.tsx'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'
import { Waiting } from './waiting.tsx'

/** Where a link of the frame leads: to a route; to an address that is loaded in full; or nowhere, and why. */
export type FrameTarget = { href: Route } | { reload: string } | { locked: string }
export type FrameLink = { text: string } & FrameTarget

type Product = {
  name: string
  /** The part of the product, from 64rem beside the name. */
  part: string
  href: Route
}

type Shell = {
  product: Product
  /** Words of the skip link. */
  skip: string
  /** Language switch: Languages. */
  languages: ReactNode
  /** What can't be scrolled away: Band. */
  band?: ReactNode
  footer?: ReactNode
  children: ReactNode
}

type FrameProps = Shell & {
  /** Who is signed in, and the way out; from 64rem. On smaller screens the way out is in `menuEnd`. */
  me: ReactNode
  /** Groups of links in the rail, from 64rem. */
  rail: { label: string; groups: readonly (readonly FrameLink[])[] }
  /** The five links of the bottom bar, below 64rem. */
  bar?: { label: string; links: readonly (FrameLink & { icon: IconName })[] }
  /** What the rail holds and the bar does not. */
  menu: { label: string; links: readonly FrameLink[] }
  menuEnd?: ReactNode
  /** Address of the link that stands for this page. */
  current?: string
  /** The pages are another's: hatched edges. */
  inLook?: boolean
  /** A staff desk: wider. */
  desk?: boolean
}

/** The frame of a signed-in page: top line, rail or bottom bar, page, footer. It has no words of its own. */
export function Frame({ rail, bar, menu, menuEnd, current, inLook, desk, ...shell }: FrameProps) {
  return (
    <div className={classes('railed', inLook && 'in-look')}>
      <SkipLink>{shell.skip}</SkipLink>
      {shell.band}
      <Top product={shell.product} languages={shell.languages}>
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

/** The frame of a page open to anyone: top line without menu, page in the middle. */
export function PublicFrame({ product, skip, languages, footer, children }: Shell) {
  return (
    <div className="public">
      <SkipLink>{skip}</SkipLink>
      <Top product={product} languages={languages} />
      <Page footer={footer}>{children}</Page>
    </div>
  )
}

/** Around the links or buttons of the languages, each in its own name with `lang`; the shown one has `aria-current`. */
export function Languages({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className="lang" aria-label={label}>
      {children}
    </nav>
  )
}

/** First link of a page: past the frame to the content. */
function SkipLink({ children }: { children: ReactNode }) {
  return (
    <a className="skip" href="#main">
      {children}
    </a>
  )
}

type TopProps = { product: Product; languages: ReactNode; children?: ReactNode }

function Top({ product, languages, children }: TopProps) {
  return (
    <header className="top">
      <Link className="brand" href={product.href} prefetch={false}>
        <BrandMark />
        <span className="brand-name">{product.name}</span>
        <span className="brand-part">{product.part}</span>
      </Link>
      {languages}
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

/** Links of the frame. Never prefetched: a look at personal data is logged when it happens. */
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

/** A link that keeps its place although it leads nowhere. */
function LockedLink({ why, name, lock }: { why: string; name: ReactNode; lock: boolean }) {
  return (
    // biome-ignore lint/a11y/useValidAnchor: without an address it is no way, and it keeps the place and the look of one
    <a role="link" aria-disabled="true" title={why}>
      {name}
      {lock && <Icon name="lock" />}
    </a>
  )
}
