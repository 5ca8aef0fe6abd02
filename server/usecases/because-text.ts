import type { BecauseView } from '../contract/route.ts'
import type { StepRole } from '../domain/approval/route.ts'
import type { AuthorityBand, Because, RouteProblem, StepCondition } from '../domain/authority/authority.ts'
import type { Entrusted } from '../domain/issuing/issuer-name.ts'
import { unreachable } from '../domain/result.ts'

const oku = 100_000_000
const man = 10_000

/** 8,400,000円 */
export function yenText(yen: number): string {
  return `${yen.toLocaleString('ja-JP')}円`
}

/** As regulations write a limit: 300万円, 1億5,000万円; an amount that is not whole 万 in digits. */
export function limitText(yen: number): string {
  if (yen < man || yen % man !== 0) return yenText(yen)
  const high = Math.floor(yen / oku)
  const low = (yen % oku) / man
  return `${high === 0 ? '' : `${high.toLocaleString('ja-JP')}億`}${low === 0 ? '' : `${low.toLocaleString('ja-JP')}万`}円`
}

/** 300万円以上1,000万円未満; as the regulation has it also 300万円を超え1,000万円以下. '' for every amount. */
export function bandText({
  minYen,
  maxYen,
  maxInclusive,
}: Pick<AuthorityBand, 'minYen' | 'maxYen' | 'maxInclusive'>): string {
  const isAbove = minYen > man && (minYen - 1) % man === 0
  const from = isAbove
    ? `${limitText(minYen - 1)}${maxYen === undefined ? '超' : 'を超え'}`
    : `${limitText(minYen)}以上`
  const to = maxYen === undefined ? '' : `${limitText(maxYen)}${maxInclusive === true ? '以下' : '未満'}`
  return (minYen > 0 ? from : '') + to
}

function rowText(because: Extract<Because, { code: 'authority_row' }>): string {
  const band = bandText(because)
  const amount =
    because.amountYen === undefined || band === ''
      ? ''
      : `金額 ${yenText(because.amountYen)}は ${band}のため `
  const power = because.isDelegated ? '専決' : '決裁'
  return (
    `${because.source}${because.article === undefined ? '' : ` ${because.article}`}（${because.version}版）` +
    `${because.item}「${because.itemName}」：${amount}${because.class}（${because.deciderName}）${power}`
  )
}

/** The version, row and article a unit of 審査 or 合議 is asked by, in brackets; what an older route does not tell is left away. */
function groundText({ version, item, article }: AskedUnit): string {
  const row = version === undefined || item === undefined ? '' : `${version}版 ${item}`
  const parts = [row, article ?? ''].filter((it) => it !== '')
  return parts.length === 0 ? '' : `（${parts.join('、')}）`
}
type AskedUnit = Extract<Because, { code: 'examining_unit' | 'concurring_unit' }>

/** When a step of a template has a part, ready for 「…とき」: 金額が1,000万円以上で「重要」に当たる. */
export function conditionText(when: StepCondition): string {
  const band = bandText({ ...when, minYen: when.minYen ?? 0 })
  const parts = [
    band === '' ? '' : `金額が${band}である`,
    when.items === undefined ? '' : `決裁区分が ${when.items.join('・')} である`,
    when.flags === undefined ? '' : `${when.flags.map((it) => `「${it}」`).join('')}に当たる`,
  ].filter((it) => it !== '')
  return parts.length === 0 ? 'どんな' : parts.join('、かつ')
}

/** 回議 · 審査 · 合議 · 決裁, for sentences. */
export const roleNames: Readonly<Record<StepRole, string>> = {
  review: '回議',
  examine: '審査',
  concur: '合議',
  decide: '決裁',
}

const handlings: Readonly<Record<Extract<Because, { code: 'handled_by' }>['kind'], string>> = {
  handling: 'この職は事務取扱が行います',
  concurrent: 'この職は兼務者が行います',
  proxy: '職務代理者が置かれています（地方自治法第152条）',
}

/** Why a step is on the route, as a Japanese sentence. */
export function becauseText(because: Because): string {
  switch (because.code) {
    case 'template':
      return (
        `経路「${because.name}」（${because.template} ${because.version}版）による段` +
        (because.article === undefined ? '' : `：${because.article}`)
      )
    case 'authority_row':
      return rowText(because)
    case 'escalated':
      return (
        `「${because.flag}」に当たるため ${because.from} から ${because.to} へ引上げ` +
        `（専決の留保${because.article === undefined ? '' : ` ${because.article}`}）`
      )
    case 'no_decider_of_class':
      return `この所属には ${because.from} の決裁権者の職がないため ${because.to} の決裁権者`
    case 'examining_unit':
      return `審査：専決表${groundText(because)}で ${because.unitName} の審査が必要`
    case 'concurring_unit':
      return because.by === 'table'
        ? `合議：専決表${groundText(because)}で ${because.unitName} への合議が必要`
        : `合議：起案者が ${because.unitName} を合議先に指定`
    case 'in_charge':
      return `${because.unitName}を担任`
    case 'handled_by':
      return `${handlings[because.kind]}：${because.title}`
    case 'vacant':
      return `${because.postName}は欠員のため省略`
    case 'drafter_holds_it':
      return '起案者本人の段のため省略（自己）'
    case 'added_on_route':
      return `${because.by}が回議の途中で追加（理由：${because.reason}）`
    case 'reassigned':
      return `${because.by}が${because.from}から振替（理由：${because.reason}）`
    case 'decider_is_asked':
      return `${because.title}は決裁権者自身のため、決裁と併せて行います`
    case 'same_person_decides_next':
      return `次の${because.title}と同じ人のため、そこで併せて行います`
    case 'condition':
      return `${conditionText(because.when)}ときの段（この事案は当たります）`
    case 'self_decides':
      return `${because.item}「${because.itemName}」は、決裁権者自身の起案を認める軽易な事案です`
    case 'entrusted':
      return `委任（${because.by}）：${because.from}の名でなく、決裁権者自身の名で施行`
    case 'left_out':
      return `起案者が省略：${because.why}`
    case 'post_review':
      return `起案時に後閲を指定：${because.why}`
    case 'shown_by_drafter':
      return '起案者が供覧先に指定'
    default:
      return unreachable(because)
  }
}

/** What the drafter of an entrusted matter does about its 発信者名. */
export function entrustedText({ by, from, issuer }: Entrusted): string {
  return `この事務は委任されています（${by}）。「${from}」でなく、発信者名を「${issuer}」にしてください。`
}

/** Where a step is looked for, seen from the 係 that drafts. */
export const places: Readonly<Record<string, string>> = {
  own_group: '係',
  own_section: '課',
  own_bureau: '局（振興局の部）',
  own_department: '部（振興局）',
  own_branch: '振興局',
  charge_vice_governor: '担任する副知事',
}

/** A reason as the pages show it: its sentence, and the version, row and article it rests on, where there are any. */
export function toBecauseView(because: Because): BecauseView {
  const version = 'version' in because ? because.version : undefined
  const row = 'item' in because ? because.item : undefined
  const article = 'article' in because ? because.article : undefined
  return {
    code: because.code,
    text: becauseText(because),
    ...(version === undefined ? {} : { version }),
    ...(row === undefined ? {} : { row }),
    ...(article === undefined ? {} : { article }),
  }
}

function placeText(selector: string): string {
  return places[selector] ?? `所属コード ${selector.replace(/^unit:/, '')}`
}

/** Why no route can be made, and what to do: a Japanese sentence for the drafter. */
export function routeProblemText(problem: RouteProblem): string {
  switch (problem.code) {
    case 'no_authority_table':
      return `${problem.day} に施行されている専決表がありません。管理者に連絡してください。`
    case 'no_authority_item':
      return problem.item === ''
        ? '決裁区分を選んでください。'
        : `決裁区分「${problem.item}」は専決表にありません。選び直してください。`
    case 'amount_missing':
      return '金額によって決裁権者が変わる区分です。金額を入力してください。'
    case 'no_band':
      return `金額 ${yenText(problem.amountYen)}に当たる行が専決表の ${problem.item} にありません。金額と決裁区分を確かめてください。`
    case 'beyond_authority':
      return `この金額・事案は「${problem.class}」に当たり、この機関では決裁できません。決裁区分を確かめ、上級の機関へ進達してください。`
    case 'no_template':
      return `決裁区分「${problem.item}」に合う経路がありません。管理者に連絡してください。`
    case 'no_such_place':
      return problem.position === undefined
        ? `経路に必要な所属（${placeText(problem.selector)}）が見つかりません。起案する職、合議先、供覧先を確かめてください。`
        : `起案する所属には ${problem.position} の職がありません。決裁区分か、起案する職を選び直してください。`
    case 'not_drafters_post':
      return 'その職では起案できません。自分の職を選び直してください。'
    case 'post_vacant':
      return `${problem.postName}が欠員です。発令（事務取扱など）を管理者に確かめてください。`
    case 'drafter_would_decide':
      return `起案者自身が決裁権者（${problem.postName}）になります。ほかの人が起案するか、上位の決裁区分を選んでください。`
    case 'drafter_would_act':
      return `起案者自身が${problem.postName}として承認することになります。この団体では認められていないため、ほかの人が起案してください。`
    case 'may_not_leave_out':
      return `${problem.postName}の段は専決表か経路で必要とされているため、省略できません。省略の指定を外してください。`
    case 'may_not_post_review':
      return `${problem.postName}は後閲に回せません。後閲を指定できるのは回議の段だけです。指定を外してください。`
    default:
      return unreachable(problem)
  }
}
