'use client'

import { ErrorScreen } from '#components/shell/error-screen.tsx'
import './globals.css'

/** The page shown when the root layout failed. It brings the whole document. */
export default function GlobalFault(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="kk">
      <body>
        <ErrorScreen {...props} />
      </body>
    </html>
  )
}
