import type { DeskCaseView } from '#domain/desk/schema.ts'
import type { StaffMe } from '#domain/staff/schema.ts'
import { readerLocale } from '#i18n/reader-locale.ts'
import { translator } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/field.tsx'
import type { FormAction } from '../ui/form-state.ts'
import { Part } from '../ui/part.tsx'
import { DeskForm } from './desk-form.tsx'

interface Props {
  view: DeskCaseView
  me: StaffMe
  assign: FormAction
}

/** Says who answers a complaint, with the buttons that take it, give it to a colleague or to nobody. */
export async function DeskAssignment({ view: { shown, assignment, colleagues }, me, assign }: Props) {
  const locale = await readerLocale()
  const say = translator(locale, 'complaints.desk.assign')
  const role = translator(locale, 'staff.role')
  const { number, staff } = assignment
  const others = colleagues.filter((one) => one.staff !== me.staffId && one.staff !== staff)
  const hidden = { reference: shown.reference, lastAssignment: String(number) }
  const who = staff === null ? say('nobody') : say(staff === me.staffId ? 'me' : 'who', { staff })
  return (
    <Part id="assignment" heading={say('title')} note={who}>
      <div className="grid gap-6">
        <DeskForm action={assign} hidden={hidden}>
          {staff !== me.staffId && (
            <Button type="submit" name="to" value={me.staffId}>
              {say('take')}
            </Button>
          )}
          {staff !== null && (
            <Button type="submit" name="to" value="">
              {say('release')}
            </Button>
          )}
        </DeskForm>
        {others.length > 0 && (
          <DeskForm
            action={assign}
            hidden={hidden}
            fields={
              <Select id="colleague" name="to" label={say('to')} required defaultValue="">
                <option value="" disabled>
                  {say('choose')}
                </option>
                {others.map((one) => (
                  <option key={one.staff} value={one.staff}>
                    {say('colleague', { staff: one.staff, role: role(one.role) })}
                  </option>
                ))}
              </Select>
            }
          >
            <Button type="submit">{say('give')}</Button>
          </DeskForm>
        )}
      </div>
    </Part>
  )
}
