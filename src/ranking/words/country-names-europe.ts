// German, French and Spanish words for the peoples and cities of the countries that are most in the news.
// A line is an ISO 3166-1 code and beginnings; their languages add the endings of ENDINGS in places.ts.
// These languages write adjectives without a capital letter.
export const GERMAN = `
AE emirat
AF afghan kabul taliban
AM armenisch armenier eriwan
AR argentinisch argentinier
AT österreich österreichisch österreicher wien wiener
AU australisch australier
AZ aserbaidschanisch aserbaidschaner
BA bosnisch bosnier
BD bangladeschisch
BE belgisch belgier brüssel
BG bulgarisch bulgare
BR brasilianisch brasilianer
BY belarussisch weißrussisch weißrussland belarusse minsk
CA kanadisch kanadier
CD kongolesisch kongolese kongo
CH schweizer schweizerisch genf zürich bern
CL chilenisch chilene
CN chinesisch chinese peking
CO kolumbianisch kolumbianer
CU kubanisch kubaner havanna
CZ tschechisch tscheche tschechien prag
DE deutsch deutschland berlin berliner bundestag bundeswehr bundesregierung
DK dänisch däne kopenhagen
DZ algerisch algerier
EE estnisch este
EG ägyptisch ägypter kairo
ES spanisch spanier
ET äthiopisch äthiopier
FI finnisch finne
FR französisch franzose
GB britisch brite englisch engländer großbritannien schottisch schotte london
GE georgisch georgier tiflis
GR griechisch grieche athen
HR kroatisch kroate
HU ungarisch
ID indonesisch indonesier
IE irisch ire
IL israelisch jerusalem
IN indisch inder
IQ irakisch iraker bagdad
IR iranisch iraner teheran
IT italienisch italiener rom mailand
JO jordanisch jordanier
JP japanisch japaner tokio
KE kenianisch kenianer
KP nordkoreanisch
KR südkoreanisch südkoreaner koreanisch
KZ kasachisch kasache
LB libanesisch libanese
LT litauisch litauer
LV lettisch lette
LY libysch libyer
MA marokkanisch marokkaner
MD moldauisch moldawisch moldawien
ML malisch malier
MM birmanisch birma
MX mexikanisch mexikaner
NE nigrisch
NG nigerianisch nigerianer
NL niederländisch niederländer holländisch holland
NO norwegisch norweger
PE peruanisch peruaner
PH philippinisch
PK pakistanisch pakistaner
PL polnisch pole warschau
PS palästinensisch palästinenser palästina gaza gazastreifen westjordanland hamas
PT portugiesisch portugiese lissabon
QA katarisch katar
RO rumänisch rumäne bukarest
RS serbisch serbe belgrad
RU russisch russe russland moskau kreml
SA saudisch saudi riad
SD sudanesisch sudanese
SE schwedisch schwede
SK slowakisch slowake
SN senegalesisch
SO somalisch somalier
SY syrisch syrer damaskus
TH thailändisch
TJ tadschikisch tadschike
TN tunesisch tunesier
TR türkisch türke istanbul
TW taiwanisch taiwaner
UA ukrainisch ukrainer kiew krim
US amerikanisch amerikaner us-amerikanisch washington amerika
UZ usbekisch usbeke
VE venezolanisch venezolaner
VN vietnamesisch vietnamese
YE jemenitisch jemenit
ZA südafrikanisch südafrikaner
`

export const FRENCH = `
AE émirati
AF afghan taliban kaboul
AM arménien erevan
AR argentin
AT autrichien vienne
AU australien
AZ azerbaïdjanais azéri bakou
BA bosnien
BE belge bruxelles
BF burkinabè burkinabé
BG bulgare
BJ béninois
BR brésilien
BY biélorusse biélorussie
CA canadien québécois
CD congolais
CF centrafricain
CH suisse genevois genève
CI ivoirien
CL chilien
CM camerounais
CN chinois pékin
CO colombien
CU cubain
CZ tchèque tchéquie prague
DE allemand
DK danois
DZ algérien alger
EG égyptien caire
ES espagnol
ET éthiopien
FI finlandais
FR français parisien élysée matignon
GA gabonais
GB britannique anglais écossais gallois londres
GE géorgien tbilissi
GN guinéen
GR grec grecque athènes
HR croate
HT haïtien
HU hongrois
ID indonésien
IE irlandais
IL israélien jérusalem
IN indien
IQ irakien bagdad
IR iranien téhéran
IT italien rome
JO jordanien
JP japonais
KE kényan
KR sud-coréen coréen
KP nord-coréen
KZ kazakh
LB libanais beyrouth
LY libyen
MA marocain
MD moldave
MG malgache
ML malien
MM birman birmanie
MR mauritanien
MX mexicain
NE nigérien
NG nigérian
NL néerlandais hollandais
NO norvégien
PE péruvien
PH philippin
PK pakistanais
PL polonais varsovie
PS palestinien gaza gazaoui cisjordanie hamas
PT portugais lisbonne
QA qatari qatarien
RO roumain
RS serbe
RU russe moscou kremlin
RW rwandais
SA saoudien riyad
SD soudanais
SE suédois
SN sénégalais
SO somalien
SY syrien damas
TD tchadien
TG togolais
TH thaïlandais
TJ tadjik
TN tunisien
TR turc turque
TW taïwanais
UA ukrainien crimée
US américain états-unien
UZ ouzbek
VE vénézuélien
VN vietnamien
YE yéménite
ZA sud-africain
`

export const SPANISH = `
AE emiratí
AF afgano talibán talibanes
AM armenio ereván
AR argentino
AT austriaco austríaco viena
AU australiano
AZ azerbaiyano
BE belga bruselas
BG búlgaro
BO boliviano
BR brasileño brasilero
BY bielorruso bielorrusia
CA canadiense
CD congoleño
CH suizo ginebra
CL chileno
CN chino pekín
CO colombiano
CR costarricense
CU cubano habana
CZ checo chequia praga
DE alemán alemana alemanes
DK danés danesa daneses
DO dominicano
DZ argelino argel
EC ecuatoriano
EG egipcio
ES español española españoles madrileño catalán cataluña moncloa
ET etíope
FI finlandés finlandesa
FR francés francesa franceses
GB británico inglés inglesa ingleses escocés londres
GE georgiano
GR griego atenas
GT guatemalteco
HN hondureño
HR croata
HT haitiano
HU húngaro
ID indonesio
IE irlandés irlandesa
IL israelí jerusalén
IN indio
IQ iraquí bagdad
IR iraní teherán
IT italiano roma
JO jordano
JP japonés japonesa japoneses
KE keniano keniata
KR surcoreano
KP norcoreano
KZ kazajo
LB libanés libanesa libaneses
LY libio
MA marroquí
ML maliense
MM birmano birmania
MX mexicano mejicano
NG nigeriano
NI nicaragüense
NL neerlandés holandés holandesa
NO noruego
PA panameño
PE peruano
PH filipino
PK pakistaní paquistaní
PL polaco varsovia
PR puertorriqueño
PS palestino gaza gazatí cisjordania hamás
PT portugués portuguesa lisboa
PY paraguayo
QA catarí qatarí
RO rumano
RS serbio
RU ruso moscú kremlin
SA saudí
SD sudanés sudanesa
SE sueco
SN senegalés senegalesa
SO somalí
SV salvadoreño
SY sirio damasco
TH tailandés tailandesa
TN tunecino
TR turco
TW taiwanés taiwanesa
UA ucraniano kiev crimea
US estadounidense norteamericano
UY uruguayo
UZ uzbeko
VE venezolano
VN vietnamita
YE yemení
ZA sudafricano
`
