import type { ActingOrderChangeView, ActingOrderPreview } from '../../../../server/contract/acting-orders.ts'
import { dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { type Texts, useText } from '../../i18n/settings/index.ts'
import { Badge, Notice } from '../../ui/index.ts'
import { placeText } from './acting-place.ts'

type Post = ActingOrderPreview['posts'][number]

/** A position may have a hundred posts: of those that change so many are shown. */
const shownPosts = 8

/** Whether somebody sits in a post of the order, be it that he is away today. */
function hasSomebody({ after }: Post): boolean {
  return after.standIns.some((it) => it.holders.length > 0)
}

/** What an order would mean: its changes, the posts that get other stand-ins or none, and the cases that move. */
export function ActingOrderMeaning({ preview }: { readonly preview: ActingOrderPreview }) {
  const text = useText().administering.actingOrders
  const { language } = useLanguage()
  if (preview.changes.length === 0) return <p className="text-ink-2">{text.same}</p>
  const alone = preview.posts.filter((it) => !hasSomebody(it))
  const others = preview.posts.filter((it) => it.differs && hasSomebody(it))
  const differing = preview.posts.filter((it) => it.differs).length
  const posts = [...alone, ...others]
  return (
    <div className="grid gap-5">
      <ul className="list-disc pl-5 leading-relaxed">
        {preview.changes.map((it) => (
          <li key={changeText(it, text)}>{changeText(it, text)}</li>
        ))}
      </ul>
      {preview.until !== undefined && <p>{text.until(dayOf(preview.until, language))}</p>}
      {alone.length > 0 && <Notice tone="warning">{text.nobodyFor(alone.length)}</Notice>}
      <Cases cases={preview.cases} />
      <section aria-labelledby="order-posts">
        <h5 id="order-posts" className="font-bold">
          {text.posts(differing, preview.posts.length)}
        </h5>
        <ul className="divide-y divide-line">
          {posts.slice(0, shownPosts).map((it) => (
            <PostRow key={it.after.post} post={it} />
          ))}
        </ul>
        {posts.length > shownPosts && (
          <p className="text-sm text-ink-2">{text.morePosts(posts.length - shownPosts)}</p>
        )}
      </section>
    </div>
  )
}

function changeText(it: ActingOrderChangeView, text: Texts['administering']['actingOrders']): string {
  const place = placeText(it.place, text)
  const { before = 0, after = 0 } = it
  if (it.change === 'comes') return text.comes(place, after)
  return it.change === 'goes' ? text.goes(place, before) : text.moves(place, before, after)
}

function PostRow({ post }: { readonly post: Post }) {
  const text = useText().administering.actingOrders
  const line = ({ standIns }: Post['before']) =>
    standIns.map((it) => [it.postName, ...it.holders.map((one) => one.name)].join(' ')).join(' → ')
  return (
    <li className="grid gap-x-4 gap-y-0.5 py-2 text-sm md:grid-cols-[15rem_minmax(0,1fr)]">
      <p>
        <span className="font-bold">{post.after.title}</span>{' '}
        <span className="text-ink-2">{post.after.holders.map((it) => it.name).join('、')}</span>
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        <dt className="text-ink-3">{text.before}</dt>
        <dd>{line(post.before) === '' ? text.nobody : line(post.before)}</dd>
        <dt className="text-ink-3">{text.after}</dt>
        <dd>{hasSomebody(post) ? line(post.after) : <Badge tone="solid-shu">{text.uncovered}</Badge>}</dd>
      </dl>
    </li>
  )
}

function Cases({ cases }: { readonly cases: ActingOrderPreview['cases'] }) {
  const text = useText().administering.actingOrders
  const names = (list: readonly string[]) => (list.length === 0 ? text.nobody : list.join('、'))
  if (cases.length === 0) return <p className="text-ink-2">{text.noCases}</p>
  return (
    <section aria-labelledby="order-cases">
      <h5 id="order-cases" className="font-bold">
        {text.cases(cases.length)}
      </h5>
      <ul className="divide-y divide-line text-sm">
        {cases.map((it) => (
          <li key={it.id} className="grid gap-0.5 py-2">
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="text-ink-3 tabular">{it.number}</span>
              <span className="font-bold">{it.title ?? text.hidden}</span>
              <span className="text-ink-2">{text.decider(it.decider)}</span>
            </p>
            <p>
              {names(it.before)} → {names(it.after)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
