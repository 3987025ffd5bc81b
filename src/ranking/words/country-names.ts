// English words that stand for a country: capital, large cities of the news, people, adjective, and short or old names.
// A line is an ISO 3166-1 code and words; "-" stands for a space. They match whole, with or without a plural s.
// The official names of countries come from Intl.DisplayNames, in every language.
export const ENGLISH = `
AD andorran andorra-la-vella
AE emirati emirates dubai abu-dhabi sharjah
AF afghan afghani taliban taleban kabul kandahar herat mazar-i-sharif mazar jalalabad hazara pashtun badakhshan badghis baghlan balkh bamyan bamiyan daykundi farah faryab ghazni ghor helmand jawzjan kapisa khost kunar kunduz laghman logar nangarhar nimroz nimruz nuristan paktia paktika panjshir parwan samangan sar-e-pul sar-i-pul takhar uruzgan oruzgan wardak maidan-wardak zabul lashkar-gah torkham
AG antiguan
AL albanian tirana
AM armenian yerevan
AO angolan luanda
AR argentine argentinian argentinean buenos-aires
AT austrian vienna salzburg graz
AU australian canberra sydney melbourne brisbane perth queensland tasmania
AZ azerbaijani azeri baku karabakh
BA bosnia bosnian sarajevo srebrenica
BB barbadian bridgetown
BD bangladeshi dhaka chittagong cox's-bazar
BE belgian brussels antwerp flemish
BF burkinabe ouagadougou
BG bulgarian sofia
BH bahraini manama
BI burundian gitega bujumbura
BJ beninese cotonou porto-novo
BN bruneian
BO bolivian la-paz sucre santa-cruz
BR brazilian brasilia rio-de-janeiro sao-paulo amazonia
BS bahamian
BT bhutanese thimphu
BW botswanan motswana gaborone
BY belarusian belarussian minsk
BZ belizean belmopan
CA canadian ottawa toronto montreal vancouver quebec alberta ontario calgary
CD congo congolese dr-congo kinshasa goma kivu bukavu
CF bangui central-african
CG brazzaville congo-brazzaville
CH swiss zurich geneva bern basel
CI ivory-coast ivorian abidjan yamoussoukro
CL chilean santiago valparaiso
CM cameroonian yaounde douala
CN chinese beijing shanghai xinjiang uyghur uighur tibet tibetan shenzhen wuhan guangdong
CO colombian bogota medellin cartagena
CR costa-rican
CU cuban havana
CV cape-verde cape-verdean praia
CY cypriot nicosia
CZ czech prague brno
DE german berlin munich hamburg frankfurt cologne bavaria bavarian bundestag bundeswehr
DJ djiboutian
DK danish dane copenhagen
DM roseau
DO dominican santo-domingo
DZ algerian algiers oran
EC ecuadorian ecuadorean quito guayaquil
EE estonian tallinn
EG egyptian cairo alexandria sinai suez
EH sahrawi western-sahara
ER eritrean asmara
ES spanish spaniard madrid barcelona catalan catalonia valencia seville basque
ET ethiopian addis-ababa tigray tigrayan amhara oromia
FI finnish finn helsinki
FJ fijian suva
FR french paris marseille lyon frenchman elysee
GA gabonese libreville
GB britain british briton england english scotland scottish wales welsh northern-ireland london belfast edinburgh glasgow manchester liverpool birmingham westminster
GD grenadian
GE georgian tbilisi abkhazia south-ossetia
GH ghanaian accra
GM gambian banjul
GN guinean conakry
GQ equatorial-guinean malabo
GR greek athens thessaloniki lesbos
GT guatemalan
GW bissau
GY guyanese
HK hong-kong hongkonger
HN honduran tegucigalpa
HR croatian croat zagreb dubrovnik
HT haitian port-au-prince
HU hungarian budapest
ID indonesian jakarta bali sumatra aceh papuan
IE irish dublin
IL israeli jerusalem tel-aviv haifa knesset negev
IN indian delhi new-delhi mumbai kashmir kolkata chennai bengaluru bangalore hyderabad kerala gujarat bihar assam manipur uttar-pradesh rajasthan maharashtra tamil-nadu
IQ iraqi baghdad basra mosul erbil kirkuk
IR iranian tehran isfahan mashhad shiraz tabriz sistan
IS icelandic icelander reykjavik
IT italian rome milan naples sicily sicilian turin venice lampedusa florence genoa
JM jamaican
JO jordanian amman
JP japanese tokyo osaka kyoto okinawa fukushima hiroshima hokkaido
KE kenyan nairobi mombasa kisumu
KG kyrgyz bishkek osh
KH cambodian khmer phnom-penh
KI kiribati tarawa
KM comorian comoran moroni
KP north-korean pyongyang
KR south-korean korean korea seoul busan
KW kuwaiti
KZ kazakh kazakhstani astana almaty
LA laotian lao vientiane
LB lebanese beirut hezbollah
LC castries
LI vaduz
LK sri-lankan colombo jaffna kandy sinhalese
LR liberian monrovia
LS basotho maseru
LT lithuanian vilnius
LU luxembourgish luxembourger
LV latvian riga
LY libyan tripoli benghazi
MA moroccan rabat casablanca marrakesh tangier
MC monegasque
MD moldovan chisinau transnistria
ME montenegrin podgorica
MG malagasy antananarivo
MH marshallese majuro
MK macedonia macedonian skopje
ML malian bamako timbuktu
MM myanmar burma burmese rohingya yangon naypyidaw mandalay rakhine
MN mongolian ulaanbaatar ulan-bator
MR mauritanian nouakchott
MT maltese valletta
MU mauritian port-louis
MV maldivian
MW malawian lilongwe
MX mexican mexico-city tijuana guadalajara sinaloa
MY malaysian kuala-lumpur sabah
MZ mozambican maputo cabo-delgado
NA namibian windhoek
NE nigerien niamey agadez
NG nigerian abuja lagos kano borno boko-haram
NI nicaraguan managua
NL dutch dutchman netherlands holland amsterdam the-hague hague rotterdam
NO norwegian oslo bergen
NP nepali nepalese kathmandu
NR nauruan
NZ new-zealander auckland wellington christchurch maori
OM omani muscat
PA panamanian
PE peruvian lima cusco arequipa
PG papua-new-guinean port-moresby
PH filipino filipina philippine manila mindanao
PK pakistani islamabad karachi lahore peshawar quetta balochistan baloch punjab sindh rawalpindi waziristan khyber-pakhtunkhwa
PL polish pole warsaw krakow gdansk
PR puerto-rican
PS palestine palestinian gaza gazan west-bank ramallah hamas rafah khan-younis jenin nablus
PT portuguese lisbon porto
PW palauan
PY paraguayan asuncion
QA qatari doha
RO romanian bucharest
RS serbian serb belgrade novi-sad
RU russian moscow kremlin st-petersburg saint-petersburg chechen chechnya dagestan siberia siberian kaliningrad
RW rwandan kigali
SA saudi saudi-arabian riyadh mecca jeddah
SB solomon-islander honiara
SC seychellois
SD sudanese khartoum darfur el-fasher port-sudan
SE swedish swede stockholm gothenburg malmo
SG singaporean
SI slovenian slovene ljubljana
SK slovak slovakian bratislava
SL sierra-leonean freetown
SM sammarinese
SN senegalese dakar
SO somali somalian mogadishu somaliland puntland
SR surinamese paramaribo
SS south-sudanese juba
ST sao-tomean
SV salvadoran salvadorean san-salvador
SY syrian damascus aleppo idlib homs latakia
SZ swaziland swazi mbabane
TD chadian ndjamena
TG togolese lome
TH thai bangkok phuket chiang-mai
TJ tajik dushanbe
TL east-timor timorese dili
TM turkmen ashgabat
TN tunisian tunis sfax
TO tongan nuku'alofa
TR turkey turkish turk turkiye ankara istanbul izmir bosphorus
TT trinidadian port-of-spain
TV tuvaluan
TW taiwanese taipei
TZ tanzanian dodoma dar-es-salaam zanzibar
UA ukrainian kyiv kiev kharkiv odesa odessa crimea crimean donbas donbass donetsk luhansk lviv kherson zaporizhzhia mariupol
UG ugandan kampala
US united-states american america washington pentagon white-house new-york california texas texan florida alabama alaska arizona arkansas colorado connecticut delaware hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada new-hampshire new-jersey new-mexico north-carolina north-dakota ohio oklahoma oregon pennsylvania rhode-island south-carolina south-dakota tennessee utah vermont virginia west-virginia wisconsin wyoming chicago houston los-angeles san-francisco boston philadelphia miami
UY uruguayan montevideo
UZ uzbek tashkent samarkand bukhara termez
VA vatican holy-see
VC vincentian kingstown
VE venezuelan caracas maracaibo
VN vietnamese hanoi ho-chi-minh-city saigon
VU vanuatu port-vila
WS samoan apia
XK kosovar kosovan kosovo pristina
YE yemeni yemenite sanaa aden houthi hodeidah
ZA south-african johannesburg cape-town pretoria durban soweto
ZM zambian lusaka
ZW zimbabwean harare bulawayo
`

/** Abbreviations, which match in capitals alone. */
export const ACRONYMS = { US: "US", USA: "US", UK: "GB", UAE: "AE", DRC: "CD", DPRK: "KP", BRD: "DE" }

/** Phrases that hold the word of a country and mean something else. */
export const NO_PLACES =
  "lima-beans lima-bean jersey-cow guinea-pig guinea-pigs guinea-fowl brussels-sprouts china-shop bone-china french-fries english-language french-horn danish-pastry turkish-delight panama-hat panama-papers pole-position pole-vault north-pole south-pole"
