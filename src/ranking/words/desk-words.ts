// Beginnings of folded words that tell a desk, in English, German, French, Spanish, Russian, and the languages of Arabic
// script. The sports are the Olympic ones and those with large leagues; then what match reports, recipes, tests and
// reviews say. Words that other news has as often (league, dish, dinner, trial) are not here.

export type Desk = "sport" | "food" | "gadgets" | "show"

export const DESK_WORDS: Record<Desk, string> = {
  sport: `archery athlet badminton baseball basketball biathlon bobsleigh boxer boxing canoe cricket curling cyclist cycling
    decathlon equestrian fencer fencing football footballer futsal golf golfer gymnast handball heptathlon hockey judo judoka
    karate kabaddi kickbox lacrosse luge marathon mma netball pentathlon rower rowing rugby sambo skater skating
     skier skiing slalom snooker snowboard soccer softball squash sprinter sumo surfing swimmer taekwondo tennis
    triathlon volleyball weightlift lifter wrestler wrestling wushu chess grandmaster grandslam motogp superbike nascar prix
    formula champions championship olympi paralymp medal medallist semifinal quarterfinal playoff knockout
    goal wicket innings batter batsman bowler spinner goalkeeper goalless keeper midfielder striker defender shuttler hattrick
    penalties tournament qualifier seeded unbeaten podium peloton overs matchday coached winger scorer scored
    equaliser equalizer halftime referee umpire tiebreak squad bout heavyweight featherweight flyweight
    fussball bundesliga torwart spieltag trainer turnier handballer boxerin ringen ringer radsport radprofi rennfahrer
    leichtathletik schwimmer skispring skirennen skifahr eishockey eiskunst eisschnell biathlet rodel turnen turner fechten
    gewichtheb schach weltmeister olympia medaille gewinnt halbfinal viertelfinal pokal stürmer tabellenf elfmeter
     nationalelf punktspiel
    futbol deport baloncesto balonmano voleibol ciclis ciclista pelotón boxeo boxeador natación nadador gimnas esgrima
    remo halterofilia ajedrez atletismo torneo campeona campeón medalla mundialista gol goles golead portero delantero
    entrenador jugador eliminatoria  
    footballeur basket athlète cyclisme cycliste boxe boxeur lutte lutteur nageur natation escrime aviron haltérophil échecs
    gymnaste ski championnat joueur entraîneur tournoi médaille demi-finale coupe attaquant gardien buteur match
    футбол баскетбол волейбол гандбол хокке теннис бадминтон бокс боксер борец борцы борцов борьб дзюдо самбо самбист
    карате тхэквондо тяжелоатлет штангист гимнаст пловец пловц плаван легкоатлет спринтер марафон биатлон лыжник лыжн
    конькобеж фигурист сноуборд санн бобсле керлинг регби крикет бейсбол гольф велогон велосипедист гребл гребец гребц
    фехтован шахмат гроссмейстер блиц партию ничь формула гонщик матч сборн турнир чемпион тренер вратар нападающ
    защитник олимп кубок медал финал полуфинал схватк нокаут гол голы голов    
    калитк овер болевой шайб овертайм
    کرکټ کرېکټ کریکت کریکٹ فوټبال فوتبال فوتبول فټبال فوټسال فوتسال والیبال والیبول باسکټبال باسکتبال بسکتبال هندبال
    هاکي هاکی ټېنس تنیس بېډمنټن بدمینتون بوکس بوکسر سوکس جوډو جودو کاراټې کاراته تکواندو ټیکوانډو وشو ووشو غېږنیوول
    پهلوان پهلواني کشتي کشتی پارکور جمناستیک ژیمناستیک شنا شناګر شناور دوومیداني دومیدانی بزکشي بزکشی شطرنج سایکل‌ځغاسته
    دوچرخه‌سوار وزنه‌بردار ماراتن راګبي راگبی ګالف گلف غشي لوبډل لوبغاړ توپ‌اچوونک بالر بټر ویکټ ویکت اوورونو اورونو
    ورزش ورزشکار سپورت سپورټ مسابق سیالي سیالۍ اتلول قهرمان المپیک المبیک مډال مدال روزونک مربی ګول ګولونه
     دروازه‌بان تکواندوکار ورزشگاه 
    بطول مباراه مباراة منتخب ملعب هدفين مهاجم تاهل مدرب لاعب حارس شوط كره كرة دوري كاس كأس ميدالي اولمبي أولمبي ملاكم مصارع
    سباح جودو كاراتيه تايكوندو تنس طائره سله سلة جمباز رمايه شطرنج دراج ماراثون كريكيت رياض`,
  food: `recipe soup stew broth casserole bake baked baking oven simmer saute marinade dough pastry flavour flavor ingredient
    dessert pudding tablespoon teaspoon lentil cumin garlic pancake dumpling noodle curry cake roast cookbook
    rezept suppe kochen backen teig zutaten löffel kürbis ofen ingwer eintopf nachtisch mixer
    recette soupe cuisson cuillère ingrédient gâteau tarte ragoût potage
    receta sopa cocinar horno cucharad ingrediente lentejas sofre postre guiso remoj tarta
    рецепт суп супы супов супа духовк выпечк пирог борщ ужин блюд кухарк сковород чечевиц десерт ингредиент салат
     варень
    آشپز پخلی پخل پخېږ خوراک خواړ خوند سوپ شوربا شوروا ښوروا ښورو دسترخوان مرچ مساله هوږه پیاز رومیان قورمه بولانی
      پخت آش نخود حبوبات کیک شیرینی
    وصفه وصفة طبخ حساء شوربه شوربة كمون عدس بصل حلوي مقادير مطبخ `,
  gadgets: `phone smartphone iphone android handset laptop tablet gadget headphone earbud smartwatch console playstation
    xbox nintendo foldable hinge battery megapixel charger wearable gigabyte chipset
    handy kopfhörer smartphones akku klapphandy spielkonsole
    téléphone écouteur casque montre charnière
    teléfono plegable auricular pantalla batería móvil consola
    телефон смартфон ноутбук гаджет наушник планшет экран шарнир батаре басы шумодав приставк  
    تلیفون ټلیفون ټیلیفون تلفن موبایل موبایل‌ فون گوشی هوشمند سکرین لپټاپ لپتاپ تبلت باتری بطرۍ بټرۍ کامره کمره چارج
    هاتف هواتف بطاري كامير شاشه شاشة لوحي سماع ذكي`,
  show: `film films filmmaker movie cinema actor actress singer album celebrity hollywood bollywood netflix sitcom concert
    sequel blockbuster premiere biopic trailer novelist catwalk fashion couture runway miniseries 
    episode soundtrack comedian comedy starring soap oscar grammy emmy
    schauspiel sanger konzert kino regisseur mode modeschau laufsteg komödie
    acteur actrice chanteu cinéma réalisateur série comédie défilé tournage
    película cantante actriz cine serie comedia estreno director novela pasarela
    фильм актер актрис певец певиц альбом концерт кино кинотеатр режиссер сериал роман комеди
    فلم فیلم سندر سندرې سندرغاړ بازیگر هنرپیشه خواننده آهنگ سینما کارگردان سریال ډرام درامه لوبغاړې کنسرټ کنسرت رمان ناول
    فيلم ممثل ممثله مغن مغني مسلسل سينما مخرج البوم ألبوم روايه رواية ازياء أزياء`,
}

/** Names of sections and tags, whole and folded. */
export const SECTIONS: Record<Desk, string> = {
  sport: "sport sports deporte deportes спорт سپورت سپورټ ورزش ورزشی لوبې رياضة رياضه الرياضة",
  food: `food recipes cooking kitchen essen rezepte küche cuisine recettes cocina recetas gastronomía еда рецепты кулинария
    خواړه پخلی آشپزی غذا خوراک طبخ مطبخ وصفات`,
  gadgets: "gadgets phones tech gadget technik гаджеты техника high-tech",
  show: `film films movies cinema entertainment showbiz celebrity fashion music television tv kino musik mode unterhaltung
    cine música moda musique кино музыка мода шоу-бизнес сериалы فلم سینما سندرې موسیقي موسیقی مود سينما فن موضة`,
}
