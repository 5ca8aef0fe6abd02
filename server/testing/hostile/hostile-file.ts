/** A file made to do harm, or harmed. */
export type HostileFile = {
  readonly name: string
  readonly bytes: Buffer
  /**
   * How it ends where that is certain: refused at the door, with pages, or without them for this reason. Left out where
   * either pages or any known reason is honest.
   */
  readonly ends?: 'refused' | 'pages' | 'damaged' | 'encrypted' | 'too_large' | 'not_shown' | 'unsupported'
}

/** Where hostile files would like to call: nobody may ever hear from them there. */
export type Lure = { readonly url: string }

/** Hostile files of one kind from their names without extension. */
export function filesOf(
  extension: string,
  made: Readonly<Record<string, Buffer | string | readonly [HostileFile['ends'], Buffer | string]>>,
): HostileFile[] {
  return Object.entries(made).map(([name, it]) => {
    const [ends, content] = typeof it === 'string' || Buffer.isBuffer(it) ? [undefined, it] : it
    const bytes = Buffer.from(content)
    return { name: `${name}.${extension}`, bytes, ...(ends === undefined ? {} : { ends }) }
  })
}
