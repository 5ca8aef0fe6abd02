import type { ReactNode } from 'react'
import type { Texts } from '../i18n/index.tsx'
import { ProblemError, UnreachableError } from './client.ts'

/**
 * What to show for anything a request threw: the sentence, beneath it the fact that failed, and small the rule that said
 * no. It stands wherever text may stand.
 */
export function problemText(error: unknown, texts: Texts): ReactNode {
  if (error instanceof ProblemError) return <Refusal error={error} texts={texts} key={error.problem.title} />
  if (error instanceof UnreachableError) return texts.common.offlineShort
  return texts.common.unexpected
}

function Refusal({ error, texts }: { readonly error: ProblemError; readonly texts: Texts }) {
  const { code, title, detail, rule, ruleText } = error.problem
  return (
    <span className="grid gap-0.5 text-pretty" data-refusal={code}>
      <span>{title}</span>
      {detail !== undefined && (
        <span className="text-sm font-normal" data-fact>
          {detail}
        </span>
      )}
      {rule !== undefined && (
        <span className="text-xs leading-snug font-normal text-ink-3" data-rule={rule}>
          {texts.common.rule(rule, ruleText ?? '')}
        </span>
      )}
    </span>
  )
}
