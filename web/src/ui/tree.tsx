import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Collection, Tree as AriaTree, TreeItem, TreeItemContent } from 'react-aria-components'

export type TreeNode = {
  readonly id: string
  readonly label: string
  /** Shown at the right end. */
  readonly note?: ReactNode
  readonly below: readonly TreeNode[]
}

type Props = {
  readonly label: string
  readonly nodes: readonly TreeNode[]
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
  /** Nodes that are open at first. */
  readonly open: readonly string[]
}

/** A list that opens downwards; arrows move and open, Enter chooses. */
export function Tree({ label, nodes, chosen, onChoose, open }: Props) {
  return (
    <AriaTree
      aria-label={label}
      items={nodes}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={chosen === undefined ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys]
        if (key !== undefined) onChoose(String(key))
      }}
      onAction={(key) => onChoose(String(key))}
      defaultExpandedKeys={open}
      className="grid gap-0.5 p-2 outline-none"
    >
      {(node) => <Item node={node} level={0} />}
    </AriaTree>
  )
}

const indents = ['pl-1', 'pl-5', 'pl-9', 'pl-13', 'pl-17', 'pl-21'] as const

function Item({ node, level }: { readonly node: TreeNode; readonly level: number }) {
  return (
    <TreeItem
      id={node.id}
      textValue={node.label}
      className="cursor-pointer rounded-6 -outline-offset-2 data-[hovered]:bg-well data-[selected]:bg-lead-soft data-[selected]:font-bold data-[selected]:text-lead"
    >
      <TreeItemContent>
        {({ isExpanded, hasChildItems }) => (
          <div className={`flex min-h-9 items-center gap-1 pr-2 ${indents[Math.min(level, 5)]}`}>
            {hasChildItems ? (
              <Button
                slot="chevron"
                className="grid size-7 shrink-0 place-items-center rounded-4 text-ink-2 data-[hovered]:bg-ink/7"
              >
                <ChevronRight
                  className={`size-4 transition-transform ${isExpanded ? 'rotate-90' : ''}`}
                  aria-hidden
                />
              </Button>
            ) : (
              <span className="size-7 shrink-0" aria-hidden />
            )}
            <span className="flex-1 leading-snug">{node.label}</span>
            {node.note}
          </div>
        )}
      </TreeItemContent>
      <Collection items={node.below}>{(it) => <Item node={it} level={level + 1} />}</Collection>
    </TreeItem>
  )
}
