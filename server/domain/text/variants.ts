/**
 * Characters that are one character written in two ways: 旧字体 and 新字体 (常用漢字表, the 康熙字典体 in its brackets),
 * 印刷標準字体 and 簡易慣用字体 (表外漢字字体表), and 異体字 of names (戸籍, 地名). The first of each group stands for the others.
 * Characters that are only often confused, such as 斉 and 斎, are not here: they are different names.
 */
const groups = `
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 稲稻 飲飮 隠隱 営營 栄榮 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應 欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩
仮假 価價 画畫畵 会會 壊壞 懐懷 絵繪 拡擴 殻殼 覚覺 学學斈 岳嶽 楽樂 勧勸 巻卷 寛寬 歓歡 缶罐 観觀 関關 陥陷 巌巖 顔顏 帰歸
気氣 亀龜 偽僞 戯戲 犠犧 旧舊 拠據 挙擧 峡峽 挟挾 教敎 狭狹 尭堯 暁曉 区區 駆驅 勲勳 薫薰 径徑 恵惠 渓溪 経經 継繼 茎莖 蛍螢
軽輕 鶏鷄 芸藝 倹儉 剣劍剱劔釼 圏圈 検檢 権權 献獻 県縣 険險 顕顯 験驗 厳嚴 効效 広廣 恒恆 鉱鑛砿礦 号號 国國圀 黒黑 砕碎 済濟
斎齋 剤劑 雑雜襍 参參 惨慘 桟棧 蚕蠶 賛贊 残殘 歯齒 児兒 辞辭 湿濕 実實 舎舍 写寫 釈釋 寿壽 収收 従從 渋澁澀 獣獸 縦縱 粛肅
処處 緒緖 叙敍敘 奨奬獎 将將 床牀 渉涉 焼燒 称稱 証證 乗乘 剰剩 壌壤 嬢孃 条條 浄淨 状狀 畳疊 穣穰 譲讓 醸釀 嘱囑 触觸 寝寢
慎愼 晋晉 真眞 尽盡 図圖 粋粹 酔醉 随隨 髄髓 数數 枢樞 瀬瀨 声聲 静靜 斉齊 摂攝 窃竊 専專 戦戰 浅淺 潜潛 繊纖 践踐 銭錢 禅禪
曽曾 双雙 壮壯 捜搜 挿插 争爭 総總 聡聰 荘莊 装裝 騒騷 臓臟 蔵藏 属屬 続續 堕墮 体體 対對 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 単單
担擔 胆膽 団團 弾彈 断斷 痴癡 昼晝 虫蟲 鋳鑄 庁廳 聴聽 鎮鎭 逓遞 鉄鐵鐡 転轉 点點 伝傳 党黨 盗盜 灯燈 当當 闘鬪 徳德 独獨
読讀 届屆 縄繩 弐貳 悩惱 脳腦 覇霸 廃廢 拝拜 売賣 麦麥 発發 髪髮 抜拔 蛮蠻 秘祕 浜濱濵 瓶甁 払拂 仏佛 並竝 変變 辺邊邉 弁辨瓣辯
舗舖 穂穗 宝寶寳 褒襃 豊豐 没沒 翻飜 槙槇 万萬 満滿 麺麵 黙默 餅餠 戻戾 訳譯 薬藥 与與 誉譽 予豫 余餘 揺搖 様樣 謡謠 来來 頼賴
乱亂 覧覽 竜龍 両兩 猟獵 緑綠 塁壘 礼禮 隷隸 霊靈 齢齡 恋戀 炉爐 労勞 楼樓 郎郞 禄祿 亘亙 湾灣 瑶瑤 遥遙
島嶋嶌 富冨 峰峯 桑桒 吉𠮷 館舘 淵渕渊 高髙 崎﨑嵜碕 柳栁 昇曻 昂昻 野埜 松枩 秋穐 略畧 脈脉 隣鄰 裏裡 群羣 婿壻 郷鄕 徴徵
籠篭 竈竃 熙煕 薮藪 桧檜 蠅蝿 儘侭 頸頚 鶯鴬 諫諌 濤涛 邇迩 鷗鴎 嚙噛 繫繋 摑掴 焰焔 麴麹 屛屏 幷并 攢攅 蠟蝋 簞箪 萊莱 禱祷
顚顛 塡填 剝剥 頰頬 𠮟叱 潑溌 醬醤 蔣蒋 鹼鹸 俱倶 軀躯 噓嘘 鰺鯵 賤賎 蘆芦 驒騨 靭靱 嚢囊 讃讚 諡謚 莵兎兔
`

/** From each other way of writing to the one that stands for it. */
export const variants: ReadonlyMap<string, string> = new Map(
  groups
    .split(/\s+/)
    .filter((group) => group !== '')
    .flatMap((group) => {
      const [first, ...others] = Array.from(group)
      return others.flatMap((other) =>
        first === undefined || other === first ? [] : [[other, first] as const],
      )
    }),
)
