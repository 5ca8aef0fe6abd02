import type { Differences } from '../../../../server/contract/differences.ts'
import { useText } from '../../i18n/compare/index.ts'
import { cx } from '../../ui/index.ts'

type Change = Differences['changes'][number]

/** One change in words: where it stands, what stood there and what stands there now. */
export function ChangeEntry({ change }: { readonly change: Change }) {
  const text = useText().changes
  const { kind, place, before, after, formula, looks, older, newer } = change
  const where = text.place(place)
  // Of what only looks different, or stands elsewhere now, the words are the same on both sides.
  const isOneText = kind === 'moved' || (kind === 'formatting' && textOf(before) === textOf(after))
  return (
    <span className="grid gap-0.5" data-change={kind}>
      <span className="flex flex-wrap items-baseline gap-x-2 text-xs text-ink-2">
        <b className={kind === 'deleted' ? 'text-shu-strong' : 'text-lead'}>{text.kindOf(kind, place)}</b>
        {where !== '' && <span>{where}</span>}
        {older.length + newer.length === 0 && <span>{text.noPage}</span>}
      </span>
      {!isOneText && before.length > 0 && (
        <Side label={text.before} parts={before} formula={formula?.before} isOlder />
      )}
      {after.length > 0 ? (
        <Side label={isOneText ? '' : text.after} parts={after} formula={formula?.after} />
      ) : (
        kind === 'changed' && <Side label={text.after} parts={[{ text: text.empty, changed: false }]} />
      )}
      {looks !== undefined && <span className="text-xs text-ink-2">{text.looks(looks)}</span>}
    </span>
  )
}

type SideProps = {
  readonly label: string
  readonly parts: Change['before']
  readonly formula?: string | undefined
  readonly isOlder?: true
}

function Side({ label, parts, formula, isOlder }: SideProps) {
  const text = useText().changes
  const Mark = isOlder === true ? 'del' : 'ins'
  return (
    <span className="whitespace-pre-wrap">
      {label !== '' && <span className="mr-1 text-xs text-ink-3">{label}</span>}
      {parts.map((it, at) =>
        it.changed ? (
          <Mark
            key={at}
            className={cx(
              'rounded-2 px-0.5',
              isOlder === true
                ? 'bg-shu-soft text-shu-strong line-through'
                : 'bg-lead-soft font-bold text-lead underline decoration-double',
            )}
          >
            {shown(it.text, text.thing)}
          </Mark>
        ) : (
          <span key={at}>{shown(it.text, text.thing)}</span>
        ),
      )}
      {formula !== undefined && (
        <span className="ml-1 text-xs text-ink-2">
          {text.formula} <code>{formula}</code>
        </span>
      )}
    </span>
  )
}

function textOf(parts: Change['before']): string {
  return parts.map((it) => it.text).join('')
}

/** A picture among the letters, and spaces at an end, are seen as such. */
function shown(text: string, thing: string): string {
  return text.replaceAll('\u{fffc}', thing)
}
