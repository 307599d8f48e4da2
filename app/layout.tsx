import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import './globals.css'

/** Every page is rendered for its reader, with a fresh nonce. */
export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const say = translator(await readerLocale(), 'common')
  return {
    title: { default: say('center'), template: say('title', { page: '%s' }) },
    description: say('description'),
    formatDetection: { telephone: false },
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml', sizes: 'any' } },
  }
}

export const viewport: Viewport = {
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf7f0' },
    { media: '(prefers-color-scheme: dark)', color: '#171612' },
  ],
}

export default async function Root({ children }: { children: ReactNode }) {
  return (
    <html lang={await readerLocale()}>
      <body>{children}</body>
    </html>
  )
}
