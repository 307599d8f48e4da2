import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import { type Account, accounts } from './accounts.ts'

const style = `
  :root { color-scheme: light dark; --paper: #faf7f0; --ink: #1d1b16; --note: #5a5548; --edge: #857d6c; --hover: #f2ede2 }
  @media (prefers-color-scheme: dark) { :root { --paper: #171612; --ink: #ece6d8; --note: #b0a896; --edge: #827a69; --hover: #1f1d18 } }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.55 system-ui, sans-serif }
  main { max-width: 26rem; margin: 0 auto; padding: clamp(2rem, 10vh, 6rem) 16px }
  h1 { margin: 0 0 .75rem; font-size: 1.75rem; line-height: 1.15; font-weight: 600 }
  p { margin: 0 0 1.5rem; color: var(--note) }
  form { display: grid; gap: .75rem }
  button { min-height: 48px; padding: .5rem 1rem; border: 1px solid var(--edge); border-radius: 6px; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer }
  button:hover { background: var(--hover); border-color: var(--ink) }
  :focus-visible { outline: 2.5px solid currentcolor; outline-offset: 3px }`

/** The page on which the demo's staff choose an account: one button each, no password. */
export function accountsPage(locale: Locale): string {
  const say = translator(locale, 'staff')
  const button = ({ name, staffId, role }: Account) =>
    `<button name="account" value="${name}">${staffId && role ? say('me', { staffId, role: say(`role.${role}`) }) : say('provider.no-role')}</button>`
  return page(
    locale,
    say('provider.title'),
    `<p>${say('provider.intro')}</p><form method="post">${accounts.map(button).join('')}</form>`,
  )
}

/** The page for a sign-in that cannot continue: an old address, or a button pressed twice. */
export const lostPage = (locale: Locale): string => {
  const say = translator(locale, 'staff')
  return page(locale, say('provider.lost-title'), `<p>${say('provider.lost')}</p>`)
}

const page = (locale: Locale, title: string, content: string) => `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
<main><h1>${title}</h1>${content}</main>
</html>`
