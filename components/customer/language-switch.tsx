import { getLocale, getTranslations } from 'next-intl/server'
import { Languages } from '../ui/frame.tsx'

export const languageNames = [
  { locale: 'kk', name: 'Қаз', full: 'Қазақша' },
  { locale: 'ru', name: 'Рус', full: 'Русский' },
  { locale: 'en', name: 'Eng', full: 'English' },
] as const

/** The three languages, each in its own name. One button each in one form: works without script. */
export async function LanguageSwitch({ choose }: { choose: (form: FormData) => Promise<void> }) {
  const [shown, say] = await Promise.all([getLocale(), getTranslations('common')])
  return (
    <Languages label={say('language')}>
      <form action={choose}>
        {languageNames.map(({ locale, name, full }) => (
          <button
            key={locale}
            type="submit"
            name="locale"
            value={locale}
            lang={locale}
            aria-label={full}
            aria-current={locale === shown || undefined}
          >
            {name}
          </button>
        ))}
      </form>
    </Languages>
  )
}
