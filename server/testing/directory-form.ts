import iconv from 'iconv-lite'

export type DirectoryFiles = { readonly people?: string | Buffer; readonly units?: string | Buffer }

/** As a personnel system writes it; U+E000 is the first 外字, F040, which the encoder does not know. */
export function cp932(text: string): Buffer {
  const [first = '', ...rest] = text.split('\ue000')
  const gaiji = Buffer.from([0xf0, 0x40])
  return Buffer.concat([
    iconv.encode(first, 'cp932'),
    ...rest.flatMap((it) => [gaiji, iconv.encode(it, 'cp932')]),
  ])
}

/** A multipart form with the files of an import. */
export function directoryForm(files: DirectoryFiles, fields: Readonly<Record<string, string>>) {
  const edge = 'edge-of-the-form'
  const parts = [
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${edge}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    ...Object.entries(files).flatMap(([name, content]) => [
      Buffer.from(
        `--${edge}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}.csv"\r\nContent-Type: text/csv\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${edge}--\r\n`),
  ]
  return {
    payload: Buffer.concat(parts),
    headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
  }
}
