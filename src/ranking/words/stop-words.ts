import { fold } from "./fold.ts"
import { ISO_LISTS } from "./stop-words-iso.ts"

// Folded words that do not show what a text is about. Other common words get a low rarity from their counts. So these
// lists matter most while an index is small.
const LISTS: Record<string, string> = {
  en: `a about above after again against all also am an and any are around as at back be because been before being below
    between both but by can cannot could did do does doing down during each even every few first for from further get gets
    go going got had has have having he her here hers herself him himself his how however i if in into is it its itself
    just last like made make makes many may me might more most much must my new no nor not now of off on once one only or
    other our ours out over own part per put said same say says see set she should since so some still such take than that
    the their theirs them themselves then there these they this those through time to today told too took two under until up
    upon us very was we were what when where which while who whom whose why will with within without would year years yet
    you your yours dont didnt doesnt isnt wasnt wont cant couldnt hes shes thats theyre im ive according among including
    well way want monday tuesday wednesday thursday friday saturday sunday day days week weeks month months`,
  de: `aber als am an auch auf aus bei beim bin bis da dann das dass dem den der des die dies diese dieser dieses doch
    durch ein eine einem einen einer eines er es fur gegen haben hat hatte hatten ich ihr ihre im in ist ja jetzt kann
    kein keine konnen mehr mit muss nach nicht noch nur ob oder ohne sehr sein seine sich sie sind so uber um und uns
    unter vom von vor war waren was wegen weil wenn wer werden wie wieder will wir wird wurde wurden zu zum zur zwei
    neue neuen neuer jahr jahre jahren sagt sagte soll sollen gibt geht`,
  fr: `a ai ainsi alors apres au aussi autre aux avant avec avoir c ce cela ces cet cette ceux chez comme contre d dans
    de depuis des deux dit doit du elle elles en encore entre est et etait ete etre eux fait font hors il ils j je l la
    le les leur leurs lors lui mais meme moins n ne ni non nos notre nous on ont ou par parce pas peu peut plus pour
    pourquoi qu quand que quel quelle qui s sa sans se selon ses si son sont sous sur t tous tout toute toutes tres un
    une va vers veut vos votre vous y an ans annee annees jour jours`,
  es: `a al algo ante antes ano anos aun asi aunque cada como con contra cual cuando cuatro da de del desde dia dias dice
    donde dos e el ella ellos en entre era es esa ese eso esta estaba estan este esto estos fue fueron ha habia hace hacia
    han hasta hay hoy la las le les lo los mas me mi mientras muy nada ni no nos o otra otras otro otros para pero poco por
    porque pues que quien se sea segun ser si sido sin sobre son su sus tambien tan tanto te tiene tienen todo todos tras
    tres un una uno unos y ya yo`,
  pt: `a ao aos apos ano anos as ate com como contra da das de dela dele depois desde dia dias diz do dois dos duas e ela
    ele eles em entre era essa esse esta estao este eu foi foram ha isso ja la mais mas me mesmo muito na nao nas nem no nos
    nossa o os ou para pela pelas pelo pelos por porque pode qual quando que quem sao se segundo sem ser seu seus sob sobre
    sua suas tambem tem ter tres um uma vai`,
  it: `a ad agli ai al alla alle allo anche ancora anni anno c che chi ci come con contro cosa cosi d da dagli dai dal
    dalla dalle degli dei del dell della delle dello di dopo dove due e ed era essere fa fra gia gli ha hanno i il in io
    l la le lo loro ma mai nel nell nella nelle negli nei no noi non o ogni oggi per perche piu poi prima quando quella
    quello questa questo qui se senza si sono stata stato su sua sue sui sul sulla suo suoi tra tre tutti tutto un una uno
    va vi`,
  nl: `aan al alle als ben bij dan dat de der deze die dit door een en er geen had heb hebben heeft het hij hoe hun ik in
    is jaar je kan komt maar me meer men met mijn moet na naar niet nieuwe nog nu of om omdat ons ook op over te tegen tot
    twee uit van veel voor waar wat we wel werd wie wil wordt worden zal ze zegt zich zijn zo zou`,
  ru: `а без более бы был была были было быть в вам вас во вот все всего вы год года году где да для до его ее если есть
    еще же за и из или им их к как когда кто ли лет мы на над не нет них но о об он она они оно от по под после при про
    рассказал с сказал свои свою себя со сообщил так также там то того тоже только тот ты у уже чего чем что чтобы эта эти
    это этого этот я стал стали стало может будет будут`,
  uk: `а або але б без би був була були було бути в вже ви від він вона вони все всі де для до з за зі і із й його її їх
    коли не ні на над нас ми о по під після при про років року роки та так також там те ти то того тому у це цей ця чи що
    щоб як якии яка які я`,
  pl: `a aby ale bez bedzie byl byla bylo byly byc co czy dla do go i ich im ja jak jako jest jego jej juz kiedy ktora
    ktore ktory lat lub ma mi moze na nad nie o od on ona oni oraz po pod przed przez przy rok roku sa sie ta tak take tez
    to tego tej ten tym tylko w we wiecej z za ze`,
  tr: `acaba ama ancak bazi ben bile bir biz bu cok cunku da daha de defa diye en gibi hem hep her hic icin ile ise kadar
    ki kim mi mu ne neden nasil o olan olarak oldu olduğu on sen siz son sonra su tum ve veya ya yani yeni yıl iki dedi`,
  sv: `af alla att av blev bli den det detta de dem dar efter eller en ett fick for fran ha hade han har hon i inte ja jag
    kan kom man med men mer mot nar nu nya och om pa sa sade sager ska skulle sig sin sina som till under upp ut var vad
    vi vid vill ar ars`,
  ar: `الی التی الذی الذین ان انه انها او ای بعد بعض بین تم ثم حتی حول حیث خلال ذلک عام عن عند عندما علی عدد غیر فی فیها
    قال قالت قبل قد کان کانت کل کما لا لقد لکن لم لن له لها ما مع من منذ منها نحو هذا هذه هناک هو هی و وقد وقال ولا وهو
    وهی یتم یکون یوم بان امام دون اکثر تحت اجل کیف هل ماذا لماذا`,
  fa: `از است اما ان انها او این با باید بر برای بود بودند به بی بین پس تا تر چه چند حال خود در دارد دارند دو دیگر را رو
    روز زیر سال شد شده شدن شود شوند ضد طی علیه عنوان قبل کرد کرده کردند کنند کند که گفت گفته ما مورد می میشود نیز نیست
    وی هر هم همه همین های هایی هیچ و یا یک یکی پیش اند خواهد شان بعد پر درباره`,
  ps: `د په به ته چی چه سره دی ده دا او له هم یو یوه کی کی نه تر خو یی هغه دغه شوی شوه شو سو کری کرل کوی کړی کړل کړه وه وو
    وو ول شی شوي بی بل لپاره پر باندی وروسته مخکی پوری لری وکر وکړ ویلی وایی ویل خپل خپله ټول تول کال هیواد هیوادو دوی مو
    زموږ زه موږ تاسی هر هره`,
  ur: `کا کی کے کو میں می سے نے پر ہے هی هے ہیں هیں اور یہ یه وہ وه کہ که تھا تها تھی کر کی گیا گی بھی بهی تو نہیں نهیں ایک جو
    اس ان ہو هو لیی لیے ساتھ ساته بعد تک جس دیا کیا ہوی ہونے نی کها کہا اپنی اپنے رها رہا`,
  hi: `का के की को में से ने पर है हैं और यह वह कि था थी थे कर गया गई भी तो नहीं एक जो इस उस हो लिए साथ बाद तक जिस दिया किया
    हुए हुई हुआ कहा अपने रहा रही रहे या ये वे अब जब तब`,
  id: `ada adalah agar akan atau bahwa bagi banyak baru beberapa belum bisa dalam dan dari dengan di dia hari harus hingga
    ia ini itu juga kami karena kata ke kepada lalu lebih masih mereka oleh pada para saat saja sampai sangat satu saya
    sebagai sebuah secara sedang sejak seperti serta setelah sudah tahun tak tapi telah tentang terhadap tersebut tidak
    untuk yang`,
  zh: `的 了 在 是 和 与 对 将 被 从 到 为 以 及 等 也 就 都 而 但 或 一个 我们 他们 这个 没有 可以 进行 表示 已经 因为 通过 自己 之后 目前 今年 今日
    昨日 日前 其中 同时 以及 还是 如果 并且 就是 不是 什么 成为`,
  ja: `する した して いる ある こと これ それ ため など よう から まで として について による という され れる られ なる なっ ない ます です だっ
    もの その この との では には ては への での ので さん 的 年 月 日`,
}

const { vi, ...ISO } = ISO_LISTS
/** Common syllables of Vietnamese, with their tones. */
export const STOP_SYLLABLES: ReadonlySet<string> = new Set(vi!.split(" "))
const SETS = new Map(
  Object.entries({ ...ISO, ...LISTS }).map(([language, list]) => [language, new Set(list.split(/\s+/).map(fold))]),
)
const NONE: ReadonlySet<string> = new Set()

/** The stop words of a language by its primary subtag (`en`, `ps`), folded; an empty set where there is no list. */
export const stopWords = (language: string): ReadonlySet<string> => SETS.get(language) ?? NONE
