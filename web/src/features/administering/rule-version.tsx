import { type ReactNode, useState } from 'react'
import type { RuleVersion } from '../../../../server/contract/rules.ts'
import { Loaded } from '../../api/loaded.tsx'
import { problemText } from '../../api/problem-text.tsx'
import { useRuleVersion, useWithdrawRule } from '../../api/rules.ts'
import { dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Button, Disclosure, Notice, TextField, toast } from '../../ui/index.ts'
import { ReadOnlyView } from './read-only.tsx'

type Props<Content> = {
  readonly path: string
  readonly version: RuleVersion
  readonly onClose: () => void
  /** Makes its content the draft of the next version. */
  readonly onDraft: (content: Content) => void
  readonly children: (content: Content) => ReactNode
}

/** One version as it was settled: what it changed, its content to read, and while it is ahead the way to take it back. */
export function RuleVersionView<Content>(props: Props<Content>) {
  const { path, version } = props
  return (
    <Loaded query={useRuleVersion<Content>(path, version.version)} failed={useText().rules.failed} isSmall>
      {(found) => <Version<Content> {...props} found={found} />}
    </Loaded>
  )
}

type VersionProps<Content> = Props<Content> & {
  readonly found: {
    readonly content: Content
    readonly changes: readonly string[]
    readonly comparedWith?: string
  }
}

function Version<Content>(props: VersionProps<Content>) {
  const { path, version, found, onClose, onDraft, children } = props
  const text = useText().rules
  const { language } = useLanguage()
  const { content, changes, comparedWith } = found
  return (
    <section aria-label={text.version(version.version)} className="paper grid gap-5 px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="font-bold max-sm:basis-full">{text.version(version.version)}</h3>
        <span className="text-sm text-ink-3 max-sm:basis-full sm:flex-1">
          {text.states[version.state]}・{text.from(dayOf(version.from, language))}・{text.readOnly}
        </span>
        <Button size="small" onPress={() => onDraft(content)}>
          {version.state === 'ahead' ? text.correctVersion : text.draftFromVersion}
        </Button>
        <Button size="small" variant="quiet" onPress={onClose}>
          {text.backToDraft}
        </Button>
      </div>
      <div className="text-sm leading-relaxed">
        <h4 className="font-bold">
          {comparedWith === undefined ? text.firstVersion : text.comparedWith(comparedWith, changes.length)}
        </h4>
        {changes.length > 0 && (
          <ul className="list-disc pl-5">
            {changes.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        )}
      </div>
      <ReadOnlyView>{children(content)}</ReadOnlyView>
      {version.state === 'ahead' && <Withdrawing path={path} version={version} />}
    </section>
  )
}

type WithdrawingProps = { readonly path: string; readonly version: RuleVersion }

/** 施行をやめる: the reason, and what stands in the way when a later table relies on it. */
function Withdrawing({ path, version }: WithdrawingProps) {
  const all = useText()
  const text = all.rules
  const withdraw = useWithdrawRule(path)
  const [reason, setReason] = useState('')
  const [isWorking, setWorking] = useState(false)
  const [refused, setRefused] = useState<unknown>()
  const send = async () => {
    setWorking(true)
    try {
      await withdraw(version.version, reason)
      toast(text.withdrawn(version.version))
    } catch (error) {
      setRefused(error)
    }
    setWorking(false)
  }
  return (
    <div className="border-t border-line pt-3">
      <Disclosure title={text.withdrawTitle}>
        <div className="grid gap-3 pt-2">
          <p className="text-sm leading-relaxed text-ink-2">{text.withdrawHelp}</p>
          <TextField
            label={text.withdrawReason}
            requiredMark={all.common.required}
            value={reason}
            onChange={setReason}
            maxLength={1000}
            className="max-w-xl"
          />
          {refused !== undefined && <Notice tone="warning">{problemText(refused, all)}</Notice>}
          <div>
            <Button
              variant="danger"
              isDisabled={isWorking || reason.trim() === ''}
              onPress={() => void send()}
            >
              {text.withdraw}
            </Button>
          </div>
        </div>
      </Disclosure>
    </div>
  )
}
