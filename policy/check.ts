// `npm run catalogue:check [folder]`: reads the catalogue and prints what it holds, or every problem in it.
import path from 'node:path'
import { assumptions } from './assumptions.ts'
import { calendarRunsOut } from './calendar.ts'
import { dayIn } from './days.ts'
import { allFields, consentsByRecipient } from './find.ts'
import { catalogueFolder, loadCatalogue } from './load.ts'
import { CatalogueError } from './problem.ts'
import { loadTemplates } from './templates.ts'

const folder = path.resolve(process.argv[2] ?? catalogueFolder())

try {
  const catalogue = loadCatalogue(folder)
  const { purposes, consents, recipients, clocks, calendar } = catalogue
  const counted = Object.groupBy(assumptions(catalogue), (one) => one.kind)
  const years = calendar.years.map((one) => one.year)
  const end = calendarRunsOut(calendar, dayIn(calendar.zone, new Date()))
  console.log(
    [
      `${catalogue.categories.length} categories with ${allFields(catalogue).length} fields`,
      `${purposes.length} purposes`,
      `${consents.consents.length} consents on ${consents.functions.length} functions`,
      `${recipients.recipients.length} recipients in ${recipients.classes.length} classes`,
      `${catalogue['automated-decisions'].length} kinds of automated decisions`,
      `${clocks.length} clocks`,
      `a calendar of ${years.join(', ')}`,
      `${counted.assumption?.length ?? 0} assumptions`,
      `${counted.departure?.length ?? 0} departures`,
      `${loadTemplates(folder).length} answer templates`,
      ...Object.entries(consentsByRecipient(catalogue)).map(
        ([recipient, named]) => `a system of ${recipient} may be told of ${named.join(', ')}`,
      ),
      ...(end ? [`the calendar must be continued: it ends on ${end}`] : []),
    ].join('\n'),
  )
} catch (error) {
  if (!(error instanceof CatalogueError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
