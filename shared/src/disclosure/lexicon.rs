//! The words that give something away, or say that a number is none, in nine languages. All are plain: small
//! letters, no accents, hiragana. Lists are strings, so that they take little room in the browser.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::LazyLock;

/// What a word may mean here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Says `@` and nothing else.
    At,
    /// "at", in brackets or between a name and a host.
    MaybeAt,
    /// Says the point of a host and hardly anything else.
    Dot,
    /// "point", which is many things.
    MaybeDot,
    Hyphen,
    /// The ending of a host, in a language that writes no spaces.
    Ending,
    /// One digit.
    Digit,
    /// One digit of a language that writes no spaces.
    UnspacedDigit,
    /// Two digits at once.
    Teen,
    /// "ten", where "ten seven" is seventeen.
    Ten,
    /// "twenty", behind which a digit may stand.
    Tens,
    /// Its hundreds: one digit, the other two follow.
    Hundreds,
    /// Between tens and ones: "treinta y cuatro".
    And,
    /// Between groups of digits, as Japanese reads them.
    Between,
    /// A phone number follows.
    Dial,
    Messenger,
    /// A messenger whose names are numbers.
    NumberMessenger,
    /// A messenger's name that is a common word: only with "ID" behind it.
    WordMessenger,
    /// What follows is another kind of number.
    Reference,
    /// Between a word such as "order" and its number: "no.".
    Neutral,
    /// What is counted or measured: money, lengths, pieces.
    Unit,
}

const WORDS: [(Meaning, &str); 21] = [
    (
        Meaning::At,
        "arroba arobase arrobase arobas arobace chiocciola chiocciolina klammeraffe commerciale commercial \
         собака собачка эт ат snabel あっとまーく あっと 艾特 爱特 圈a",
    ),
    (Meaning::MaybeAt, "at"),
    (Meaning::Dot, "dot どっと"),
    (Meaning::MaybeDot, "point punkt punto ponto точка тчк пункт 点 點"),
    (Meaning::Hyphen, "hyphen dash minus bindestrich tiret guion trattino hifen traco дефис тире underscore"),
    (Meaning::Ending, "中国 公司 网络 こむ ねっと じぇいぴー じぇーぴー しーえぬ"),
    (
        Meaning::Digit,
        "zero oh one two three four five six seven eight nine double triple null eins zwei zwo drei vier funf fuenf \
         sechs sieben acht neun un deux trois quatre cinq sept huit neuf cero uno dos tres cuatro cinco seis siete \
         ocho nueve due tre quattro cinque sei sette otto nove um dois quatro meia sete oito ноль нуль один два три \
         четыре пять шесть семь восемь девять",
    ),
    (
        Meaning::UnspacedDigit,
        "零 〇 一 二 三 四 五 六 七 八 九 幺 洞 拐 两 壹 贰 叁 肆 伍 陆 柒 捌 玖 貳 參 陸 ぜろ れい まる いち いー に \
         にい にー さん よん ご ごー ろく なな しち はち きゅう きゅー",
    ),
    (
        Meaning::Teen,
        "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen elf zwolf zwoelf dreizehn \
         vierzehn funfzehn fuenfzehn sechzehn siebzehn achtzehn neunzehn onze douze treize quatorze quinze seize \
         once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve undici dodici tredici \
         quattordici quindici sedici diciassette diciotto diciannove doze treze catorze dezesseis dezasseis \
         dezessete dezassete dezoito dezenove dezanove одиннадцать двенадцать тринадцать четырнадцать пятнадцать \
         шестнадцать семнадцать восемнадцать девятнадцать",
    ),
    (Meaning::Ten, "ten zehn dix diez dieci dez десять"),
    (
        Meaning::Tens,
        "twenty thirty forty fifty sixty seventy eighty ninety vingt vingts trente quarante cinquante soixante \
         septante huitante octante nonante veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa vinte \
         trinta quarenta cinquenta sessenta oitenta двадцать тридцать сорок пятьдесят шестьдесят семьдесят \
         восемьдесят девяносто",
    ),
    (
        Meaning::Hundreds,
        "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos duzentos \
         trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos сто двести триста четыреста \
         пятьсот шестьсот семьсот восемьсот девятьсот",
    ),
    (Meaning::And, "and und et y e и"),
    (Meaning::Between, "の"),
    (
        Meaning::Dial,
        "tel telf tlf fon fono phone telephone telefon telefono telefone telefonnummer rufnummer durchwahl mobil \
         mobile mobilnummer movil handy handynummer cell cellulare celular telemovel call fax signal anrufen ruf rufen \
         appelez llame llamar llameme chiamare chiamami ligue ligar тел телефон телефону моб мобильный звоните \
         позвоните 电话 电话号码 電話 電話番号 手机 手机号 手機 座机 致电 携帯 携帯番号",
    ),
    (
        Meaning::Messenger,
        "whatsapp watsapp telegram tg тг viber skype wechat weixin threema kakaotalk zalo discord instagram insta \
         ватсап вотсап вайбер телеграм телеграмм телега скайп 微信 らいんid すかいぷ",
    ),
    (Meaning::NumberMessenger, "qq"),
    (Meaning::WordMessenger, "line らいん"),
    (
        Meaning::Reference,
        "iban bic blz kto konto account acct compte cuenta conta conto vat ust ustid idnr mwst uid steuernummer tva siret \
         siren nif cif nipc iva cnpj cpf eori ein инн кпп огрн бик окпо снилс счет счета tracking sendungsnummer \
         sendung paketnummer suivi colis seguimiento rastreio rastreamento spedizione awb container трек накладная \
         hs tariff zolltarif zolltarifnummer tarifnummer taric ncm arancelario doganale вэд ean gtin upc isbn \
         artikel artikelnummer art article articulo articolo artigo артикул item teil teilenummer part partnumber \
         pn sku ref reference referenz referencia riferimento serial serie serien seriennummer seriale sn order \
         bestellung bestellnummer auftrag auftragsnummer commande pedido ordine encomenda заказ заказа invoice \
         rechnung rechnungsnummer facture factura fattura fatura kundennummer customer model modell modelo modele \
         modello модель cas lot charge batch lote codice codigo code код din iso po cup cep duns kostenstelle \
         zeichnung zeichnungsnummer 税号 信用代码 订单 订单号 单号 运单 运单号 快递单号 型号 编号 账号 帐号 料号 货号 注文 注文番号 品番 型番 追跡 追跡番号 伝票番号 番号 图号 报价单 報價單",
    ),
    (
        Meaning::Neutral,
        "no nr nummer number num numero n id is ist est es lautet name user username номер 号 號 是 为 は",
    ),
    (
        Meaning::Unit,
        "eur euro euros usd chf gbp jpy cny rmb brl rub dollar dollars руб рублей mm cm m km kg g t l ml v kv w kw \
         hz bar nm pa mpa c f mah stk stuck pcs pieces units piece pieza piezas uds pz pezzi pecas шт штук 元 円 个 個 \
         台 件 万 千",
    ),
];

/// All of them by word: every word of every message is looked up.
static KNOWN: LazyLock<BTreeMap<&str, Meaning>> = LazyLock::new(|| {
    WORDS.iter().flat_map(|(meaning, words)| words.split_whitespace().map(|word| (word, *meaning))).collect()
});

/// German and Italian write tens and ones as one word.
const GERMAN_TENS: &str = "zwanzig dreissig vierzig funfzig fuenfzig sechzig siebzig achtzig neunzig";
const ITALIAN_TENS: &str = "vent trent quarant cinquant sessant settant ottant novant";
const SPANISH_TWENTY: &str = "veinti";

/// What a word may mean.
pub fn meaning(word: &str) -> Option<Meaning> {
    if let Some(meaning) = KNOWN.get(word) {
        return Some(*meaning);
    }
    let is_digit = |word: &str| KNOWN.get(word) == Some(&Meaning::Digit);
    let german = || {
        let before = GERMAN_TENS.split(' ').find_map(|tens| word.strip_suffix(tens))?;
        let ones = before.strip_suffix("und").unwrap_or(before);
        let is_pair = before != ones && (ones == "ein" || is_digit(ones));
        if before.is_empty() { Some(Meaning::Tens) } else { is_pair.then_some(Meaning::Teen) }
    };
    let italian = || {
        let ones = ITALIAN_TENS.split(' ').find_map(|tens| word.strip_prefix(tens))?;
        let behind = ones.strip_prefix(['a', 'i']).unwrap_or(ones);
        let is_whole = behind.is_empty() && !ones.is_empty();
        let is_pair = is_digit(ones) || is_digit(behind);
        if is_whole { Some(Meaning::Tens) } else { is_pair.then_some(Meaning::Teen) }
    };
    let spanish = || word.strip_prefix(SPANISH_TWENTY).filter(|ones| is_digit(ones)).map(|_| Meaning::Teen);
    if word.is_ascii() { german().or_else(italian).or_else(spanish) } else { None }
}

/// The longest known word that a text without spaces begins with, and its length.
pub fn at_begin(text: &str) -> Option<(usize, Meaning)> {
    // The last word that is not behind the text begins like it, or a shorter one does.
    let mut bound = text;
    loop {
        let (word, meaning) =
            KNOWN.range::<str, _>((Bound::Unbounded, Bound::Included(bound))).next_back()?;
        if text.starts_with(word) {
            return Some((word.len(), *meaning));
        }
        let alike = word.chars().zip(bound.chars()).take_while(|(one, other)| one == other);
        let length: usize = alike.map(|(letter, _)| letter.len_utf8()).sum();
        if length == 0 {
            return None;
        }
        bound = &bound[..length];
    }
}
