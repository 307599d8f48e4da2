'use client'

import type { ReactNode } from 'react'
import { forgetDrafts } from './drafts.ts'

interface Props {
  at: '/sign-out' | '/staff/sign-out'
  children: ReactNode
}

/**
 * The button that signs out. The form is a plain one: the browser leaves the page, with all that it keeps in memory. Drafts
 * go with it; not every browser clears a tab's storage when the answer says so.
 */
export function SignOut({ at, children }: Props) {
  return (
    <form action={at} method="post" onSubmit={forgetDrafts}>
      <button type="submit">{children}</button>
    </form>
  )
}
