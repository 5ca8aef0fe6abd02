import type { EventsRefusal } from '../usecases/read-events.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'
import type { WebhookRefusal } from '../usecases/webhooks.ts'

type Code = Exclude<(EventsRefusal | WebhookRefusal)['code'], 'not_found' | 'bad_cursor'>

/** Refusals around the feed of events and webhooks. A code without a row does not compile. */
export const webhookProblems = {
  events_for_applications: {
    status: 403,
    title:
      '出来事の一覧は外部システムのためのものです。人が読むときは、文書の「経過」か「お知らせ」を開いてください。',
    rule: '外部への通知',
  },
  cursor_of_another_database: {
    status: 409,
    title:
      'このカーソルは、いまのデータベースのものではありません（復元の前のものです）。after を付けずに読み直し、届いたものの id で重なりを除いてください。',
    rule: '外部への通知',
  },
  webhooks_not_yours: {
    status: 403,
    title: '通知先を扱えるのはシステム管理者です。システム管理者に依頼してください。',
    rule: '外部への通知',
  },
  webhook_url_refused: {
    status: 422,
    title:
      'このアドレスには通知を送れません。https:// のアドレスか、運用者が許したネットワーク（KESSAI_WEBHOOK_NETWORKS）のアドレスを指定してください。',
    rule: '外部への通知',
  },
  webhook_type_unknown: {
    status: 422,
    title: 'その種類の出来事はありません。一覧にある種類を選んでください。',
    rule: '外部への通知',
  },
  webhook_application_unknown: {
    status: 422,
    title: '登録されていない外部システムです。先に外部システムを登録してください。',
    rule: '外部への通知',
  },
  webhook_too_many: {
    status: 409,
    title: '一つの外部システムが持てる通知先の数に達しています。使わない通知先を削除してください。',
    rule: '外部への通知',
  },
  webhook_not_redeliverable: {
    status: 404,
    title:
      'その出来事はこの通知先の記録にありません。記録にある id を指定するか、時刻を指定して再送してください。',
    rule: '外部への通知',
  },
  not_an_instant: {
    status: 422,
    title: '時刻として読めません。2026-05-11T10:20:00+09:00 のように、ある日の時刻を指定してください。',
    rule: '送信',
  },
} satisfies Record<Code, ProblemRow>
