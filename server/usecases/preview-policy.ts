import type { Kysely } from 'kysely'
import type { PolicyEffect } from '../contract/rules.ts'
import { changedSwitches, differencesUnder, tellsFromRecord } from '../domain/approval/other-policy.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import { localDateOf } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import { type Submitted, attachedBytes, listEventsOf } from '../store/submitted.ts'
import { consequenceText, otherwiseText } from './policy-text.ts'
import { switchNames } from './rule-words.ts'

type Field = keyof PolicySettings
type Case = PolicyEffect['cases'][number]

/** Cases that are shown of one switch; how many there are is told beside. */
const shownAtMost = 20

/** Switches that the compiler asks: what they change is among the routes that change. */
const routeSwitches: readonly Field[] = ['selfApproval', 'consecutiveSamePerson']

/** Why nothing can be said of single cases. */
function noteOf(field: Field): string {
  if (field === 'secretElectronic') return '秘の事案は、件数も含めてここには出しません。'
  if (field === 'takeBackWindow') return '引戻しを断られた操作は記録に残らないため、事案は挙げられません。'
  if (field === 'printReason') return '印刷・保存は起案の経過の外の記録のため、事案は挙げません。'
  if (field === 'seenSharing') return '見たページは起案の記録ではないため、事案は挙げません。'
  if (field === 'disposalWaitingDays') return '簿冊の廃棄に対する定めのため、事案は挙げません。'
  if (field === 'freshSignIn' || field === 'freshSignInMinutes')
    return 'その日の操作に対する定めのため、過去の事案は挙げません。'
  return '断られた操作やしなかった操作は記録に残らないため、事案は挙げられません。'
}

/** As the drafter is told it. */
const megabyte = 1024 * 1024

export type PolicyPreviewDeps = { readonly db: Kysely<Database>; readonly maySeeTitle: boolean }

/**
 * What changes with a policy, switch by switch: what holds before and after, and of these cases those whose record says
 * that they would have gone otherwise. Nothing is guessed: where the record cannot tell, the note says so.
 */
export async function policyEffects(
  { db, maySeeTitle }: PolicyPreviewDeps,
  before: PolicySettings,
  after: PolicySettings,
  submitted: readonly Submitted[],
): Promise<readonly PolicyEffect[]> {
  const fields = changedSwitches(before, after)
  if (fields.length === 0) return []
  const ids = submitted.map((it) => it.id)
  // Only what the record can tell is worth going through it act by act.
  const asked = fields.filter((it) => tellsFromRecord(it, after))
  const events = asked.length === 0 ? new Map() : await listEventsOf(db, ids)
  const bytes = fields.includes('attachmentSoftLimitMb') ? await attachedBytes(db, ids) : new Map()
  const head = (it: Submitted) => ({ number: it.number, ...(maySeeTitle ? { title: it.title } : {}) })

  const acts = submitted.flatMap((it) =>
    differencesUnder(events.get(it.id) ?? [], before, after).map(({ field, by, at, otherwise }) => ({
      field,
      shown: { ...head(it), on: localDateOf(at), text: `${by}：${otherwiseText(otherwise)}` },
    })),
  )
  const atEnd = (it: Submitted, text: string): Case => ({
    ...head(it),
    on: localDateOf(it.submittedAt),
    text,
  })
  const casesOf = (field: Field): readonly Case[] => {
    if (field === 'numberAt') return submitted.flatMap((it) => numberCase(it, after, atEnd))
    if (field === 'attachmentSoftLimitMb') {
      return submitted.flatMap((it) =>
        sizeCase(bytes.get(it.id) ?? 0, before, after, (text) => atEnd(it, text)),
      )
    }
    return acts.filter((it) => it.field === field).map((it) => it.shown)
  }
  return fields.map((field): PolicyEffect => {
    const ofRoute = routeSwitches.includes(field)
    const tells = field === 'numberAt' || field === 'attachmentSoftLimitMb' || tellsFromRecord(field, after)
    const cases = tells ? casesOf(field) : []
    return {
      field,
      name: switchNames[field],
      before: consequenceText(field, before),
      after: consequenceText(field, after),
      cases: cases.slice(0, shownAtMost),
      count: cases.length,
      ...(tells || ofRoute ? {} : { note: noteOf(field) }),
      ofRoute,
    }
  })
}

/** A case that ended before its 決裁: whether it used a number up. */
function numberCase(
  it: Submitted,
  after: PolicySettings,
  atEnd: (it: Submitted, text: string) => Case,
): readonly Case[] {
  if (it.isDecided || it.isRunning) return []
  if (after.numberAt === 'submit') {
    return it.number === '' ? [atEnd(it, '番号がないまま終わった。改めた後なら、提出のときに付く。')] : []
  }
  return it.number === '' ? [] : [atEnd(it, '決裁に至らず、番号だけが残った。改めた後なら、番号は付かない。')]
}

/** A case whose files lie between the two limits. */
function sizeCase(
  bytes: number,
  before: PolicySettings,
  after: PolicySettings,
  atEnd: (text: string) => Case,
): readonly Case[] {
  const warned = (it: PolicySettings): boolean => bytes > it.attachmentSoftLimitMb * megabyte
  if (warned(before) === warned(after)) return []
  const size = `添付は合計${Math.ceil(bytes / megabyte)}MB。`
  return [atEnd(`${size}改めた後なら、起案者への注意が${warned(after) ? '出る' : '出ない'}。`)]
}
