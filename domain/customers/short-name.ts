/** «Омарова Гүлсім Қайратқызы» becomes «Гүлсім О.» */
export function shortName(fullName: string): string {
  const [surname = '', first] = fullName.split(/\s+/)
  return first ? `${first} ${surname.slice(0, 1)}.` : surname
}
