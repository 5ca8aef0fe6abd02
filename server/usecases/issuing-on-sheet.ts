import type { Actor } from '../domain/approval/events.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import { localDateOf } from '../domain/ids.ts'
import type { Issuance, Sealing } from '../domain/issuing/issuance.ts'
import type { IssuePlan } from '../domain/issuing/plan.ts'
import { channelNames, sealingNames } from './issuing-text.ts'
import type { StampedCase } from './ports.ts'

/** What the cover sheet says of the 施行 that was decided. */
export function issueProperties(plan: IssuePlan | undefined): StampedCase['properties'] {
  if (plan === undefined) return []
  if (!plan.needed)
    return [
      ['施　行', 'なし'],
      ['発信者名', '－'],
    ]
  const number = plan.numberKind === undefined ? '番号なし' : plan.numberKind
  const planned = plan.plannedOn === undefined ? '' : `　${longWareki(plan.plannedOn)}予定`
  const to = plan.addressees.map((it) => `${it.name}（${channelNames[it.channel]}）`)
  return [
    ['施　行', `${plan.kind}　${sealingNames[plan.sealing]}　${number}${planned}`],
    ['発信者名', plan.issuer],
    ['宛　先', to.length === 0 ? '－' : to.join('、')],
    ['施行方法', [...new Set(plan.addressees.map((it) => channelNames[it.channel]))].join('・') || '－'],
  ]
}

/** What happened in the 施行, beside the seals. */
export function issuingRecords(
  issuance: Issuance | undefined,
  who: (by: Actor) => string,
): StampedCase['records'] {
  if (issuance === undefined) return []
  const { documents, dispatches, completed } = issuance
  return [
    ...documents.flatMap(({ name, by, at, collation, sealing, voided }) => [
      { kind: '浄書', who: who(by), on: localDateOf(at), text: name },
      ...(collation === undefined
        ? []
        : [
            {
              kind: '照合',
              who: who(collation.by),
              on: localDateOf(collation.at),
              text: collation.matches ? '相違なし' : `相違あり　${collation.remark ?? ''}`,
            },
          ]),
      ...(sealing === undefined
        ? []
        : [
            {
              kind: sealingNames[sealing.how],
              who: who(sealing.by),
              on: localDateOf(sealing.at),
              text: sealText(sealing),
            },
          ]),
      ...(voided === undefined
        ? []
        : [{ kind: '書損', who: who(voided.by), on: localDateOf(voided.at), text: voided.reason }]),
    ]),
    ...dispatches.flatMap(({ addressee, channel, on, by, failure }) => [
      { kind: '発送', who: who(by), on, text: `${addressee}（${channelNames[channel]}）` },
      ...(failure === undefined
        ? []
        : [
            {
              kind: '不着',
              who: who(failure.by),
              on: localDateOf(failure.at),
              text: `${addressee}　${failure.reason}`,
            },
          ]),
    ]),
    ...(completed === undefined
      ? []
      : [
          {
            kind: '完結',
            who: who(completed.by),
            on: localDateOf(completed.at),
            text: `${longWareki(completed.on)}${completed.unissued === undefined ? '' : `　${completed.unissued}`}`,
          },
        ]),
  ]
}

function sealText(sealing: Sealing): string {
  switch (sealing.how) {
    case 'seal':
      return `${sealing.sealName}　${sealing.count}通`
    case 'omitted':
      return '公印省略'
    default:
      return `${sealing.sealName}　${sealing.signer}`
  }
}
