declare const brand: unique symbol
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

/** A 起案文書, by UUID in lower case. */
export type ProposalId = Branded<string, 'ProposalId'>
/** A 収受文書, by UUID in lower case. */
export type ReceiptId = Branded<string, 'ReceiptId'>
/** A 開示請求, by UUID in lower case. */
export type DisclosureId = Branded<string, 'DisclosureId'>
/** A 添付ファイル, by UUID in lower case; its content changes by revision, the id stays. */
export type AttachmentId = Branded<string, 'AttachmentId'>
/** One content of an attachment, by UUID in lower case. */
export type RevisionId = Branded<string, 'RevisionId'>
/** A 職員, by employee number (職員番号), for example `u0112`. */
export type PersonId = Branded<string, 'PersonId'>
/** A 所属, by its code, for example `KNK-1`. */
export type UnitCode = Branded<string, 'UnitCode'>
/** A 職位 (部長, 課長 …), by its code, for example `P-SEC`. */
export type PositionCode = Branded<string, 'PositionCode'>
/**
 * A 職: one position in one unit, written `UNIT:POSITION`, for example `KNK:P-SEC`; where several people share it and
 * each has a charge (担任), `UNIT:POSITION@CHARGE`, for example `EXE:P-VGV@KEI`.
 */
export type PostId = Branded<string, 'PostId'>
/** SHA-256 as 64 lower-case hexadecimal digits. */
export type Sha256 = Branded<string, 'Sha256'>

/** A point in time: ISO 8601 in UTC with milliseconds, `2026-05-11T01:20:00.000Z`. Sorts as text. */
export type Instant = Branded<string, 'Instant'>
/** A day in the body's own calendar (Asia/Tokyo): `2026-05-11`. Sorts as text. */
export type LocalDate = Branded<string, 'LocalDate'>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const localDate = /^\d{4}-\d{2}-\d{2}$/

/** A UUID in lower case; undefined for any other text. */
export function parseProposalId(text: string): ProposalId | undefined {
  return uuid.test(text) ? (text as ProposalId) : undefined
}

/** A UUID in lower case; undefined for any other text. */
export function parseRevisionId(text: string): RevisionId | undefined {
  return uuid.test(text) ? (text as RevisionId) : undefined
}

/** An instant as it is stored: UTC with milliseconds and a Z; undefined for any other text, also for second 91 and 30 February. */
export function parseInstant(text: string): Instant | undefined {
  if (!instant.test(text) || Number.isNaN(Date.parse(text))) return undefined
  // A day that the month does not have is read as one of the next.
  return new Date(text).toISOString() === text ? (text as Instant) : undefined
}

/** A day of the calendar, `2026-05-11`; undefined for any other text, also for 30 February. */
export function parseLocalDate(text: string): LocalDate | undefined {
  if (!localDate.test(text)) return undefined
  const [year, month, day] = text.split('-').map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? (text as LocalDate) : undefined
}

/** The day in Japan (UTC+9, no summer time since 1951) on which an instant falls. */
export function localDateOf(at: Instant): LocalDate {
  return new Date(Date.parse(at) + 9 * 60 * 60 * 1000).toISOString().slice(0, 10) as LocalDate
}

/** The first instant of a day in Japan. */
export function startOf(day: LocalDate): Instant {
  return new Date(`${day}T00:00:00+09:00`).toISOString() as Instant
}

/** The day before a day. */
export function dayBefore(day: LocalDate): LocalDate {
  return new Date(Date.parse(day) - 24 * 60 * 60 * 1000).toISOString().slice(0, 10) as LocalDate
}

/**
 * The post of a position in a unit. With `charge`, the one of several holders who is in charge of that unit (担任):
 * `EXE:P-VGV@KEI`.
 */
export function postIdOf(unit: UnitCode, position: PositionCode, charge?: UnitCode): PostId {
  return (charge === undefined ? `${unit}:${position}` : `${unit}:${position}@${charge}`) as PostId
}

/** Unit and position of a post, whatever its charge. */
export function partsOfPost(post: PostId): { readonly unit: UnitCode; readonly position: PositionCode } {
  const [plain = ''] = post.split('@')
  const cut = plain.indexOf(':')
  return { unit: plain.slice(0, cut) as UnitCode, position: plain.slice(cut + 1) as PositionCode }
}

/** The unit a seat is in charge of; undefined for a plain post. */
export function chargeOf(post: PostId): UnitCode | undefined {
  const cut = post.indexOf('@')
  return cut < 0 ? undefined : (post.slice(cut + 1) as UnitCode)
}
