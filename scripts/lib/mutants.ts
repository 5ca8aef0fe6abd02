import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One bug sown into the approval core: what it is, where, and the test file that is quickest to see it. */
export type Mutant = {
  readonly bug: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly by: string
}

export const mutants: readonly Mutant[] = [
  {
    bug: '合議 no longer has to be complete before the 決裁',
    file: 'progress.ts',
    from: 'settled >= Math.min(needed, required.length)',
    to: 'settled >= Math.min(needed, 1)',
    by: 'decide',
  },
  {
    bug: 'R-15 an objection reaches the decider without 処理意見',
    file: 'progress.ts',
    from: "progress.policy.settings.concurObjection !== 'opinion' && openObjections(progress).length > 0",
    to: "progress.policy.settings.concurObjection === 'blocking' && openObjections(progress).length > 0",
    by: 'concurrence',
  },
  {
    bug: '合議 that blocks does not block',
    file: 'progress.ts',
    from: "progress.policy.settings.concurObjection === 'blocking' &&",
    to: "progress.policy.settings.concurObjection === 'opinion' &&",
    by: 'concurrence',
  },
  {
    bug: 'R-23 a stale click is taken',
    file: 'acting.ts',
    from: 'if (acting.shownManifest === acting.currentManifest) return decided',
    to: 'if (acting.shownManifest !== undefined) return decided',
    by: 'decide',
  },
  {
    bug: 'R-12 代決 without looking whether the holder is there',
    file: 'acting-decision.ts',
    from: 'if (absence === undefined) return',
    to: 'if (absence === null) return',
    by: 'acting-decision',
  },
  {
    bug: 'R-12 代決 out of the order',
    file: 'acting-decision.ts',
    from: 'if (sooner !== undefined) return',
    to: 'if (sooner === null) return',
    by: 'acting-decision',
  },
  {
    bug: 'R-12 代決 of reserved matters',
    file: 'acting-decision.ts',
    from: 'if (reserved.length > 0 && exception === undefined) return',
    to: 'if (reserved.length > 9 && exception === undefined) return',
    by: 'acting-decision',
  },
  {
    bug: 'R-14 引上げ passes 合議 and 審査',
    file: 'step-acts.ts',
    from: '!settings.pullUpMaySkip.some((role) => role === step.role)',
    to: 'step.role === "decide"',
    by: 'pull-up',
  },
  {
    bug: '後閲 is not owed after 引上げ',
    file: 'evolve.ts',
    from: "const owed = cause === 'self' ? [] : steps",
    to: "const owed = cause !== 'absence' ? [] : steps",
    by: 'pull-up',
  },
  {
    bug: '引戻し after the next one acted',
    file: 'take-back.ts',
    from: 'it.at >= mark.at && stageOf(route, it.step) > stage) ??',
    to: 'it.at >= mark.at && stageOf(route, it.step) > stage + 9) ??',
    by: 'take-back',
  },
  {
    bug: '重要な変更 leaves the seals',
    file: 'standing.ts',
    from: "(effect === 'major' ? editMajorEffect : editMinorEffect) === 'invalidate_and_reapprove'",
    to: "(effect === 'minor' ? editMajorEffect : editMinorEffect) === 'invalidate_and_reapprove'",
    by: 'returns',
  },
  {
    bug: 'R-18 approval without the tick for the paper',
    file: 'seal.ts',
    from: 'paper !== undefined &&',
    to: 'paper === null &&',
    by: 'beside',
  },
  {
    bug: 'R-10 a number before the 決裁',
    file: 'beside-acts.ts',
    from: "if (proposal.status !== 'decided') return no({ code: 'number_before_decision'",
    to: "if (proposal.status === 'draft') return no({ code: 'number_before_decision'",
    by: 'beside',
  },
  {
    bug: 'R-17 時限秘 ends before its time',
    file: 'decide.ts',
    from: 'acting.at < secretUntil)',
    to: 'acting.at > secretUntil)',
    by: 'beside',
  },
  {
    bug: 'R-16 a secret matter is shown to anybody',
    file: 'beside-acts.ts',
    from: 'if (!isSecret(proposal)) return []',
    to: 'if (isSecret(proposal)) return []',
    by: 'beside',
  },
  {
    bug: 'a 差戻し in a parallel stage is jumped over by who holds the next 職 too',
    file: 'runs.ts',
    from: "if (proposal.marks.some((mark) => mark.act === 'returned')) return run",
    to: "if (proposal.marks.some((mark) => mark.act === 'decided')) return run",
    by: 'concurrence',
  },
  {
    bug: 'a case that ended is withdrawn',
    file: 'draft-acts.ts',
    from: "if (proposal.status !== 'in_approval' && proposal.status !== 'returned') {",
    to: "if (proposal.status === 'draft') {",
    by: 'decide',
  },
  {
    bug: 'anybody confirms seats and reassigns',
    file: 'records-office-acts.ts',
    from: "if (!acting.roles.includes('records_manager')) return notOffice(acting)\n  const step",
    to: "if (acting.roles.includes('nobody')) return notOffice(acting)\n  const step",
    by: 'transfers',
  },
]

/** A copy of the core and its tests, in which bugs may be sown. */
export class Field {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kessai-mutants-'))
  readonly #root: string

  constructor(root: string) {
    this.#root = root
    for (const part of ['server/domain', 'server/testing']) {
      cpSync(join(root, part), join(this.#folder, part), { recursive: true })
    }
    for (const part of ['node_modules', 'package.json'])
      symlinkSync(join(root, part), join(this.#folder, part))
  }

  /** Sows a bug, asks, and takes it out again. Throws when the core no longer has the place. */
  sown<Answer>({ file, from, to }: Mutant, ask: () => Answer): Answer {
    const path = join(this.#folder, 'server/domain/approval', file)
    const text = readFileSync(path, 'utf8')
    if (!text.includes(from)) throw new Error(`${file} has no place for this bug any more: ${from}`)
    writeFileSync(path, text.replaceAll(from, to))
    try {
      return ask()
    } finally {
      writeFileSync(path, text)
    }
  }

  /** Whether a test file of the core passes; properties play only a few games. */
  passes(test: string): boolean {
    const done = spawnSync(process.execPath, ['--import=tsx', `server/domain/approval/${test}.test.ts`], {
      cwd: this.#folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        KESSAI_PROPERTY_RUNS: '300',
        TAP: '1',
        TAP_TIMEOUT: '240',
        NODE_PATH: this.#root,
      },
    })
    return done.status === 0
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
