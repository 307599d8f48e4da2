import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'

/**
 * A page that goes on to another site by itself. A redirect would not do: browsers hold the redirects of a form to the
 * policy of its page (`form-action`), and nobody knows all the sites through which a provider leads.
 */
export function onwardTo(address: string, locale: Locale): Response {
  const say = translator(locale, 'staff')
  const href = escaped(new URL(address).href)
  const html = `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0;url=${href}">
<title>${escaped(say('sign-in.title'))}</title>
<p><a href="${href}">${escaped(say('sign-in.onward'))}</a></p>
</html>
`
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
