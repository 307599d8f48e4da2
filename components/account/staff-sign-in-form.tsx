import type { ReactNode } from 'react'
import { Button, type ButtonKind } from '../ui/button.tsx'

interface Props {
  kind?: ButtonKind
  /** Makes the provider ask for the password again, so that another account can be chosen. */
  fresh?: boolean
  /** The page to come back to. */
  back?: string
  children: ReactNode
}

/** The button that begins a staff sign-in. Only a form of the portal's own pages can. */
export function StaffSignInForm({ kind, fresh, back, children }: Props) {
  return (
    <form action="/staff/sign-in/start" method="post">
      {fresh && <input type="hidden" name="fresh" value="1" />}
      {back && <input type="hidden" name="then" value={back} />}
      <Button type="submit" kind={kind}>
        {children}
      </Button>
    </form>
  )
}
