import { type Static, Type } from 'typebox'
import { closed } from './common.ts'

const text = (description: string, maxLength = 400) => Type.Optional(Type.String({ maxLength, description }))
const day = (description: string) =>
  Type.Optional(
    Type.String({
      maxLength: 40,
      description: `${description}: 2019-04-03, 2019/4/3, 平成31年4月3日, H31.4.3`,
    }),
  )

/** One record of a manifest in JSON. The fields are the columns of the CSV; docs/operations/legacy-import.md explains them. */
export const LegacyManifestRecord = closed(
  {
    key: Type.String({
      minLength: 1,
      maxLength: 200,
      description: '旧管理番号: never another one for the same record',
    }),
    title: Type.String({ minLength: 1, maxLength: 400, description: '件名' }),
    body: text('伺い文', 100_000),
    number: text('文書番号 as it is written', 80),
    numberKind: text('番号の種類: the book the number is entered in as taken'),
    draftedOn: day('起案日'),
    decidedOn: day('決裁日'),
    issuedOn: day('施行日'),
    completedOn: day('完結日; else 施行日, else 決裁日'),
    section: Type.String({
      minLength: 1,
      maxLength: 400,
      description: '課 that answers for it now: code or name',
    }),
    sectionName: text('所属 as it was called then'),
    drafter: text('起案者'),
    drafterTitle: text('職名 of the 起案者 then'),
    drafterEmployeeNo: text('職員番号 of the 起案者, where it is somebody here'),
    approvers: Type.Optional(
      Type.Array(
        closed({
          name: Type.String({ minLength: 1, maxLength: 400 }),
          title: text('職名 then'),
          on: day('The day the old system says'),
        }),
        { maxItems: 200, description: '承認者 and 合議先, as the old system has them' },
      ),
    ),
    decider: text('決裁者'),
    deciderTitle: text('職名 of the 決裁者 then'),
    classification: Type.String({
      minLength: 1,
      maxLength: 400,
      description: '分類: code of the lowest class',
    }),
    folder: Type.String({ minLength: 1, maxLength: 200, description: '簿冊' }),
    folderYear: Type.Optional(
      Type.Union([Type.Integer(), Type.String({ maxLength: 20 })], {
        description: '年度 of the 簿冊: 2019, 平成31',
      }),
    ),
    retention: Type.String({ minLength: 1, maxLength: 400, description: '保存期間: code or name' }),
    disposition: text('満了時の措置: 引渡し, 廃棄, 選別'),
    disclosure: text('公開区分: code or name'),
    disclosureGrounds: Type.Optional(
      Type.Array(Type.String({ maxLength: 400 }), {
        maxItems: 20,
        description: '非公開の根拠: codes or names',
      }),
    ),
    disclosureUntil: day('公開の時期'),
    secrecy: text('秘密区分: code or name'),
    secretUntil: day('秘の期限'),
    readers: Type.Optional(
      Type.Array(Type.String({ maxLength: 400 }), { maxItems: 200, description: '閲覧者: 職員番号' }),
    ),
    files: Type.Optional(
      Type.Array(
        closed({
          filePath: Type.String({
            minLength: 1,
            maxLength: 2000,
            description: 'Place below the folder of files',
          }),
          fileTitle: text('Name it is kept under'),
          fileOrder: Type.Optional(Type.Integer({ description: 'Place in the book' })),
          fileSha256: text('SHA-256, where it is known'),
        }),
        { maxItems: 1000 },
      ),
    ),
  },
  'A record of an old system, as it is to be brought in',
)
export type LegacyManifestRecord = Static<typeof LegacyManifestRecord>
