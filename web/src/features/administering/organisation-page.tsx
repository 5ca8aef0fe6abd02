import { Building2, Download, UserPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { OrganisationView } from '../../../../server/contract/organisation.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useMe, useOrganisationOn } from '../../api/queries.ts'
import { todayInJapan } from '../../i18n/format.ts'
import { useText } from '../../i18n/settings/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { Badge, Button, EmptyState, ReturnFocus, TextField, Tree, type TreeNode } from '../../ui/index.ts'
import { type UnitNode, findNode, findPosts, treeOf } from './organisation-tree.ts'
import type { ChangeForm, OnChange } from './directory-change.ts'
import { DirectoryChangePanel } from './directory-change-panel.tsx'
import { DirectoryExport } from './directory-export.tsx'
import { PersonPanel } from './person-panel.tsx'
import { PostList } from './post-list.tsx'
import { UnitPanel } from './unit-panel.tsx'

/** 組織・職員: the units of a chosen day, their posts, and who holds them. */
export function OrganisationPage() {
  const { organisation: text, changes } = useText().administering
  const [params, setParams] = useSearchParams()
  const day = params.get('on') ?? todayInJapan()
  const unit = params.get('unit') ?? undefined
  const person = params.get('person') ?? undefined
  const [typed, setTyped] = useState('')
  const [form, setForm] = useState<{ readonly it: ChangeForm; readonly times: number } | undefined>()
  const [isExporting, setExporting] = useState(false)
  const organisation = useOrganisationOn(day)
  const roles = useMe().data?.roles ?? []
  const mayChange = roles.includes('records_manager') || roles.includes('administrator')
  const change: OnChange = mayChange
    ? (it) => {
        setForm({ it, times: (form?.times ?? 0) + 1 })
        setExporting(false)
      }
    : undefined
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
        <h2 className="flex min-h-11 flex-1 basis-40 items-center text-lg font-bold">{text.title}</h2>
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
          onChange={(on) => isWholeDay(on) && show({ on })}
          className="w-44"
        />
        {change !== undefined && (
          <div className="flex basis-full flex-wrap gap-2">
            <Button
              size="small"
              onPress={() => change({ form: 'join', ...(unit === undefined ? {} : { unit }) })}
            >
              <UserPlus className="size-4" aria-hidden />
              {changes.join}
            </Button>
            <Button size="small" onPress={() => setExporting(true)}>
              <Download className="size-4" aria-hidden />
              {changes.export}
            </Button>
          </div>
        )}
      </header>
      {isExporting && (
        <ReturnFocus>
          <DirectoryExport day={day} onClose={() => setExporting(false)} />
        </ReturnFocus>
      )}
      {form !== undefined && (
        <ReturnFocus key={form.times}>
          <DirectoryChangePanel
            form={form.it}
            shownOn={day}
            onDone={(on) => {
              setForm(undefined)
              show({ on })
            }}
            onClose={() => setForm(undefined)}
            onPerson={(id) => {
              setForm(undefined)
              show({ person: id })
            }}
          />
        </ReturnFocus>
      )}
      {person !== undefined && (
        <ReturnFocus key={person}>
          <PersonPanel id={person} day={day} onClose={() => show({ person: undefined })} onChange={change} />
        </ReturnFocus>
      )}
      <Loaded query={organisation} failed={text.failed}>
        {(view) =>
          typed.trim() === '' ? (
            <Units
              view={view}
              chosen={unit}
              onChoose={(code) => show({ unit: code })}
              onPerson={(id) => show({ person: id })}
              onChange={change}
            />
          ) : (
            <Found view={view} typed={typed} onPerson={(id) => show({ person: id })} onChange={change} />
          )
        }
      </Loaded>
    </>
  )
}

type FoundProps = {
  readonly view: OrganisationView
  readonly typed: string
  readonly onPerson: (id: string) => void
  readonly onChange: OnChange
}

function Found({ view, typed, onPerson, onChange }: FoundProps) {
  const { administering } = useText()
  const posts = findPosts(view, typed)
  return (
    <div className="paper overflow-hidden" aria-live="polite">
      {posts.length === 0 ? (
        <EmptyState title={administering.organisation.noMatch} />
      ) : (
        <PostList posts={posts.slice(0, 200)} onPerson={onPerson} onChange={onChange} />
      )}
    </div>
  )
}

type UnitsProps = {
  readonly view: OrganisationView
  readonly chosen: string | undefined
  readonly onChoose: (code: string | undefined) => void
  readonly onPerson: (id: string) => void
  readonly onChange: OnChange
}

function Units({ view, chosen, onChoose, onPerson, onChange }: UnitsProps) {
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
          <UnitPanel node={node} onChoose={onChoose} onPerson={onPerson} onChange={onChange} />
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
