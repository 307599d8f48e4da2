import type { ReactNode } from 'react'
import { Weft } from './brand.tsx'

/** The narrow frame of sign-in pages. `children` contain the `h1`; `foot` comes last, under a hairline. */
export function SignInFrame({ children, foot }: { children: ReactNode; foot?: ReactNode }) {
  return (
    <div className="sign-in-frame">
      <Weft />
      <section>{children}</section>
      {foot && <footer className="note">{foot}</footer>}
    </div>
  )
}
