import { readFileSync } from 'node:fs'
import type { Cookie } from '@playwright/test'

/** A page of the portal as a visitor asks for it. */
export interface PortalPage {
  path: string
  /** Whether it is opened signed in, as the demo's customer with years of history. */
  customer: boolean
}

/** The customer's session, as a browser holds it and as a request carries it. */
export interface Session {
  cookies: Cookie[]
  header: string
}

/**
 * Every customer page of the build except the demo's own. A page about one thing (`/complaints/[id]`) is opened by the
 * first link to such a page; a page without a link is left out, and the output says so.
 */
export async function portalPages(url: string, session: Session): Promise<PortalPage[]> {
  const routes: Record<string, string> = JSON.parse(
    readFileSync('.next/app-path-routes-manifest.json', 'utf8'),
  )
  const pages = Object.entries(routes)
    .filter(([file, path]) => file.endsWith('/page') && !/^\/(_|demo\/|staff)/.test(path))
    .map(([file, path]) => ({ path, customer: file.startsWith('/(customer)/') }))
    .sort((a, b) => Number(b.customer) - Number(a.customer) || a.path.localeCompare(b.path))
  const fixed = pages.filter(({ path }) => !path.includes('['))
  const about = pages.filter(({ path }) => path.includes('['))
  const links = about.length ? await linksOn(url, session, fixed) : []
  const known = new Set(fixed.map(({ path }) => path))
  for (const page of about) {
    const shape = new RegExp(`^${page.path.replaceAll(/\[[^/]+\]/g, '[^/]+')}$`)
    const path = links.find((link) => shape.test(link) && !known.has(link))
    if (path) fixed.push({ ...page, path })
    else console.log(`Left out: ${page.path}, since no page links to one.`)
  }
  return fixed
}

async function linksOn(url: string, session: Session, pages: readonly PortalPage[]): Promise<string[]> {
  const found: string[] = []
  for (const { path, customer } of pages) {
    const answer = await fetch(new URL(path, url), { headers: customer ? { cookie: session.header } : {} })
    for (const [, link = ''] of (await answer.text()).matchAll(/href="(\/[^"?#]*)/g)) found.push(link)
  }
  return found
}
