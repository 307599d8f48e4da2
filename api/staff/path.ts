const here = 'http://portal.invalid'

/**
 * Where a member of staff lands after signing in: the desk they asked for, if it is one. Anything else an address
 * could be made to say (another site, the customers' pages, the entrance itself) leads to the first desk.
 */
export function deskPath(asked: string | null | undefined): string {
  const url = asked && URL.canParse(asked, here) ? new URL(asked, here) : null
  const isDesk =
    url?.origin === here && /^\/staff(\/|$)/.test(url.pathname) && !url.pathname.startsWith('/staff/sign-in')
  return isDesk ? url.pathname + url.search : '/staff'
}
