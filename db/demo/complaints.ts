import { crc32, deflateSync } from 'node:zlib'
import { attach } from '#domain/complaints/attach.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { moveComplaint } from '#domain/complaints/move-complaint.ts'
import type { FileComplaint } from '#domain/complaints/schema.ts'
import type { DemoCustomer, DemoWorld } from './world.ts'

interface BankStep {
  /** So many days after the complaint was received. */
  after: number
  kind: 'in-review' | 'message' | 'answered'
  text?: string
}
interface Story {
  customer: DemoCustomer
  /** When it was received, in days before now. */
  days: number
  about: FileComplaint['about']
  text: string
  /** The name of a picture that goes with it. */
  picture?: string
  bank: BankStep[]
}

const stories: Story[] = [
  {
    customer: 'gulsim',
    days: 400,
    about: { kind: 'field', id: 'address' },
    text: 'Банктің хаты бұрынғы мекенжайыма кетіпті. Көшкенімді бөлімшеде айтып, құжат көрсеткенмін. Мекенжайды түзетіп, ескісі қай жүйелерде қалғанын жазып беріңіз.',
    bank: [
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
    bank: [
      { after: 3, kind: 'in-review' },
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
    bank: [
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
    bank: [
      { after: 4, kind: 'in-review' },
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
    bank: [{ after: 1, kind: 'in-review' }],
  },
]

/** Complaints answered, open and late, each moved by the bank's staff on its own days. */
export async function demoComplaints(world: DemoWorld): Promise<void> {
  for (const story of stories) await tell(world, story)
}

async function tell(world: DemoWorld, { customer, days, about, text, picture, bank }: Story): Promise<void> {
  const ctx = world.as(customer, almatyTime(world.daysAgo(days), 16, 24))
  const file = picture && (await attach(ctx, { name: picture, type: 'image/png', bytes: callList(360, 200) }))
  const attachments = file ? [file.id] : []
  const { id: complaintId } = await fileComplaint(ctx, { kind: 'ordinary', about, text, attachments })
  let lastStep = 2
  for (const { after, kind, text } of bank) {
    const staff = world.staff(customer, almatyTime(world.daysAgo(days - after), 9, 40))
    ;({ lastStep } = await moveComplaint(staff, { complaintId, kind, text, lastStep }))
  }
}

/** That day at an hour of Almaty, which is five hours ahead of UTC. */
function almatyTime(day: Date, hour: number, minute: number): Date {
  const at = new Date(day)
  at.setUTCHours(hour - 5, minute, 0, 0)
  return at
}

/** A drawn PNG (ISO/IEC 15948): three lines of a list of calls, in grey. */
function callList(width: number, height: number): Uint8Array {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(width + 1, 0xf2)
    row[0] = 0
    const inLine = y % 60 > 20 && y % 60 < 44
    if (inLine) row.fill(0x5a, 21, 45).fill(0xb4, 61, 221 + 40 * Math.floor(y / 60))
    return row
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND')]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
