import type { z } from 'zod'
import type { fileComplaintInput } from '#domain/complaints/schema.ts'
import type { Locale } from '#policy/locale.ts'
import type { DemoCustomer, DemoStaff } from './world.ts'

/** A step of a complaint, in days after it was received; the bank's agent takes it unless `by` says otherwise. */
export type StoryStep = { after: number; by?: DemoStaff } & (
  | { kind: 'in-review' }
  | { kind: 'message' | 'waiting-customer' | 'answered' | 'extended' | 'note'; text: string }
  | { kind: 'assigned'; to: DemoStaff }
  /** The customer does not accept the answer. */
  | { kind: 'negotiation'; text: string }
)
export interface Story {
  customer: DemoCustomer
  /** The language it is written in; Kazakh unless told otherwise. */
  locale?: Locale
  /** When it was received, in days before now. */
  days: number
  about: z.input<typeof fileComplaintInput>['about']
  text: string
  /** The name of a picture that goes with it. */
  picture?: string
  steps: StoryStep[]
}

/** What the demo's customers complained about, and what the bank did. */
export const stories: Story[] = [
  {
    customer: 'gulsim',
    days: 400,
    about: { kind: 'field', id: 'address' },
    text: 'Банктің хаты бұрынғы мекенжайыма кетіпті. Көшкенімді бөлімшеде айтып, құжат көрсеткенмін. Мекенжайды түзетіп, ескісі қай жүйелерде қалғанын жазып беріңіз.',
    steps: [
      { after: 2, kind: 'in-review' },
      {
        after: 9,
        kind: 'answered',
        text: 'Тексердік. Жаңа мекенжайыңыз шот жүйесіне енгізілген, бірақ хат жіберетін жүйеге көшпеген. Ескі мекенжай ол жүйеден де алынды, енді екеуінде де бір мекенжай тұр. Ескісіне бір ғана хат жіберілген, ол қайтып келді.',
      },
    ],
  },
  {
    customer: 'gulsim',
    days: 13,
    about: { kind: 'recipient', id: 'zhetel-media' },
    text: 'Соңғы екі аптада жарнама айтқан қоңырау үш рет түсті. Бәрі кешкі сағат тоғыздан кейін.\n\nНөмірімді кім, қай келісім бойынша бергенін жазып беріңіз. Қоңыраулар тізімінің суретін тіркедім.',
    picture: 'қоңыраулар.png',
    steps: [
      { after: 2, kind: 'assigned', to: 'agent' },
      { after: 3, kind: 'in-review' },
      {
        after: 5,
        kind: 'note',
        text: '«Жетел Медианың» келісімшарты бойынша қоңырау 20:00-ден кейін жасалмауы керек. Журналын сұраттым, жауабын жұмаға дейін күтеміз.',
      },
      {
        after: 11,
        kind: 'message',
        text: 'Қоңырауды «Жетел Медиа» жасағаны анықталды. Тізім оларға қай күні берілгенін және кешкі қоңырауға кім рұқсат еткенін тексеріп жатырмыз, нәтижесін осында жазамыз. Нөміріңізді қоңырау тізімінен алып тастауды талап еттік.',
      },
    ],
  },
  {
    customer: 'late',
    days: 200,
    about: { kind: 'field', id: 'email' },
    text: 'Поштама басқа адамның аударымы туралы хат келді. Поштам бөтен шотқа қалай байланғанын түсіндіріп беріңіз.',
    steps: [
      { after: 1, kind: 'in-review' },
      {
        after: 12,
        kind: 'answered',
        text: 'Ол шоттың иесі пошта мекенжайын жазғанда бір әріптен жаңылған, сондықтан хат сізге келген. Мекенжай ол шоттан алынды. Сіздің деректеріңіз ешкімге берілген жоқ.',
      },
    ],
  },
  {
    customer: 'late',
    days: 41,
    about: { kind: 'recipient', id: 'alma-sauda' },
    text: '«Алма Сауда» дүкенінен аты-жөнім жазылған жеке ұсыныс келді. Мен онда тіркелген емеспін. Қандай деректерім, қай күні және қандай негізде берілгенін жазып беріңіз.',
    steps: [
      { after: 3, kind: 'assigned', by: 'supervisor', to: 'agent2' },
      { after: 4, kind: 'in-review', by: 'agent2' },
      {
        after: 20,
        kind: 'message',
        text: 'Тексеру созылып жатыр: серіктестен түсініктеме сұрадық, жауабын күтіп отырмыз.',
      },
    ],
  },
  {
    customer: 'late',
    days: 9,
    about: { kind: 'consent', id: 'linked-services' },
    text: 'Серіктестің кабинетінде профиль суретім тұр екен. Оған қашан және қалай келісім бергенімді көрсетіңіз.',
    steps: [{ after: 1, kind: 'in-review' }],
  },
  {
    customer: 'serik',
    days: 26,
    about: { kind: 'field', id: 'phone' },
    text: 'Ескі нөміріме әлі код келіп тұр. Ол нөмірді екі ай бұрын ауыстырдым, қазір оны бөтен адам пайдаланады.',
    steps: [
      { after: 1, kind: 'assigned', to: 'agent' },
      { after: 2, kind: 'in-review' },
      {
        after: 12,
        kind: 'note',
        by: 'supervisor',
        text: 'Нөмір карта жүйесінде ауыспай қалған. Түзету өтінімі берілді, жабылғанын көрмейінше жауап жазбаңыз.',
      },
    ],
  },
  {
    customer: 'serik',
    days: 8,
    about: undefined,
    text: 'Несиеден неге бас тартылғанын жазып беріңіз. Шешімді қандай деректерім бойынша қабылдадыңыздар?',
    steps: [],
  },
  {
    customer: 'irina',
    locale: 'ru',
    days: 27,
    about: { kind: 'recipient', id: 'alma-sauda' },
    text: 'Письмо от партнёра, которому я согласия не давала. Объясните, когда и на каком основании ему передан мой адрес.',
    steps: [
      { after: 1, kind: 'assigned', by: 'agent2', to: 'agent2' },
      { after: 2, kind: 'in-review', by: 'agent2' },
      {
        after: 19,
        kind: 'waiting-customer',
        by: 'agent2',
        text: 'Пришлите, пожалуйста, дату письма и адрес отправителя: в журнале передач за этот месяц вашего адреса нет.',
      },
    ],
  },
  {
    customer: 'irina',
    locale: 'ru',
    days: 36,
    about: undefined,
    text: 'Копия данных неполная. В ней нет операций за прошлый год и сведений о том, кому переданы мои документы.',
    steps: [
      { after: 1, kind: 'assigned', by: 'supervisor', to: 'supervisor' },
      { after: 3, kind: 'in-review', by: 'supervisor' },
      {
        after: 25,
        kind: 'extended',
        by: 'supervisor',
        text: 'Операции за прошлый год лежат в архиве, выгрузка из него ещё не готова. Сведения о передаче документов уже собраны.',
      },
    ],
  },
  {
    customer: 'mark',
    locale: 'en',
    days: 2,
    about: undefined,
    text: 'The disclosure log is empty. I have used the bank’s card abroad for three years, so something must have been passed on.',
    steps: [],
  },
  {
    customer: 'mark',
    locale: 'en',
    days: 58,
    about: { kind: 'consent', id: 'marketing-email' },
    text: 'Marketing e-mails after I opted out. Two arrived in the week after I withdrew my consent.',
    steps: [
      { after: 1, kind: 'assigned', to: 'agent' },
      { after: 2, kind: 'in-review' },
      {
        after: 21,
        kind: 'answered',
        text: 'Both messages were in the sending queue when your consent was withdrawn. The queue now checks consents again before each message leaves.',
      },
      {
        after: 23,
        kind: 'negotiation',
        text: 'A queue is no excuse for a week. I propose that the bank confirms in writing that such messages can no longer leave.',
      },
    ],
  },
]
