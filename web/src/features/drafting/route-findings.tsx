import type { ExplainedRoute } from '../../../../server/contract/explain-route.ts'
import { useText } from '../../i18n/index.tsx'
import { Findings } from '../../ui/index.ts'

/** What is worth a second look at the route, quietly; steps not on it for their condition, and where it is shown after. */
export function RouteFindings({ answer }: { readonly answer: ExplainedRoute }) {
  const { drafting } = useText()
  const text = drafting.route
  const { findings, leftOutByCondition, circulation } = answer
  return (
    <div className="mt-4 grid gap-3 text-sm leading-relaxed empty:hidden">
      {findings.length > 0 && <Findings label={text.findings} findings={findings} />}
      {leftOutByCondition.length > 0 && (
        <div>
          <h3 className="font-bold text-ink-3">{text.notOnRoute}</h3>
          <ul className="list-disc pl-5 text-ink-3">
            {leftOutByCondition.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </div>
      )}
      {circulation.length > 0 && (
        <div>
          <h3 className="font-bold text-ink-3">{text.shownAfter}</h3>
          <ul className="flex flex-wrap gap-1.5 pt-1">
            {circulation.map((it) => (
              <li
                key={it.unit}
                title={it.because.map((one) => one.text).join(' ')}
                className="rounded-full border border-line px-2.5 py-0.5 text-ink-2"
              >
                {it.unitName}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
