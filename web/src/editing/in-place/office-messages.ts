/** What an office server says to the page around it, as far as the page listens (PostMessage of Office, Collabora's own among it). */
export type OfficeMessage =
  | { readonly is: 'loading'; readonly failed: boolean }
  | { readonly is: 'modified'; readonly isModified: boolean }
  | { readonly is: 'saved'; readonly isSaved: boolean }
  | { readonly is: 'close' }

/** A message as it came: text of JSON, or an object; undefined for what is none, or of no concern here. */
export function officeMessageOf(data: unknown): OfficeMessage | undefined {
  const said = typeof data === 'string' ? parsed(data) : data
  if (typeof said !== 'object' || said === null) return undefined
  const { MessageId: id, Values: given } = said as { MessageId?: unknown; Values?: unknown }
  const values = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>
  switch (id) {
    case 'App_LoadingStatus':
      return { is: 'loading', failed: values['Status'] === 'Failed' }
    case 'Doc_ModifiedStatus':
      return { is: 'modified', isModified: values['Modified'] === true }
    case 'Action_Save_Resp':
      return { is: 'saved', isSaved: values['success'] === true }
    case 'UI_Close':
    case 'Action_Close':
      return { is: 'close' }
    default:
      return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Says something to the office server; to nobody when the frame shows something else meanwhile. */
export function tell(
  frame: HTMLIFrameElement | null,
  origin: string,
  id: string,
  values: Readonly<Record<string, unknown>> = {},
): void {
  const message = { MessageId: id, SendTime: Date.now(), Values: values }
  frame?.contentWindow?.postMessage(JSON.stringify(message), origin)
}
