import { Building2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { OrganisationView } from '../../../../server/contract/organisation.ts'
import { problemText } from '../../api/problem-text.ts'
import { useOrganisationOn } from '../../api/queries.ts'
import { todayInJapan } from '../../i18n/format.ts'
import { useText } from '../../i18n/index.tsx'
import { Badge, Button, EmptyState, Spinner, TextField, Tree, type TreeNode } from '../../ui/index.ts'
import { type UnitNode, findNode, findPosts, treeOf } from './organisation-tree.ts'
import { PersonPanel } from './person-panel.tsx'
import { PostList } from './post-list.tsx'

/** 組織・職員: the units of a chosen day, their posts, and who holds them. */
export function OrganisationPage() {
  const all = useText()
  const text = all.administering.organisation
  const [params, setParams] = useSearchParams()
  const day = params.get('on') ?? todayInJapan()
  const unit = params.get('unit') ?? undefined
  const person = params.get('person') ?? undefined
  const [typed, setTyped] = useState('')
  const organisation = useOrganisationOn(day)
  const show = (next: {
    readonly on?: string
    readonly unit?: string | undefined
    readonly person?: string | undefined
  }) => {
    const wanted = { on: params.get('on') ?? undefined, unit, person, ...next }
    setParams(Object.fromEntries(Object.entries(wanted).filter((it): it is [string, string] => !!it[1])))
  }
  return (
    <>
      <header className="mb-3 flex flex-wrap items-end gap-x-4 gap-y-2">
        <h2 className="flex-1 basis-40 text-lg font-bold">{text.title}</h2>
        <TextField
          label={text.search}
          type="search"
          placeholder={text.searchHint}
          value={typed}
          onChange={setTyped}
          className="w-full sm:w-80"
        />
        <TextField
          label={text.asOf}
          type="date"
          value={day}
          onChange={(on) => /^\d{4}-\d{2}-\d{2}$/.test(on) && show({ on })}
          className="w-44"
        />
      </header>
      {person !== undefined && (
        <PersonPanel key={person} id={person} day={day} onClose={() => show({ person: undefined })} />
      )}
      {organisation.data === undefined ? (
        organisation.isError ? (
          <EmptyState
            title={text.failed}
            text={problemText(organisation.error, all)}
            action={<Button onPress={() => void organisation.refetch()}>{all.common.retry}</Button>}
          />
        ) : (
          <div className="grid place-items-center p-16">
            <Spinner label={all.common.loading} />
          </div>
        )
      ) : typed.trim() === '' ? (
        <Units
          view={organisation.data}
          chosen={unit}
          onChoose={(code) => show({ unit: code })}
          onPerson={(id) => show({ person: id })}
        />
      ) : (
        <Found view={organisation.data} typed={typed} onPerson={(id) => show({ person: id })} />
      )}
    </>
  )
}

type FoundProps = {
  readonly view: OrganisationView
  readonly typed: string
  readonly onPerson: (id: string) => void
}

function Found({ view, typed, onPerson }: FoundProps) {
  const { administering } = useText()
  const posts = findPosts(view, typed)
  return (
    <div className="paper overflow-hidden" aria-live="polite">
      {posts.length === 0 ? (
        <EmptyState title={administering.organisation.noMatch} />
      ) : (
        <PostList posts={posts.slice(0, 200)} onPerson={onPerson} />
      )}
    </div>
  )
}

type UnitsProps = {
  readonly view: OrganisationView
  readonly chosen: string | undefined
  readonly onChoose: (code: string | undefined) => void
  readonly onPerson: (id: string) => void
}

function Units({ view, chosen, onChoose, onPerson }: UnitsProps) {
  const text = useText().administering.organisation
  const nodes = useMemo(() => treeOf(view), [view])
  const node = chosen === undefined ? undefined : findNode(nodes, chosen)
  const toTree = (it: UnitNode): TreeNode => ({
    id: it.unit.code,
    label: it.unit.name,
    below: it.below.map(toTree),
    ...(it.vacant === 0 ? {} : { note: <Badge tone="shu">{text.vacancies(it.vacant)}</Badge> }),
  })
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <div className={`paper max-h-[75dvh] overflow-y-auto ${node === undefined ? '' : 'max-lg:hidden'}`}>
        <Tree
          label={text.units}
          nodes={nodes.map(toTree)}
          chosen={chosen}
          onChoose={onChoose}
          open={[...nodes.map((it) => it.unit.code), ...(chosen === undefined ? [] : lineTo(nodes, chosen))]}
        />
      </div>
      <div className={`paper overflow-hidden ${node === undefined ? 'max-lg:hidden' : ''}`}>
        {node === undefined ? (
          <EmptyState
            picture={<Building2 className="size-14" strokeWidth={1.2} aria-hidden />}
            title={text.chooseUnit}
          />
        ) : (
          <UnitPanel node={node} onChoose={onChoose} onPerson={onPerson} />
        )}
      </div>
    </div>
  )
}

/** The units above one, so that the tree opens down to it. */
function lineTo(nodes: readonly UnitNode[], code: string): readonly string[] {
  for (const node of nodes) {
    if (node.unit.code === code) return []
    if (findNode(node.below, code) !== undefined) return [node.unit.code, ...lineTo(node.below, code)]
  }
  return []
}

type UnitPanelProps = Pick<UnitsProps, 'onChoose' | 'onPerson'> & { readonly node: UnitNode }

function UnitPanel({ node, onChoose, onPerson }: UnitPanelProps) {
  const text = useText().administering.organisation
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
          {node.unit.name}
        </h3>
        <p className="text-sm text-ink-3 tabular">
          {[node.unit.code, node.unit.symbol].filter((it) => it !== undefined).join(' ・ ')}
        </p>
      </header>
      {node.posts.length === 0 ? (
        <p className="px-4 py-4 text-ink-2">{text.noPosts}</p>
      ) : (
        <PostList posts={node.posts} onPerson={onPerson} />
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
