import type { MailPreference, OwnMailPreference } from '../../../../server/contract/mail.ts'
import { useChooseMail, useMailPreference, useMailTroubles } from '../../api/notices.ts'
import { Loaded } from '../../api/loaded.tsx'
import { problemText } from '../../api/problem-text.tsx'
import { useMe } from '../../api/queries.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/index.tsx'
import { Badge, Notice, RadioGroup, Select, toast } from '../../ui/index.ts'

const groups = ['tasks', 'returned', 'notices', 'due'] as const
const choices = ['now', 'daily', 'none'] as const
const hours = Array.from({ length: 24 }, (_, hour) => String(hour))

/** 通知: which mail one wants; kept as soon as it is chosen. */
export function NotificationsPage() {
  const all = useText()
  const text = all.notifying
  const roles = useMe().data?.roles ?? []
  const administers = roles.includes('administrator') || roles.includes('records_manager')
  return (
    <div className="grid max-w-3xl gap-5">
      <h2 className="text-xl font-bold">{all.settings.sections.notifications}</h2>
      <p className="text-ink-2">{text.mailText}</p>
      <Loaded query={useMailPreference()}>{(own) => <Choices own={own} />}</Loaded>
      {administers && <Troubles />}
    </div>
  )
}

function Choices({ own }: { readonly own: OwnMailPreference }) {
  const all = useText()
  const text = all.notifying
  const choose = useChooseMail()
  const { preference } = own
  const change = (changes: Partial<MailPreference>): void => {
    choose({ ...preference, ...changes }).then(
      () => toast(text.kept),
      (error: unknown) => toast(problemText(error, all), 'warning'),
    )
  }
  return (
    <>
      {!own.isSending && (
        <Notice tone="warning" title={text.notSending}>
          {text.notSendingText}
        </Notice>
      )}
      {own.address === undefined ? (
        <Notice tone="warning" title={text.noAddress}>
          {text.noAddressText}
        </Notice>
      ) : (
        <p className="text-sm text-ink-2">{text.address(own.address)}</p>
      )}
      <div className="paper grid gap-6 p-4 sm:p-6">
        {groups.map((group) => (
          <RadioGroup
            key={group}
            label={text.groups[group]}
            hint={text.hints[group]}
            value={preference[group]}
            onChange={(value) => {
              const choice = choices.find((it) => it === value)
              if (choice !== undefined) change({ [group]: choice })
            }}
            options={choices.map((it) => ({ value: it, label: text.choices[it] }))}
          />
        ))}
        <div className="max-w-48">
          <Select
            label={text.hour}
            placeholder={text.hour}
            value={String(preference.dailyHour)}
            onChange={(hour) => change({ dailyHour: Number(hour) })}
            options={hours.map((hour) => ({ id: hour, label: text.hourOf(hour) }))}
          />
        </div>
        <p className="text-sm text-ink-3">{text.secret}</p>
      </div>
    </>
  )
}

/** What could not be sent lately, for those who can do something about it. */
function Troubles() {
  const { notifying: text } = useText()
  const { language } = useLanguage()
  const items = useMailTroubles(true).data?.items ?? []
  return (
    <section aria-labelledby="troubles" className="grid gap-3">
      <h3 id="troubles" className="text-lg font-bold">
        {text.troubles}
      </h3>
      {items.length === 0 ? (
        <p className="text-ink-2">{text.noTroubles}</p>
      ) : (
        <>
          <p className="text-sm text-ink-2">{text.troublesText}</p>
          <ul className="paper">
            {items.map((it) => (
              <li key={it.id} className="grid gap-1 border-b border-line px-4 py-3 last:border-b-0">
                <span className="flex flex-wrap items-center gap-2">
                  <Badge tone={it.outcome === 'failed' ? 'shu' : 'plain'}>{text.outcome[it.outcome]}</Badge>
                  <span className="font-bold">{it.person}</span>
                  <span className="ml-auto text-sm text-ink-2 tabular">
                    {dateTimeOf(it.madeAt, language)} ・ {text.attempts(it.attempts)}
                  </span>
                </span>
                <span className="text-sm break-words text-ink-2">{it.lastError}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
