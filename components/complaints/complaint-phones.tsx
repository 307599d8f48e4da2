import type { ComplaintView } from '#domain/complaints/schema.ts'
import { Phone } from '../ui/phone.tsx'
import { Label } from '../ui/text.tsx'

interface Props {
  operator: ComplaintView['operator']
  /** Shows them small, for a list of facts. */
  plain?: boolean
}

/** The bank's lines as links that call, the urgent one first. */
export function ComplaintPhones({ operator: { phones, urgentPhone }, plain }: Props) {
  const ordered = phones.toSorted(
    (a, b) => Number(b.number === urgentPhone) - Number(a.number === urgentPhone),
  )
  return (
    <ul className={plain ? 'grid gap-2' : 'grid gap-4'}>
      {ordered.map(({ id, number, label }) => (
        <li key={id} className={plain ? undefined : 'grid justify-items-start'}>
          <Phone number={number} large={!plain} /> <Label>{label}</Label>
        </li>
      ))}
    </ul>
  )
}
