/** The scheme of an Office address, which the browser hands to the program. */
type OfficeScheme = 'ms-word' | 'ms-excel' | 'ms-powerpoint'

const schemes: Readonly<Partial<Record<string, OfficeScheme>>> = {
  docx: 'ms-word',
  doc: 'ms-word',
  rtf: 'ms-word',
  xlsx: 'ms-excel',
  xls: 'ms-excel',
  pptx: 'ms-powerpoint',
  ppt: 'ms-powerpoint',
}

/** The program of Microsoft Office for a kind of file (FileKind); null for kinds that none of them opens by itself. */
export function officeSchemeOf(kind: string): OfficeScheme | null {
  return schemes[kind] ?? null
}

const apps = { 'ms-word': 'Word', 'ms-excel': 'Excel', 'ms-powerpoint': 'PowerPoint' } as const

/** The program on the desktop that opens and saves a kind of file (FileKind) by its address; undefined for other kinds. */
export function desktopAppOf(kind: string): string | undefined {
  const scheme = officeSchemeOf(kind)
  if (scheme !== null) return apps[scheme]
  return ['odt', 'ods', 'odp'].includes(kind) ? 'LibreOffice' : undefined
}
