'use client'

import { ErrorScreen } from '#components/shell/error-screen.tsx'
import './globals.css'

/** Stands in when even the root layout failed, and so brings the whole document. */
export default function GlobalFault(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="kk">
      <body>
        <ErrorScreen {...props} />
      </body>
    </html>
  )
}
