import { type LocalDate, localDateOf, parseInstant } from '../ids.ts'
import type { Missing } from './refusals.ts'

/** What of a proposal's properties a submission needs. */
export type Filled = {
  readonly title: string
  readonly body: string
  readonly authorityCode: string
  readonly flags: readonly string[]
  /** 専決の留保: why each flag applies. */
  readonly flagReasons?: readonly { readonly flag: string; readonly reason: string }[]
  readonly folderId: string
  readonly retentionCode: string
  readonly disclosure: {
    readonly class: string
    readonly grounds: readonly string[]
    readonly until?: string
  }
  readonly secrecy: string
  /** 時限秘: when it ends. */
  readonly secretUntil?: string
  readonly urgent: boolean
  readonly urgentReason: string
  /** 併用決裁. */
  readonly paper?: { readonly reason: string; readonly what: string }
  /** 施行. */
  readonly issue?: {
    readonly needed: boolean
    readonly kind: string
    readonly issuer: string
    readonly addressees: readonly { readonly name: string }[]
  }
}

/** What may be chosen, and what a choice asks for. */
export type Choices = {
  readonly folders: readonly { readonly id: string }[]
  readonly retentionPeriods: readonly { readonly code: string }[]
  readonly disclosureClasses: readonly {
    readonly code: string
    readonly needsGround: boolean
    readonly needsUntil: boolean
  }[]
  readonly disclosureGrounds: readonly { readonly code: string }[]
  readonly secrecyLevels: readonly {
    readonly code: string
    readonly name: string
    readonly needsUntil: boolean
    readonly electronic: boolean
  }[]
}

/**
 * Everything that is missing at submission, in the order of the page; empty when nothing is. 起案文書に記載がなければ
 * 有効に意思決定したことにならない, so nothing of it is left for later. The route is asked elsewhere.
 */
export function missingAtSubmission(
  filled: Filled,
  choices: Choices,
  body: {
    readonly secretForbidden: boolean
    readonly paperReasonRequired: boolean
    /** The day of a first submission: nothing that is over by then is decided. Absent for what comes again. */
    readonly firstOn?: LocalDate
  },
): readonly Missing[] {
  const missing: Missing[] = []
  const need = (field: string, there: boolean, text: string): void => {
    if (!there) missing.push({ field, text })
  }
  need('title', !isBlank(filled.title), '件名を入力してください。')
  need('body', !isBlank(filled.body), '伺い文を入力してください。')
  need('authorityCode', filled.authorityCode !== '', '決裁区分を選んでください。')
  for (const flag of filled.flags) {
    const said = filled.flagReasons?.some((it) => it.flag === flag && !isBlank(it.reason)) === true
    need('flagReasons', said, `「${flag}」に当たる理由を入力してください。`)
  }
  const { issue } = filled
  if (issue?.needed === true) {
    need('issue.kind', !isBlank(issue.kind), '施行の種類を選んでください。')
    need('issue.issuer', !isBlank(issue.issuer), '発信者名を入力してください。')
    const named = issue.addressees.every((it) => !isBlank(it.name))
    need('issue.addressees', named, '宛先に空の行があります。入力するか、行を消してください。')
  }
  need('folderId', has(choices.folders, 'id', filled.folderId), 'つづる簿冊を選んでください。')
  need(
    'retentionCode',
    has(choices.retentionPeriods, 'code', filled.retentionCode),
    '保存期間を選んでください。',
  )
  const { disclosure } = filled
  const disclosureClass = choices.disclosureClasses.find((it) => it.code === disclosure.class)
  need('disclosure.class', disclosureClass !== undefined, '公開区分を選んでください。')
  if (disclosureClass?.needsGround === true) {
    const known = disclosure.grounds.filter((it) => has(choices.disclosureGrounds, 'code', it))
    need('disclosure.grounds', known.length > 0, '公開しない理由（根拠）を選んでください。')
  }
  if (disclosureClass?.needsUntil === true) {
    const { until } = disclosure
    need('disclosure.until', until !== undefined, 'いつまで公開しないか、期日を入力してください。')
    // A case from last year taken over as it was would be open at once.
    const text = '公開しない期日が過ぎています。期日か公開区分を直してください。'
    need('disclosure.until', until === undefined || !isOver(until, body.firstOn), text)
  }
  const secrecy = choices.secrecyLevels.find((it) => it.code === filled.secrecy)
  need('secrecy', secrecy !== undefined, '秘密区分を選んでください。')
  if (secrecy?.needsUntil === true) {
    const until = filled.secretUntil === undefined ? undefined : parseInstant(filled.secretUntil)
    need('secretUntil', until !== undefined, '時限秘を解除する日時を入力してください。')
    const text = '時限秘を解除する日時が過ぎています。日時か秘密区分を直してください。'
    need('secretUntil', until === undefined || !isOver(localDateOf(until), body.firstOn), text)
  }
  if (body.secretForbidden && secrecy !== undefined && secrecy.code !== 'none') {
    missing.push({
      field: 'secrecy',
      text: 'この団体では秘密の文書を電子決裁で扱いません（方針）。紙で回議してください。',
    })
  }
  if (filled.urgent) need('urgentReason', !isBlank(filled.urgentReason), '至急の理由を入力してください。')
  if (filled.paper !== undefined) {
    need('paper', !isBlank(filled.paper.what), '紙で回付する資料を入力してください。')
    const said = !body.paperReasonRequired || !isBlank(filled.paper.reason)
    need('paper', said, '紙を併用する理由を入力してください。')
  }
  if (secrecy?.electronic === false) {
    missing.push({
      field: 'secrecy',
      text: `「${secrecy.name}」の文書は電子決裁では扱えません。紙で回議してください。`,
    })
  }
  return missing
}

function isOver(until: string, day: LocalDate | undefined): boolean {
  return day !== undefined && until < day
}

function has<Key extends string>(
  list: readonly { readonly [Name in Key]: string }[],
  key: Key,
  value: string,
): boolean {
  return list.some((it) => it[key] === value)
}

/** Nothing that can be read: spaces of any width, and characters without a shape. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cf}\p{Cc}\p{Cs}]*$/u.test(text)
}
