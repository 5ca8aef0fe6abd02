import { longWareki } from '../domain/calendar/wareki.ts'
import type { IssuingEvent } from '../domain/issuing/evolve-issuing.ts'
import type { Sealing } from '../domain/issuing/issuance.ts'
import type { Channel, SealingWay } from '../domain/issuing/plan.ts'
import { unreachable } from '../domain/result.ts'

/** 発送手段 as they are written. */
export const channelNames: Readonly<Record<Channel, string>> = {
  post: '郵送',
  email: '電子メール',
  lgwan: 'LGWAN',
  courier: '交換便',
  counter: '窓口',
  posting: '掲示',
  application: '電子申請',
  website: 'ホームページ',
}

/** 公印, 公印省略, 電子署名. */
export const sealingNames: Readonly<Record<SealingWay, string>> = {
  seal: '公印',
  omitted: '公印省略',
  electronic: '電子署名',
}

/** What happened in the 施行, as a sentence of the history. */
export function issuingText(event: IssuingEvent): string {
  switch (event.type) {
    case 'fair_copied':
      return `浄書しました（${event.name}）。`
    case 'collated':
      return event.matches ? '決裁案と照合しました（相違なし）。' : '照合で決裁案との違いを見つけました。'
    case 'document_sealed':
      return sealedText(event.sealing)
    case 'document_voided':
      return '施行文書を書損としました。'
    case 'dispatched': {
      const again = event.to.some((it) => it.again !== undefined) ? 'もう一度' : ''
      const to = event.to.map((it) => `${it.name}：${channelNames[it.channel]}`).join('、')
      return `${longWareki(event.on)}付けで${again}発送しました（${to}）。`
    }
    case 'dispatch_failed':
      return '発送したものが届かなかったことを記録しました。'
    case 'completed':
      return `${longWareki(event.on)}をもって完結としました。`
    default:
      return unreachable(event)
  }
}

function sealedText(sealing: Sealing): string {
  switch (sealing.how) {
    case 'seal':
      return `公印を押しました（${sealing.sealName}、${sealing.count}通）。`
    case 'omitted':
      return '公印を省略しました。'
    case 'electronic':
      return `電子署名を付けました（${sealing.sealName}、${sealing.signer}${sealing.timestamped ? '、タイムスタンプ付き' : ''}）。`
    default:
      return unreachable(sealing)
  }
}
