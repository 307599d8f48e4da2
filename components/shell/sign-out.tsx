import type { ReactNode } from 'react'

interface Props {
  at: '/sign-out' | '/staff/sign-out'
  children: ReactNode
}

/** The button that signs out. The form is a plain one: the browser leaves the page, with all that it keeps in memory. */
export function SignOut({ at, children }: Props) {
  return (
    <form action={at} method="post">
      <button type="submit">{children}</button>
    </form>
  )
}
