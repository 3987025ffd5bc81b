// Words that stand for a country beside its name: its capital, other large cities of the news, and the word for its people.
// A line is an ISO 3166-1 code and words. The names of countries themselves come from Intl.DisplayNames.
// Latin words match whole. Words of other scripts match as beginnings, because Russian, Pashto and Arabic inflect the end.
export const COUNTRY_WORDS = `
AE emirati emirates dubai дубай эмират امارات دبی
AF afghan afghani taliban kabul kandahar herat mazar-i-sharif jalalabad helmand nangarhar kunduz badakhshan bamyan афган кабул кандагар герат афганск талиб افغان کابل کندهار قندهار هرات ننگرهار هلمند کندز بدخشان بامیان پنجشیر طالب
AL albanian tirana албан тиран
AM armenian yerevan армян ереван
AO angolan luanda
AR argentine argentinian buenos-aires аргентин
AT austrian vienna wien австрий вена
AU australian canberra sydney melbourne австралий сидне
AZ azerbaijani azeri baku азербайджан баку باکو
BA bosnian sarajevo босни сараев
BD bangladeshi dhaka бангладеш بنگله
BE belgian brussels bruxelles бельгий брюссел
BF burkinabe ouagadougou
BG bulgarian sofia болгар софи
BH bahraini manama
BO bolivian
BR brazilian brasilia rio-de-janeiro sao-paulo бразил
BT bhutanese thimphu
BY belarusian minsk белорус минск
CA canadian ottawa toronto montreal vancouver канад оттав
CD congolese kinshasa goma конго киншас
CF bangui
CH swiss zurich geneva bern geneve genf швейцар женев
CI ivorian abidjan
CL chilean santiago чилий
CM cameroonian yaounde
CN chinese beijing shanghai hong-kong xinjiang китай пекин шанхай چین پکن بیجینگ
CO colombian bogota колумби
CR costa-rican
CU cuban havana кубин гаван
CY cypriot nicosia кипр
CZ czech prague praha prag чешск чехи праг
DE german berlin munich hamburg frankfurt deutsch немец герман берлин мюнхен آلمان برلین جرمن
DK danish copenhagen kobenhavn датск дани копенгаген
DZ algerian algiers алжир
EC ecuadorian quito эквадор
EE estonian tallinn эстон таллин
EG egyptian cairo египе каир مصر قاهره
ER eritrean asmara
ES spanish spaniard madrid barcelona espanol испан мадрид барселон
ET ethiopian addis-ababa tigray эфиоп
FI finnish helsinki финск финлянд хельсинк
FR french paris marseille francais francaise франц париж فرانس پاریس
GB british briton britain england english scotland scottish wales welsh london uk британ англи лондон шотланд بریتانیا لندن انگلیس
GE tbilisi грузин грузи тбилис
GH ghanaian accra
GR greek athens athen грец гречес афин یونان
GT guatemalan
HN honduran tegucigalpa
HR croatian croat zagreb хорват загреб
HT haitian port-au-prince гаит
HU hungarian budapest венгр венгер будапешт
ID indonesian jakarta индонези джакарт
IE irish dublin ирланд дублин
IL israeli jerusalem tel-aviv израил иерусалим тель-авив اسرایی اسراییل
IN indian delhi mumbai kashmir kolkata chennai bengaluru индий инди дели мумба هند دهلی
IQ iraqi baghdad basra mosul erbil ирак багдад عراق بغداد
IR iranian tehran isfahan mashhad иран тегеран ایران تهران مشهد اصفهان
IS icelandic reykjavik исланд
IT italian rome milan roma milano итал рим милан ایتالیا
JM jamaican kingston
JO jordanian amman иордан
JP japanese tokyo osaka япон токио جاپان ژاپن
KE kenyan nairobi mombasa кени найроб
KG kyrgyz bishkek киргиз кыргыз бишкек قرغیز
KH cambodian khmer phnom-penh
KP pyongyang кндр пхеньян
KR seoul сеул
KW kuwaiti кувейт کویت
KZ kazakh astana almaty казах астан алмат قزاق
LA laotian vientiane
LB lebanese beirut liban ливан бейрут لبنان بیروت
LK sri-lankan colombo
LR liberian monrovia
LT lithuanian vilnius литов литв вильнюс
LV latvian riga латв латыш рига
LY libyan tripoli benghazi ливи триполи لیبیا
MA moroccan rabat casablanca марокк
MD moldovan chisinau молдав молдов кишинев
ME montenegrin podgorica черногор
MG malagasy antananarivo
MK skopje македон
ML malian bamako
MM burmese rohingya yangon naypyidaw мьянм میانمار
MN mongolian ulaanbaatar монгол
MX mexican мексик
MY malaysian kuala-lumpur малайзи
MZ mozambican maputo
NE nigerien niamey
NG nigerian abuja lagos нигери
NL dutch netherlands holland amsterdam the-hague hague rotterdam нидерланд голланд амстердам гааг
NO norwegian oslo норвеж норвег осло
NP nepali nepalese kathmandu непал
NZ auckland wellington
OM omani muscat
PA panamanian
PE peruvian lima
PH filipino manila филиппин
PK pakistani islamabad karachi lahore peshawar quetta rawalpindi пакистан исламабад карач пешавар پاکستان اسلام‌آباد کراچی پیشاور پیښور لاهور
PL polish warsaw krakow польск польш варшав
PS palestinian gaza west-bank ramallah hamas палестин газа сектор-газа فلسطین غزه
PT portuguese lisbon португал лиссабон
QA qatari doha катар доха قطر دوحه
RO romanian bucharest румын бухарест
RS serbian serb belgrade серб белград
RU russian moscow kremlin st-petersburg chechen росси русск москв кремл петербург روس روسیه مسکو ماسکو کرملین
RW rwandan kigali
SA saudi riyadh mecca jeddah саудов эр-рияд سعودی ریاض
SD sudanese khartoum darfur судан хартум سودان
SE swedish swede stockholm швед швец стокгольм
SG singaporean сингапур
SI slovenian ljubljana словен
SK slovak bratislava словак словац
SN senegalese dakar
SO somali mogadishu сомал
SS juba
SY syrian damascus aleppo сирий сири дамаск سوریه سوری دمشق
TD chadian ndjamena
TH thai bangkok таиланд тайск бангкок
TJ tajik dushanbe таджик душанбе تاجیک دوشنبه
TM turkmen ashgabat туркмен ашхабад ترکمن
TN tunisian tunis тунис
TR turkish turk turkiye ankara istanbul турец турк турци анкар стамбул ترک ترکیه استانبول
TW taiwanese taipei тайван тайбэ تایوان
TZ tanzanian
UA ukrainian kyiv kiev kharkiv odesa crimea украин киев харьков крым اوکراین کییف
UG ugandan kampala
US american americans washington usa pentagon new-york сша америк вашингтон нью-йорк امریک آمریک ایالات-متحده واشنگتن
UY uruguayan montevideo
UZ uzbek tashkent samarkand узбек ташкент самарканд ازبک تاشکند
VE venezuelan caracas венесуэл
VN vietnamese hanoi вьетнам ханой
XK kosovar pristina косов
YE yemeni sanaa houthi йемен хути یمن
ZA johannesburg cape-town pretoria
ZM zambian lusaka
ZW zimbabwean harare
`
