import type { ReactNode } from 'react'
import { Weft } from './brand.tsx'

/** A narrow page under the weft: sign-in. `children` hold the `h1`; `foot` stands under a hairline. */
export function SignInFrame({ children, foot }: { children: ReactNode; foot?: ReactNode }) {
  return (
    <div className="sign-in-frame">
      <Weft />
      <section>{children}</section>
      {foot && <footer className="note">{foot}</footer>}
    </div>
  )
}
