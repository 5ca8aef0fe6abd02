import { useText } from '../../i18n/settings/index.ts'
import { Button } from '../../ui/index.ts'
import type { OnChange } from './directory-change.ts'
import type { UnitNode } from './organisation-tree.ts'
import { PostList } from './post-list.tsx'

type Props = {
  readonly node: UnitNode
  readonly onChoose: (code: string | undefined) => void
  readonly onPerson: (id: string) => void
  readonly onChange: OnChange
}

/** One unit: its posts with who holds them, and the units below. */
export function UnitPanel({ node, onChoose, onPerson, onChange }: Props) {
  const { organisation: text, changes } = useText().administering
  const { code, name, kind, parent = '', symbol = '' } = node.unit
  const acts = [
    { label: changes.appoint, form: { form: 'appoint', unit: code } },
    { label: changes.newUnit, form: { form: 'newUnit', parent: code } },
    { label: changes.unit, form: { form: 'unit', unit: code, name, parent, symbol } },
    { label: changes.endUnit, form: { form: 'endUnit', unit: code, name } },
  ] as const
  // The body itself begins and ends with the installation.
  const open = kind === 'root' ? acts.slice(1, 2) : acts
  return (
    <section aria-labelledby="unit-name">
      <header className="border-b border-line px-4 py-3">
        <Button
          variant="quiet"
          size="small"
          className="mb-1 -ml-2 text-lead lg:hidden"
          onPress={() => onChoose(undefined)}
        >
          {text.back}
        </Button>
        <h3 id="unit-name" className="text-lg font-bold">
          {name}
        </h3>
        <p className="text-sm text-ink-3 tabular">{[code, symbol].filter((it) => it !== '').join(' ・ ')}</p>
        {onChange !== undefined && (
          <div className="mt-1 -ml-2.5 flex flex-wrap gap-x-1">
            {open.map((it) => (
              <Button
                key={it.label}
                variant="quiet"
                size="small"
                className="text-lead"
                onPress={() => onChange(it.form)}
              >
                {it.label}
              </Button>
            ))}
          </div>
        )}
      </header>
      {node.posts.length === 0 ? (
        <p className="px-4 py-4 text-ink-2">{text.noPosts}</p>
      ) : (
        <PostList posts={node.posts} onPerson={onPerson} onChange={onChange} />
      )}
      {node.below.length > 0 && (
        <div className="border-t border-line px-4 py-3">
          <h4 className="mb-2 text-sm font-bold text-ink-2">{text.below}</h4>
          <div className="flex flex-wrap gap-2">
            {node.below.map((it) => (
              <Button key={it.unit.code} size="small" onPress={() => onChoose(it.unit.code)}>
                {it.unit.name}
              </Button>
            ))}
          </div>
        </div>
      )}
    </section>
  )
}
