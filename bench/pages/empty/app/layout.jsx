/** The least a page of this Next version needs: what the portal's pages are measured against. */
export default function Root({ children }) {
  return (
    <html lang="kk">
      <body>{children}</body>
    </html>
  )
}
