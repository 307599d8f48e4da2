const here = 'http://portal.invalid'

/**
 * The page after a staff sign-in: the staff page that was asked for. Anything else an address can contain (another site,
 * the customers' pages, the sign-in itself) leads to the first staff page.
 */
export function deskPath(asked: string | null | undefined): string {
  const url = asked && URL.canParse(asked, here) ? new URL(asked, here) : null
  const isDesk =
    url?.origin === here && /^\/staff(\/|$)/.test(url.pathname) && !url.pathname.startsWith('/staff/sign-')
  return isDesk ? url.pathname + url.search : '/staff'
}

/** The address of the staff's sign-in that leads back to the page that was asked for. */
export function deskSignInPath(asked: string | null): string {
  const back = deskPath(asked)
  return back === '/staff' ? '/staff/sign-in' : `/staff/sign-in?${new URLSearchParams({ back })}`
}
