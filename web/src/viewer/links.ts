import type { PageName } from './seen/unseen.ts'
import type { PassageName } from './selected-passage.ts'

/** What a link into a book leads to. */
export type LinkTarget =
  | { readonly page: PageName }
  | { readonly passage: PassageName }
  | { readonly note: string }
  /** Words, wherever in the case they stand first. */
  | { readonly find: string }

const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const pageForm = new RegExp(`^#page=(${id})/([1-9]\\d{0,5})$`)
const passageForm = new RegExp(`^#passage=(${id})/([1-9]\\d{0,5})/([^/]{1,2000})$`)
const findForm = /^#find=([^/]{1,2000})$/
const noteForm = new RegExp(`^#note=(${id})$`)

/** The part of an address by which a page, words on it or a note are meant; pages count from 1 there, as people do. */
export function fragmentOf(target: LinkTarget): string {
  if ('note' in target) return `#note=${target.note}`
  if ('find' in target) return `#find=${encodeURIComponent(target.find)}`
  const { attachmentId, pageIndex } = 'page' in target ? target.page : target.passage.page
  const page = `${attachmentId}/${pageIndex + 1}`
  return 'page' in target ? `#page=${page}` : `#passage=${page}/${encodeURIComponent(target.passage.words)}`
}

/** What the fragment of an address leads to; undefined for any other. */
export function targetOf(fragment: string): LinkTarget | undefined {
  const [, attachmentId, number] = pageForm.exec(fragment) ?? []
  if (attachmentId !== undefined && number !== undefined)
    return { page: { attachmentId, pageIndex: Number(number) - 1 } }
  const [, file, place, written] = passageForm.exec(fragment) ?? []
  const words = written === undefined ? undefined : decoded(written)
  if (file !== undefined && words !== undefined)
    return { passage: { page: { attachmentId: file, pageIndex: Number(place) - 1 }, words } }
  const [, anywhere] = findForm.exec(fragment) ?? []
  const find = anywhere === undefined ? undefined : decoded(anywhere)
  if (find !== undefined) return { find }
  const [, note] = noteForm.exec(fragment) ?? []
  return note === undefined ? undefined : { note }
}

/** Undefined for what no browser writes so. */
function decoded(written: string): string | undefined {
  try {
    return decodeURIComponent(written)
  } catch {
    return undefined
  }
}

/** Puts the address of a page, words or a note into the clipboard; false when the browser does not let us: then it stands in its address line. */
export async function copyLink(target: LinkTarget): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(
      `${location.origin}${location.pathname}${location.search}${fragmentOf(target)}`,
    )
    return true
  } catch {
    location.hash = fragmentOf(target)
    return false
  }
}
