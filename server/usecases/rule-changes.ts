import type {
  AuthorityBand,
  AuthorityItem,
  AuthorityTable,
  RouteTemplate,
} from '../domain/authority/authority.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { LocalDate } from '../domain/ids.ts'
import type { RuleName } from '../store/rule-drafts.ts'
import { bandText } from './because-text.ts'
import { tableOf, templateOf } from './rules-with-draft.ts'
import { circulationText, stepText, switchNames, switchValueText } from './rule-words.ts'

function bandWords(organisation: Organisation, band: AuthorityBand): string {
  const range = bandText(band)
  const decider =
    band.decider === undefined ? '' : `（${organisation.positions.get(band.decider)?.name ?? band.decider}）`
  const self = band.selfDecides === true ? '、自己決裁可' : ''
  const entrusted = band.entrustedBy === undefined ? '' : `、委任「${band.entrustedBy}」`
  const note = band.note === undefined ? '' : `、備考「${band.note}」`
  return `${range === '' ? '金額によらず' : range}は${band.class}${decider}${self}${entrusted}${note}`
}

function unitNames(organisation: Organisation, units: readonly string[]): string {
  const byCode = new Map<string, string>([...organisation.units].map(([code, it]) => [code, it.name]))
  return units.length === 0 ? 'なし' : units.map((it) => byCode.get(it) ?? it).join('、')
}

/** 「before から after へ」 when they differ. */
function moved(what: string, before: string, after: string): string[] {
  return before === after ? [] : [`${what}を「${before}」から「${after}」に変更`]
}

function itemChanges(organisation: Organisation, before: AuthorityItem, after: AuthorityItem): string[] {
  const bands = (it: AuthorityItem): string[] =>
    it.bands.toSorted((a, b) => a.minYen - b.minYen).map((band) => bandWords(organisation, band))
  const was = bands(before)
  const is = bands(after)
  const name = `${after.code}「${after.name}」`
  return [
    ...moved(`${after.code} の名称`, before.name, after.name),
    ...moved(`${name}の根拠条項`, before.article ?? 'なし', after.article ?? 'なし'),
    ...was.filter((it) => !is.includes(it)).map((it) => `${name}：${it}、を廃止`),
    ...is.filter((it) => !was.includes(it)).map((it) => `${name}：${it}、を設定`),
    ...moved(
      `${name}の審査先`,
      unitNames(organisation, before.examiningUnits),
      unitNames(organisation, after.examiningUnits),
    ),
    ...moved(
      `${name}の合議先`,
      unitNames(organisation, before.concurringUnits),
      unitNames(organisation, after.concurringUnits),
    ),
    ...moved(`${name}の経路`, before.template ?? '区分による', after.template ?? '区分による'),
    ...moved(`${name}の備考`, before.note ?? 'なし', after.note ?? 'なし'),
  ]
}

function classesText(organisation: Organisation, table: AuthorityTable): string {
  return table.classes
    .map(
      (it) =>
        `${it.class}=${it.deciders.map((one) => organisation.positions.get(one)?.name ?? one).join('・')}`,
    )
    .join(' ')
}

function flagsText(table: AuthorityTable): string {
  const words = Object.entries(table.escalation).map(([flag, up]) => {
    const article = table.escalationArticles?.[flag]
    return `${flag} ${up}段${article === undefined ? '' : `（${article}）`}`
  })
  return words.length === 0 ? 'なし' : words.join('、')
}

/** What a table changes against another, in sentences; empty when they say the same. */
function tableChanges(
  organisation: Organisation,
  before: AuthorityTable | undefined,
  after: AuthorityTable,
): string[] {
  const was = before?.items ?? []
  const gone = was.filter((it) => !after.items.some((one) => one.code === it.code))
  return [
    ...moved('出典', before?.source ?? '', after.source),
    ...moved('表の備考', before?.note ?? 'なし', after.note ?? 'なし'),
    ...(before === undefined
      ? []
      : [
          ...moved('決裁区分', classesText(organisation, before), classesText(organisation, after)),
          ...moved('専決の留保', flagsText(before), flagsText(after)),
        ]),
    ...after.items.flatMap((it) => {
      const old = was.find((one) => one.code === it.code)
      if (old !== undefined) return itemChanges(organisation, old, it)
      const bands = it.bands.map((band) => bandWords(organisation, band)).join('、')
      return [`${it.code}「${it.name}」を追加：${bands}`]
    }),
    ...gone.map((it) => `${it.code}「${it.name}」を廃止`),
  ]
}

/** What a template changes against another, in sentences. */
function templateChanges(
  organisation: Organisation,
  before: RouteTemplate | undefined,
  after: RouteTemplate,
): string[] {
  const text = (it: RouteTemplate['steps'][number]): string => stepText(organisation, it)
  if (before === undefined) return [`経路「${after.name}」を追加：${after.steps.map(text).join(' → ')}`]
  const was = new Map(before.steps.map((it) => [it.key, it]))
  const is = new Set(after.steps.map((it) => it.key))
  const both = (steps: RouteTemplate['steps']): string =>
    steps.flatMap((it) => (was.has(it.key) && is.has(it.key) ? [it.key] : [])).join(' ')
  return [
    ...moved('名前', before.name, after.name),
    ...before.steps.filter((it) => !is.has(it.key)).map((it) => `${text(it)} の段を廃止`),
    ...after.steps.flatMap((it) => {
      const old = was.get(it.key)
      return old === undefined ? [`${text(it)} の段を追加`] : moved('段', text(old), text(it))
    }),
    ...(both(before.steps) === both(after.steps)
      ? []
      : [`段の順序を変更：${after.steps.map(text).join(' → ')}`]),
    ...moved('供覧先', circulationText(organisation, before), circulationText(organisation, after)),
  ]
}

/** What one content of a rule changes against another of the same rule, in sentences; undefined: there was none before. */
export function contentChanges(
  organisation: Organisation,
  { kind, code }: RuleName,
  before: unknown,
  after: unknown,
): string[] {
  // Neither the day nor the version is compared.
  const anyDay = '0001-01-01' as LocalDate
  switch (kind) {
    case 'authority_table':
      return tableChanges(
        organisation,
        before === undefined ? undefined : tableOf(before, anyDay),
        tableOf(after, anyDay),
      )
    case 'route_template':
      return templateChanges(
        organisation,
        before === undefined ? undefined : templateOf(before, code),
        templateOf(after, code),
      )
    case 'policy':
      return policyChanges(before as PolicySettings, after as PolicySettings)
  }
}

/** What a policy changes against another, in sentences. */
function policyChanges(before: PolicySettings, after: PolicySettings): string[] {
  const fields = Object.keys(switchNames) as (keyof PolicySettings)[]
  return fields.flatMap((field) =>
    moved(switchNames[field], switchValueText(field, before[field]), switchValueText(field, after[field])),
  )
}
