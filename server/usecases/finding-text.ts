import type { Finding } from '../domain/authority/findings.ts'
import { unreachable } from '../domain/result.ts'
import { conditionText, entrustedText, limitText } from './because-text.ts'

function rangeText(fromYen: number, toYen: number | undefined): string {
  const from = fromYen === 0 ? '0円' : limitText(fromYen)
  return toYen === undefined ? `${from}以上` : `${from}以上${limitText(toYen)}未満`
}

/** What was found and what to do, as a Japanese sentence. */
export function findingText(it: Finding): string {
  switch (it.code) {
    case 'no_decider':
      return '決裁の段がありません。最後に決裁の段を一つ置いてください。'
    case 'several_deciders':
      return `決裁の段が${it.count}つあります。決裁権者は一人です。一つだけ残してください。`
    case 'decider_not_last':
      return '決裁の段のあとに別の段があります。決裁を最後に置いてください。'
    case 'self_decision':
      return `起案者自身が${it.post}として決裁します。認められた軽易な事案かを確かめてください。`
    case 'self_step':
      return `${it.post}の段は起案者本人のため、自己として省略されます。`
    case 'at_once':
      return `${it.post}と${it.with}は同じ人のため、一度に処理します（兼務）。両方の職名を記録します。`
    case 'not_on_access_list':
      return `${it.post}（${it.names.join('、')}）は閲覧できる人に入っていません。経路に入ると内容を読めるため、確かめてください。`
    case 'nobody_holds':
      return `${it.post}の職に就いている人がいません。発令を確かめるか、欠員のときの扱いを見直してください。`
    case 'watcher':
      return `${it.post}は決裁の系統にない職です。知らせるだけなら、印を求めず供覧にできます。`
    case 'many_steps':
      return `回議の段が${it.count}あります。権限のない段は供覧に移し、${it.advised}段以内にできないか見直してください。`
    case 'examines_and_concurs':
      return `${it.unit}が審査と合議の両方に入っています。どちらか一方で足りないか確かめてください。`
    case 'decider_below':
      return `${it.post}は決裁する${it.decider}より上位の職です。決裁より前に置く理由を確かめてください。`
    case 'concur_after_decider':
      return `決裁権者の段よりあとに${it.post}の合議があります。合議は決裁権者の前に置いてください。`
    case 'provisional_role':
      return `${it.post}の段は仮決裁にできません。仮決裁は回議の段に付けてください。`
    case 'provisional_elsewhere':
      return `${it.post}は主務課の系統の職ではありません。仮決裁は起案した課の上司の段に付けてください。`
    case 'provisional_after_concur':
      return `${it.post}の仮決裁が合議のあとにあります。合議の前に移してください。`
    case 'provisional_twice':
      return '仮決裁の段が二つ以上あります。一つだけ残してください。'
    case 'impossible_condition':
      return `${it.post}の段の条件（${conditionText(it.when)}とき）に当たる事案はありません。条件を直してください。`
    case 'condition_not_here':
      return `${it.post}の段には条件を付けられません。決裁、審査、合議の相手は専決表で決まります。条件を外してください。`
    case 'needs_too_many':
      return `${it.post}から始まる並列の組は${it.of}段なのに、${it.needs}人の承認が必要とされています。1から${it.of}の数にしてください。`
    case 'optional_decider':
      return '決裁の段は省略できません。「省略できる」を外してください。'
    case 'same_key':
      return `同じ名前（${it.key}）の段が二つあります。一つを作り直してください。`
    case 'units_twice':
      return `${it.role === 'concur' ? '合議先' : '審査先'}の段が二つあります。一つにまとめてください。`
    case 'unknown_position':
      return `${it.where}の職位「${it.position}」は組織にありません。職位を選び直してください。`
    case 'unknown_unit':
      return `${it.where}の所属「${it.unit}」は組織にありません。所属を選び直してください。`
    case 'unknown_template':
      return `${it.where}の経路「${it.template}」はありません。経路を選び直してください。`
    case 'unknown_class':
      return `${it.where}の決裁区分「${it.class}」は区分の一覧にありません。甲・乙などから選び直してください。`
    case 'no_authority':
      return `${it.where}の${it.position}は、専決権者に含めない職です。決裁権者にしてよいかを規程で確かめてください。`
    case 'issuer_without_power':
      return entrustedText(it)
    case 'entrusted_to_head':
      return `${it.item} は、首長自身が決裁する区分に委任の根拠があります。受任者の区分に直すか、委任の根拠を消してください。`
    case 'entrusted_to_nobody':
      return `${it.item} は、決裁権者のいない区分に委任の根拠があります。受任者を選ぶか、委任の根拠を消してください。`
    case 'nameless_class':
      return '名前のない決裁区分があります。甲・乙などの名前を付けてください。'
    case 'same_class':
      return `決裁区分「${it.class}」が二つあります。名前を変えるか、一つを外してください。`
    case 'same_decider':
      return `決裁区分「${it.classes[0]}」と「${it.classes[1]}」の決裁権者がどちらも${it.position}です。一方の職位を選び直すか、区分を一つにまとめてください。`
    case 'class_without_decider':
      return `決裁区分「${it.class}」に決裁権者がいません。職位を選ぶか、区分を外してください。`
    case 'class_nobody_holds':
      return `決裁区分「${it.class}」の職位（${it.positions.join('、')}）に就いている人がいません。発令を確かめるか、職位を選び直してください。`
    case 'no_rows':
      return '専決表に行がありません。行を加えてください。'
    case 'same_row':
      return `番号 ${it.item} の行が二つあります。番号を変えてください。`
    case 'nameless':
      return it.where === 'template'
        ? '経路に名前を付けてください。'
        : `行「${it.where}」に番号と名前を付けてください。`
    case 'no_bands':
      return `${it.item} に決裁権者がありません。金額の区切りを一つ以上置いてください。`
    case 'empty_band':
      return `${it.item} の${rangeText(it.minYen, it.maxYen)}の区切りには当たる金額がありません。下限と上限を直してください。`
    case 'gap':
      return `${it.item} は${rangeText(it.fromYen, it.toYen)}の決裁権者が決まっていません。区切りをつないでください。`
    case 'overlap':
      return `${it.item} は${rangeText(it.fromYen, it.toYen)}の区切りが重なっています。区切りを直してください。`
    case 'class_falls':
      return `${it.item} は${limitText(it.minYen)}以上で、金額が増えるのに下位の決裁区分になります。区分を確かめてください。`
    case 'no_template_reaches':
      return `${it.item} の決裁権者「${it.position}」で終わる経路がありません。経路を先に作ってください。`
    default:
      return unreachable(it)
  }
}
