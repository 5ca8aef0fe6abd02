import { Trash2 } from 'lucide-react'
import { useText } from '../../i18n/disclosing/index.ts'
import { IconButton, type Option, Select, cx } from '../../ui/index.ts'
import type { Mark } from './mask-boxes.ts'

type Props = {
  readonly marks: readonly Mark[]
  readonly chosen: string | undefined
  readonly grounds: readonly Option[]
  readonly onChoose: (mark: Mark) => void
  readonly onGround: (id: string, ground: string) => void
  readonly onDrop: (id: string) => void
}

/** Every place that is masked, page by page, each with its ground. */
export function MaskList({ marks, chosen, grounds, onChoose, onGround, onDrop }: Props) {
  const { masking: text } = useText()
  const numberOf = (mark: Mark) => marks.filter((it) => it.page === mark.page).indexOf(mark) + 1
  return (
    <section className="grid gap-2">
      <h2 className="text-sm font-bold">{text.list(marks.length)}</h2>
      {marks.length === 0 && <p className="text-sm text-ink-3">{text.none}</p>}
      <ul className="grid gap-1" data-mask-list>
        {marks.map((it) => {
          const [page, number] = [it.page + 1, numberOf(it)]
          return (
            <li
              key={it.id}
              className={cx(
                'grid gap-1 rounded-6 border px-2 py-1.5 text-sm',
                it.id === chosen ? 'border-lead bg-lead-soft' : 'border-line bg-paper',
              )}
            >
              <span className="flex items-center gap-1">
                <button
                  type="button"
                  className="min-h-8 min-w-0 flex-1 text-left tabular"
                  aria-pressed={it.id === chosen}
                  onClick={() => onChoose(it)}
                >
                  {text.entry(page, number)}
                </button>
                <IconButton
                  label={text.drop(page, number)}
                  icon={<Trash2 className="size-4" />}
                  onPress={() => onDrop(it.id)}
                />
              </span>
              {it.id === chosen ? (
                <Select
                  label={text.groundOf(page, number)}
                  value={it.ground}
                  onChange={(ground) => onGround(it.id, ground)}
                  options={grounds}
                  placeholder={text.noGround}
                />
              ) : (
                <span className="text-ink-2">{grounds.find((one) => one.id === it.ground)?.label}</span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
