import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Languages } from '../ui/frame.tsx'

export const languageNames = [
  { locale: 'kk', full: 'Қазақша' },
  { locale: 'ru', full: 'Русский' },
  { locale: 'en', full: 'English' },
] as const
/** The short names, for which the header has room. */
const shortLength = 3

/** The language switch: a form with a button for each language, which works without script. */
export async function LanguageSwitch({ choose }: { choose: (form: FormData) => Promise<void> }) {
  const shown = await readerLocale()
  const say = translator(shown, 'common')
  return (
    <Languages label={say('language')}>
      <form action={choose}>
        {languageNames.map(({ locale, full }) => (
          <button
            key={locale}
            type="submit"
            name="locale"
            value={locale}
            lang={locale}
            aria-current={locale === shown || undefined}
          >
            {full.slice(0, shortLength)}
          </button>
        ))}
      </form>
    </Languages>
  )
}
