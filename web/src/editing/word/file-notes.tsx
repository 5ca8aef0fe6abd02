import { useText } from '../../i18n/editing/index.ts'
import { Disclosure } from '../../ui/index.ts'
import type { WordFacts } from '../../../../server/contract/editor-facts.ts'

/** What the file holds that its pages here do not show as Word does. */
export function FileNotes({ facts }: { readonly facts: WordFacts }) {
  const words = useText().word
  const { simplified, hasMacros } = facts
  if (simplified.length === 0 && !hasMacros) return null
  return (
    <div
      className="grid max-h-60 shrink-0 gap-1 overflow-auto border-b border-line bg-well px-3 py-1.5 text-sm"
      data-file-notes
    >
      {(simplified.length > 0 || hasMacros) && (
        <Disclosure title={words.simplified(simplified.map((it) => words.kinds[it.kind]).join('、'))}>
          <p className="text-ink-2">{words.simplifiedHint}</p>
          <ul className="list-disc pl-5">
            {simplified.map((it) => (
              <li key={it.kind}>
                {words.kinds[it.kind]}　{words.places(it.count)}
                {it.at.length > 0 && (
                  <span className="text-ink-3">　{it.at.map((one) => `「${one}…」`).join('')}</span>
                )}
              </li>
            ))}
            {hasMacros && <li>{words.macros}</li>}
          </ul>
        </Disclosure>
      )}
    </div>
  )
}
