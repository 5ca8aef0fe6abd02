import { useState } from 'react'
import type { SignInsOf } from '../../../../server/contract/sign-ins.ts'
import { Loaded } from '../../api/loaded.tsx'
import { problemText } from '../../api/problem-text.tsx'
import { useMe } from '../../api/queries.ts'
import { useRefusedSignIns, useSignInActs, useSignIns } from '../../api/sign-ins.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, SearchSelect, toast } from '../../ui/index.ts'
import { usePeopleOptions } from './people-options.ts'
import { AccountList, SignInRecord } from './sign-in-record.tsx'
import { SessionList } from './session-list.tsx'
import { SignInReasonForm } from './sign-in-reason-form.tsx'

/** サインイン: one’s own devices and record; below, for those who look after them, everybody’s. */
export function SignInsPage() {
  const text = useText().administering.signIns
  const roles = useMe().data?.roles ?? []
  const [before, setBefore] = useState<number>()
  return (
    <div className="grid max-w-4xl gap-4 pb-16">
      <h2 className="text-lg font-bold">{text.title}</h2>
      <Loaded query={useSignIns(undefined, before)} failed={text.failed}>
        {(own) => (
          <>
            <p className="text-sm leading-relaxed text-ink-2">{text.help(own.idleMinutes, own.hours)}</p>
            <OwnSessions own={own} />
            <SignInRecord title={text.history} id="own" of={own} years={own.keptYears} onFrom={setBefore} />
          </>
        )}
      </Loaded>
      {(roles.includes('administrator') || roles.includes('auditor')) && <Others />}
    </div>
  )
}

function OwnSessions({ own }: { readonly own: SignInsOf }) {
  const all = useText()
  const text = all.administering.signIns
  const { endOwn } = useSignInActs()
  const end = (id?: string): void => {
    endOwn(id === undefined ? {} : { id }).then(
      (count) => toast(text.ended(count)),
      (error: unknown) => toast(problemText(error, all), 'warning'),
    )
  }
  const others = own.sessions.filter((it) => !it.isThis)
  return (
    <section className="paper" aria-labelledby="own-sessions">
      <h3 id="own-sessions" className="border-b border-line px-4 py-3 font-bold">
        {text.sessions}
      </h3>
      <SessionList sessions={own.sessions} onEnd={end} />
      <footer className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3">
        <p className="min-w-0 flex-1 basis-60 text-sm text-ink-2">{text.endHelp}</p>
        {others.length > 0 && (
          <Button variant="danger" onPress={() => end()}>
            {text.endOthers}
          </Button>
        )}
      </footer>
    </section>
  )
}

/** Everybody’s, one person at a time. */
function Others() {
  const { common, administering } = useText()
  const text = administering.signIns
  const [person, setPerson] = useState('')
  const people = usePeopleOptions()
  return (
    <section className="mt-6 grid gap-4" aria-labelledby="others">
      <header>
        <h3 id="others" className="text-lg font-bold">
          {text.others}
        </h3>
        <p className="text-sm leading-relaxed text-ink-2">{text.othersHelp}</p>
      </header>
      <div className="max-w-md">
        <SearchSelect
          label={text.person}
          value={person}
          onChange={setPerson}
          options={people}
          placeholder={common.choose}
          noMatch={common.noMatch}
        />
      </div>
      {person !== '' && <Somebody key={person} person={person} />}
      <Refusals />
    </section>
  )
}

function Somebody({ person }: { readonly person: string }) {
  const text = useText().administering.signIns
  const [before, setBefore] = useState<number>()
  const [form, setForm] = useState<'end' | 'unlink'>()
  const acts = useSignInActs()
  const close = (): void => setForm(undefined)
  return (
    <Loaded query={useSignIns(person, before)} failed={text.failed}>
      {(of) => (
        <>
          <section className="paper" aria-labelledby="their-sessions">
            <header className="flex min-h-14 flex-wrap items-center gap-3 border-b border-line px-4 py-2">
              <h4 id="their-sessions" className="flex-1 font-bold">
                {text.sessionsOf(of.person.name)}
              </h4>
              {of.mayEnd && (
                <Button
                  size="small"
                  variant="danger"
                  aria-expanded={form === 'end'}
                  onPress={() => setForm(form === 'end' ? undefined : 'end')}
                >
                  {text.endAll}
                </Button>
              )}
            </header>
            {form === 'end' && (
              <SignInReasonForm
                title={text.endAll}
                send={(reason) => acts.endAll(person, reason)}
                done={text.ended}
                onClose={close}
              />
            )}
            <SessionList sessions={of.sessions} />
          </section>
          <section className="paper" aria-labelledby="their-accounts">
            <header className="flex min-h-14 flex-wrap items-center gap-3 border-b border-line px-4 py-2">
              <h4 id="their-accounts" className="flex-1 font-bold">
                {text.accounts}
              </h4>
              {of.mayEnd && of.accounts.length > 0 && (
                <Button
                  size="small"
                  variant="danger"
                  aria-expanded={form === 'unlink'}
                  onPress={() => setForm(form === 'unlink' ? undefined : 'unlink')}
                >
                  {text.unlink}
                </Button>
              )}
            </header>
            {form === 'unlink' && (
              <SignInReasonForm
                title={text.unlink}
                help={text.unlinkHelp}
                send={(reason) => acts.unlink(person, reason)}
                done={() => text.unlinked}
                onClose={close}
              />
            )}
            <AccountList accounts={of.accounts} />
          </section>
          <SignInRecord
            title={text.historyOf(of.person.name)}
            id="theirs"
            of={of}
            years={of.keptYears}
            onFrom={setBefore}
          />
        </>
      )}
    </Loaded>
  )
}

function Refusals() {
  const text = useText().administering.signIns
  const [before, setBefore] = useState<number>()
  return (
    <Loaded query={useRefusedSignIns(before)} failed={text.failed}>
      {(of) => (
        <SignInRecord
          title={text.refusals}
          id="refusals"
          of={of}
          nothing={text.noRefusals}
          onFrom={setBefore}
        />
      )}
    </Loaded>
  )
}
