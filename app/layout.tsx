import type { Metadata, Viewport } from 'next'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { getTranslations } from '#i18n/translations.ts'
import './globals.css'

/** Every page is made for its reader and carries a fresh nonce. */
export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const say = await getTranslations('common')
  return {
    title: { default: say('center'), template: say('title', { page: '%s' }) },
    description: say('description'),
    formatDetection: { telephone: false },
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
    <html lang={await getLocale()}>
      <body>{children}</body>
    </html>
  )
}
