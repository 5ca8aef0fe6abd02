type Format = { readonly format: string; readonly mediaType: string }

const office = 'application/vnd.openxmlformats-officedocument'
const open = 'application/vnd.oasis.opendocument'

/** What the kinds of files are called where somebody reads them without us. */
const formats: Readonly<Record<string, Format>> = {
  docx: { format: 'Word (OOXML)', mediaType: `${office}.wordprocessingml.document` },
  xlsx: { format: 'Excel (OOXML)', mediaType: `${office}.spreadsheetml.sheet` },
  pptx: { format: 'PowerPoint (OOXML)', mediaType: `${office}.presentationml.presentation` },
  doc: { format: 'Word 97-2003', mediaType: 'application/msword' },
  xls: { format: 'Excel 97-2003', mediaType: 'application/vnd.ms-excel' },
  ppt: { format: 'PowerPoint 97-2003', mediaType: 'application/vnd.ms-powerpoint' },
  odt: { format: 'OpenDocument Text', mediaType: `${open}.text` },
  ods: { format: 'OpenDocument Spreadsheet', mediaType: `${open}.spreadsheet` },
  odp: { format: 'OpenDocument Presentation', mediaType: `${open}.presentation` },
  rtf: { format: 'RTF', mediaType: 'application/rtf' },
  png: { format: 'PNG', mediaType: 'image/png' },
  jpeg: { format: 'JPEG', mediaType: 'image/jpeg' },
  gif: { format: 'GIF', mediaType: 'image/gif' },
  webp: { format: 'WebP', mediaType: 'image/webp' },
  tiff: { format: 'TIFF', mediaType: 'image/tiff' },
  bmp: { format: 'BMP', mediaType: 'image/bmp' },
  svg: { format: 'SVG', mediaType: 'image/svg+xml' },
  heic: { format: 'HEIC', mediaType: 'image/heic' },
  text: { format: 'Plain text', mediaType: 'text/plain' },
  csv: { format: 'CSV', mediaType: 'text/csv' },
  html: { format: 'HTML', mediaType: 'text/html' },
  zip: { format: 'ZIP', mediaType: 'application/zip' },
  eml: { format: 'Internet Message (EML)', mediaType: 'message/rfc822' },
  msg: { format: 'Outlook Message', mediaType: 'application/vnd.ms-outlook' },
}

/** What a kind of file is called in metadata; for one nobody knows that it is bytes. */
export function formatOf(kind: string): Format {
  return formats[kind] ?? { format: '不明', mediaType: 'application/octet-stream' }
}
