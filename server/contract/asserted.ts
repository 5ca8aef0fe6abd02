import { Type, type Static } from 'typebox'
import { At, Day, Hash, Id, closed, described } from './common.ts'

const AssertedPerson = closed(
  {
    name: Type.String(),
    title: Type.Optional(Type.String({ description: '職名 as it was then' })),
    on: described(Type.Optional(Day), 'The day the old system says'),
  },
  'Somebody as the old system names them: nobody here saw the act',
)

export const AssertedView = closed(
  {
    source: Type.String({ description: 'The old system: 旧文書管理システム' }),
    key: Type.String({ description: 'Its own key of the case' }),
    number: Type.Optional(Type.String({ description: '文書番号 as it is written there' })),
    sectionName: Type.Optional(Type.String({ description: '課 as it was called then' })),
    draftedOn: Type.Optional(Day),
    decidedOn: Type.Optional(Day),
    issuedOn: described(Type.Optional(Day), '施行日'),
    completedOn: described(Day, '完結日, from which the 保存期間 is counted'),
    drafter: Type.Optional(AssertedPerson),
    approvers: Type.Array(AssertedPerson),
    decider: Type.Optional(AssertedPerson),
    importedAt: At,
    importedBy: closed({ name: Type.String(), title: Type.String() }),
    decision: Type.Optional(
      Type.String({ description: '起案番号 of the case by which the import was decided' }),
    ),
    run: described(Id, 'The import it came by'),
    manifestSha256: described(Hash, 'Of the manifest of that import'),
    recordSha256: described(Hash, 'Of its record in the manifest, and of its files'),
  },
  '移行: what another system says of a case. Told, never seen here',
)
export type AssertedView = Static<typeof AssertedView>
