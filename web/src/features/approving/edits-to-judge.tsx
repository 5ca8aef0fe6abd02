import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Button } from '../../ui/index.ts'
import { ChangeList } from './change-list.tsx'

type Props = {
  readonly proposal: ProposalView
  readonly onJump: (fileName: string) => void
  readonly onJudge: () => void
}

/** 軽微な変更 of others that the reader lets stand by acting, or judges 重要: what, by whom, why, and both choices. */
export function EditsToJudge({ proposal, onJump, onJudge }: Props) {
  const { editing } = useText()
  const { language } = useLanguage()
  const edits = proposal.edits.filter((it) => it.toJudge)
  const last = edits.at(-1)
  if (last === undefined) return null
  return (
    <details open className="border-b border-lead-line bg-lead-soft px-4 py-2.5" data-edits-to-judge>
      <summary className="cursor-pointer font-bold text-lead">
        {editing.judge.title([...new Set(edits.map((it) => it.name))].join('、'))}
        <span className="ml-2 text-sm font-normal text-ink-2 tabular">{dateTimeOf(last.at, language)}</span>
      </summary>
      <div className="mt-2 grid max-h-[34dvh] gap-3 overflow-y-auto">
        {edits.map((it) => (
          <div key={it.at} className="grid gap-1.5">
            <p className="text-sm leading-relaxed">
              <span className="mr-2 text-xs text-ink-3">
                {it.title} {it.name}
              </span>
              <span className="whitespace-pre-wrap">「{it.reason}」</span>
            </p>
            <ChangeList changes={it.changes} onJump={onJump} />
          </div>
        ))}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
          <p className="min-w-0 flex-1 basis-60 leading-relaxed">{editing.judge.ask}</p>
          <Button size="small" onPress={onJudge} data-act="judge_edit">
            {editing.judge.refuse}
          </Button>
        </div>
      </div>
    </details>
  )
}
