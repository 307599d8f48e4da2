import type { locales } from './locale.ts'
import type { Clock, Consent, Text } from './schema.ts'

// The words in which the list of assumptions and departures names what has no name in the catalogue.

export function inEach(write: (locale: (typeof locales)[number]) => string): Text {
  return { kk: write('kk'), ru: write('ru'), en: write('en') }
}

export const joinTexts = (texts: readonly Text[], between: string): Text =>
  inEach((locale) => texts.map((one) => one[locale]).join(between))

type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** A number with the form of the word it asks for. */
function counted(amount: number, forms: Record<keyof Text, Forms>): Text {
  return inEach((locale) => {
    const form = new Intl.PluralRules(locale).select(amount)
    return `${amount}\u00a0${forms[locale][form] ?? forms[locale].other}`
  })
}

/** A clock's length in words: «15 жұмыс күні», «15 рабочих дней», "15 working days". */
export const describeClock = ({ amount, unit }: Clock): Text => counted(amount, units[unit])

/** How long a consent lasts and how soon a withdrawal is carried out, as a sentence. */
export function describeTerm({ validity, obeyWithinMinutes: minutes }: Consent): Text {
  const [, amount = '', unit = ''] = /^P(\d+)([YMD])$/.exec(validity) ?? []
  const forms = terms[unit]
  if (!forms) throw new RangeError(`not a duration of one unit: ${validity}`)
  const term = counted(Number(amount), forms)
  const soon = minutes % 60 === 0 ? counted(minutes / 60, times.hours) : counted(minutes, times.minutes)
  return {
    kk: `Жарамдылық мерзімі ${term.kk}, өшірілсе, ${soon.kk} ішінде орындалады.`,
    ru: `Срок действия ${term.ru}, отзыв исполняется за ${soon.ru}.`,
    en: `It lasts ${term.en}, and a withdrawal is carried out within ${soon.en}.`,
  }
}

const units = {
  'calendar-days': {
    kk: { other: 'күнтізбелік күн' },
    ru: { one: 'календарный день', few: 'календарных дня', other: 'календарных дней' },
    en: { one: 'calendar day', other: 'calendar days' },
  },
  'working-days': {
    kk: { other: 'жұмыс күні' },
    ru: { one: 'рабочий день', few: 'рабочих дня', other: 'рабочих дней' },
    en: { one: 'working day', other: 'working days' },
  },
} satisfies Record<Clock['unit'], Record<keyof Text, Forms>>

const terms: Record<string, Record<keyof Text, Forms>> = {
  Y: {
    kk: { other: 'жыл' },
    ru: { one: 'год', few: 'года', other: 'лет' },
    en: { one: 'year', other: 'years' },
  },
  M: {
    kk: { other: 'ай' },
    ru: { one: 'месяц', few: 'месяца', other: 'месяцев' },
    en: { one: 'month', other: 'months' },
  },
  D: {
    kk: { other: 'күн' },
    ru: { one: 'день', few: 'дня', other: 'дней' },
    en: { one: 'day', other: 'days' },
  },
}

const times = {
  hours: {
    kk: { other: 'сағат' },
    ru: { one: 'час', few: 'часа', other: 'часов' },
    en: { one: 'hour', other: 'hours' },
  },
  minutes: {
    kk: { other: 'минут' },
    ru: { one: 'минуту', few: 'минуты', other: 'минут' },
    en: { one: 'minute', other: 'minutes' },
  },
} satisfies Record<string, Record<keyof Text, Forms>>

/** What an item is about that has no title of its own. */
export const titles: Partial<Record<string, Text>> = {
  refusal: { kk: 'Бас тарту', ru: 'Отказ', en: 'Refusal' },
  minor: { kk: 'Кәмелетке толмағандар', ru: 'Несовершеннолетние', en: 'Minors' },
  promise: { kk: 'Банктің уәдесі', ru: 'Обещание банка', en: 'Promise of the bank' },
  duty: { kk: 'Сіздің міндетіңіз', ru: 'Ваша обязанность', en: 'Your duty' },
}
/** Before the names of consents. */
export const stopsWithout: Text = {
  kk: 'өшірілсе тоқтайды:',
  ru: 'останавливается, если выключить:',
  en: 'stops when this is switched off:',
}
export const goesOnWithout: Text = {
  kk: 'өшірілсе де өзгермейді:',
  ru: 'не меняется, если выключить:',
  en: 'goes on when this is switched off:',
}
export const binTitle: Text = {
  kk: 'Бизнес-сәйкес\u00adтендіру нөмірі (БСН)',
  ru: 'Бизнес-идентификационный номер (БИН)',
  en: 'Business identification number (BIN)',
}
export const calendarTitle: Text = {
  kk: 'Жұмыс күндерінің күнтізбесі',
  ru: 'Календарь рабочих дней',
  en: 'Calendar of working days',
}
export const adequate: Text = {
  kk: 'дербес деректерді қорғайтын ел деп есептелді',
  ru: 'принято, что страна обеспечивает защиту персональных данных',
  en: 'taken to protect personal data',
}
export const notAdequate: Text = {
  kk: 'дербес деректерді қорғауы расталмаған ел деп есептелді',
  ru: 'принято, что защита персональных данных не подтверждена',
  en: 'taken as not confirmed to protect personal data',
}

export const regulatorContactsTitle: Text = {
  kk: 'Уәкілетті органмен байланыс',
  ru: 'Контакты уполномоченного органа',
  en: 'How to reach the regulator',
}
export const deletionTitles: Record<'backups' | 'anonymised', Text> = {
  backups: {
    kk: 'Жойылған деректің сақтық көшірмелері',
    ru: 'Резервные копии удалённых данных',
    en: 'Backups of what was erased',
  },
  anonymised: {
    kk: 'Иесіздендіру деген не',
    ru: 'Что такое обезличивание',
    en: 'What anonymised means',
  },
}

/** The names of the policy's own sentences and of the bank's contacts. */
export const textTitles: Partial<Record<string, Text>> = {
  effective: { kk: 'Қолданыла бастайтын күні', ru: 'Начало действия', en: 'First day it applies' },
  definition: {
    kk: 'Дербес дерек деген не',
    ru: 'Что такое персональные данные',
    en: 'What personal data is',
  },
  sharingRule: { kk: 'Деректі беру ережесі', ru: 'Правило передачи данных', en: 'Rule on passing data on' },
  crossBorder: { kk: 'Шетелге беру', ru: 'Передача за рубеж', en: 'Transfer abroad' },
  abroadHere: { kk: 'Шетелге беру', ru: 'Передача за рубеж', en: 'Transfer abroad' },
  storage: {
    kk: 'Қайда және қанша сақталады',
    ru: 'Где и сколько хранятся',
    en: 'Where and how long they are kept',
  },
  thirdPersons: { kk: 'Басқа адамдардың деректері', ru: 'Данные других людей', en: 'Other people’s data' },
  scope: { kk: 'Қай қосымша туралы', ru: 'О каком приложении', en: 'Which app it is about' },
  governingLaw: { kk: 'Қай заң қолданылады', ru: 'Какое право применяется', en: 'Which law applies' },
  ownership: { kk: 'Қосымшаға құқық', ru: 'Права на приложение', en: 'Rights to the app' },
  address: { kk: 'Мекенжайы', ru: 'Адрес', en: 'Address' },
  regulator: { kk: 'Уәкілетті орган', ru: 'Уполномоченный орган', en: 'Regulator' },
  site: { kk: 'Сайты', ru: 'Сайт', en: 'Website' },
}
