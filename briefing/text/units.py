"""The one table of units: what they are called, and how they convert.

Conversions are exact or they are not made: weeks become days and years become months, but months do
not become days; miles become kilometres, but dollars do not become euros. "Ton" stays "ton", because
news does not say which of the three it means.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: value in *base* = value * factor + offset.

    *words* are written in any case after a space or a hyphen ("12-month"), *symbols* exactly as they
    stand, with or without a space ("5km", "5 km"). Both separate their forms by "|".
    """

    name: str
    base: str
    factor: float
    words: str = ""
    symbols: str = ""
    offset: float = 0.0


def in_base(value: float, name: str) -> tuple[float, str]:
    """Return *value* in the base unit of the unit called *name*; a name we do not know is its own base.

    >>> in_base(2.0, "week")
    (14.0, 'day')
    >>> in_base(3.0, "parsnip")
    (3.0, 'parsnip')
    """
    unit = _BY_NAME.get(name)
    return (value * unit.factor + unit.offset, unit.base) if unit else (value, name)


def unit_at(plain: str, low: str, at: int) -> tuple[Unit, int] | None:
    """Return the unit whose name begins at *at* (a space or hyphen may come first), and where it ends.

    *low* is *plain* in lower case, character by character.

    >>> unit, end = unit_at("300 Square Miles", "300 square miles", 3)
    >>> unit.name, end
    ('square mile', 16)
    """
    if found := _WORDS.match(low, at):
        return _BY_WORD[found[1].replace("-", " ")], found.end()
    if found := _SYMBOLS.match(plain, at):
        return _BY_SYMBOL[found[1]], found.end()
    return None


def money_before(plain: str, at: int) -> tuple[str, int] | None:
    """Return the currency whose sign or code stands right before *at*, and where it starts.

    >>> money_before("cost US$1.2bn", 8)
    ('USD', 5)
    """
    tail = plain[max(0, at - 7) : at]
    if not tail.rstrip(" \xa0").endswith(_SIGN_ENDS) or not (found := _MONEY.search(tail)):
        return None
    return _SIGNS[found[1]], at - len(found[0])


UNITS = (
    # shares
    Unit("percent", "percent", 1, "percent|per cent|pct", "%|٪|％"),
    Unit("percentage point", "percentage point", 1, "percentage points|percentage point", "pp"),
    Unit("basis point", "percentage point", 0.01, "basis points|basis point|bps"),
    Unit("part per million", "part per million", 1, "parts per million", "ppm"),
    Unit("part per billion", "part per million", 0.001, "parts per billion", "ppb"),
    Unit("times", "times", 1, "times|fold", "x|×"),
    # time: days and months are two families, since a month has no fixed number of days
    Unit("second", "day", 1 / 86400, "seconds|second|sec|secs"),
    Unit("minute", "day", 1 / 1440, "minutes|minute|min|mins"),
    Unit("hour", "day", 1 / 24, "hours|hour|hr|hrs"),
    Unit("day", "day", 1, "days|day"),
    Unit("night", "night", 1, "nights|night"),
    Unit("week", "day", 7, "weeks|week|wks"),
    Unit("fortnight", "day", 14, "fortnights|fortnight"),
    Unit("month", "month", 1, "months|month|mths"),
    Unit("year", "month", 12, "years|year|yrs|yr"),
    Unit("decade", "month", 120, "decades|decade"),
    Unit("century", "month", 1200, "centuries|century"),
    # length
    Unit("km", "km", 1, "kilometers|kilometres|kilometer|kilometre|kms|klicks", "km"),
    Unit("m", "km", 1e-3, "meters|metres|meter|metre", "m"),
    Unit("cm", "km", 1e-5, "centimeters|centimetres|centimeter|centimetre", "cm"),
    Unit("mm", "km", 1e-6, "millimeters|millimetres|millimeter|millimetre", "mm"),
    Unit("micrometre", "km", 1e-9, "micrometers|micrometres|microns|micron", "μm|µm"),
    Unit("mile", "km", 1.609344, "miles|mile"),
    Unit("nautical mile", "km", 1.852, "nautical miles|nautical mile", "nm|nmi"),
    Unit("yard", "km", 0.0009144, "yards|yard|yds|yd"),
    Unit("foot", "km", 0.0003048, "feet|foot|ft", "′"),
    Unit("inch", "km", 0.0000254, "inches|inch", "″"),
    # area
    Unit(
        "square km",
        "square km",
        1,
        "square kilometers|square kilometres|square kilometer|square kilometre|square km|sq km|sq. km"
        "|sq kilometers|sq kilometres",
        "km²|km2|sqkm",
    ),
    Unit(
        "square m",
        "square km",
        1e-6,
        "square meters|square metres|square meter|square metre|square m|sq m|sq. m|sq meters|sq metres",
        "m²|m2|sqm",
    ),
    Unit(
        "square mile",
        "square km",
        2.589988110336,
        "square miles|square mile|square-mile|sq miles|sq. miles|sq mile|sq. mi|sq mi",
    ),
    Unit(
        "square foot",
        "square km",
        9.290304e-8,
        "square feet|square foot|sq feet|sq ft|sq. ft|sq foot",
        "ft²|ft2|sqft",
    ),
    Unit("hectare", "square km", 0.01, "hectares|hectare", "ha"),
    Unit("acre", "square km", 0.0040468564224, "acres|acre"),
    # volume
    Unit("litre", "litre", 1, "liters|litres|liter|litre", "L|l"),
    Unit("ml", "litre", 0.001, "milliliters|millilitres|milliliter|millilitre", "ml|mL"),
    Unit(
        "cubic metre",
        "litre",
        1000,
        "cubic meters|cubic metres|cubic meter|cubic metre|cu m",
        "m³|m3",
    ),
    Unit("cubic foot", "litre", 28.316846592, "cubic feet|cubic foot|cu ft"),
    Unit("gallon", "gallon", 1, "gallons|gallon"),
    Unit("barrel", "barrel", 1, "barrels|barrel|bbl"),
    Unit("bushel", "bushel", 1, "bushels|bushel"),
    # mass
    Unit("kg", "kg", 1, "kilograms|kilogrammes|kilogram|kilogramme|kilos|kilo", "kg|kgs"),
    Unit("g", "kg", 1e-3, "grams|grammes|gram|gramme", "g"),
    Unit("mg", "kg", 1e-6, "milligrams|milligram", "mg"),
    Unit("tonne", "kg", 1000, "tonnes|tonne|metric tons|metric ton|metric tonnes", "t"),
    Unit("kiloton", "kiloton", 1, "kilotons|kilotonnes|kiloton", "kt"),
    Unit("ton", "ton", 1, "tons|ton"),
    Unit("pound", "kg", 0.45359237, "pounds|pound|lbs|lb"),
    Unit("ounce", "kg", 0.028349523125, "ounces|ounce|oz"),
    Unit("carat", "kg", 0.0002, "carats|carat"),
    # speed, power, energy
    Unit(
        "km/h",
        "km/h",
        1,
        "kilometers per hour|kilometres per hour|kilometers an hour|kilometres an hour|km per hour|km an hour"
        "|kph|kmh",
        "km/h",
    ),
    Unit("mph", "km/h", 1.609344, "miles per hour|miles an hour|mph"),
    Unit("knot", "km/h", 1.852, "knots|knot"),
    Unit("m/s", "km/h", 3.6, "meters per second|metres per second|meters a second|metres a second", "m/s"),
    Unit("watt", "kW", 1e-3, "watts|watt", "W"),
    Unit("kW", "kW", 1, "kilowatts|kilowatt", "kW|KW"),
    Unit("MW", "kW", 1e3, "megawatts|megawatt", "MW"),
    Unit("GW", "kW", 1e6, "gigawatts|gigawatt", "GW"),
    Unit("TW", "kW", 1e9, "terawatts|terawatt", "TW"),
    Unit("horsepower", "horsepower", 1, "horsepower|bhp|hp", "PS"),
    Unit("kWh", "kWh", 1, "kilowatt hours|kilowatt hour|kwh"),
    Unit("MWh", "kWh", 1e3, "megawatt hours|megawatt hour|mwh"),
    Unit("GWh", "kWh", 1e6, "gigawatt hours|gigawatt hour|gwh"),
    Unit("TWh", "kWh", 1e9, "terawatt hours|terawatt hour|twh"),
    Unit("mAh", "mAh", 1, "mah|milliamp hours"),
    Unit("volt", "volt", 1, "volts|volt", "V"),
    # temperature, frequency, data
    Unit("degree C", "degree C", 1, "degrees celsius|degree celsius|celsius|degrees c", "°C|° C|C"),
    Unit(
        "degree F",
        "degree C",
        5 / 9,
        "degrees fahrenheit|degree fahrenheit|fahrenheit|degrees f",
        "°F|° F|F",
        offset=-160 / 9,
    ),
    Unit("degree", "degree", 1, "degrees|degree", "°"),
    Unit("Hz", "Hz", 1, "hertz", "Hz"),
    Unit("kHz", "Hz", 1e3, "kilohertz", "kHz"),
    Unit("MHz", "Hz", 1e6, "megahertz", "MHz"),
    Unit("GHz", "Hz", 1e9, "gigahertz", "GHz"),
    Unit("rpm", "rpm", 1, "rpm|revolutions per minute"),
    Unit("KB", "MB", 1e-3, "kilobytes|kilobyte", "KB|kB"),
    Unit("MB", "MB", 1, "megabytes|megabyte", "MB"),
    Unit("GB", "MB", 1e3, "gigabytes|gigabyte", "GB"),
    Unit("TB", "MB", 1e6, "terabytes|terabyte", "TB"),
    Unit("decibel", "decibel", 1, "decibels|decibel", "dB"),
    # money, after the number; each currency is its own base
    Unit(
        "USD",
        "USD",
        1,
        "us dollars|us dollar|u.s. dollars|u.s. dollar|american dollars|dollars|dollar|bucks",
        "USD|$|US$",
    ),
    Unit("EUR", "EUR", 1, "euros|euro", "EUR|€"),
    Unit("GBP", "GBP", 1, "pounds sterling|british pounds|quid", "GBP|£"),
    Unit("penny", "GBP", 0.01, "pence|penny", "p"),
    Unit("cent", "cent", 1, "cents|cent", "¢"),
    Unit("CAD", "CAD", 1, "canadian dollars|canadian dollar", "CAD"),
    Unit("AUD", "AUD", 1, "australian dollars|australian dollar", "AUD"),
    Unit("NZD", "NZD", 1, "new zealand dollars", "NZD"),
    Unit("HKD", "HKD", 1, "hong kong dollars", "HKD"),
    Unit("SGD", "SGD", 1, "singapore dollars", "SGD"),
    Unit("TWD", "TWD", 1, "taiwan dollars|taiwanese dollars", "TWD"),
    Unit("JPY", "JPY", 1, "yen|japanese yen", "JPY|¥"),
    Unit("CNY", "CNY", 1, "yuan|renminbi|chinese yuan", "CNY|RMB"),
    Unit("RUB", "RUB", 1, "rubles|roubles|ruble|rouble|russian rubles|russian roubles", "RUB|₽"),
    Unit("UAH", "UAH", 1, "hryvnias|hryvnia|hryvnya|hryvnyas|ukrainian hryvnia|ukrainian hryvnias", "UAH|₴"),
    Unit("INR", "INR", 1, "rupees|rupee|indian rupees", "INR|₹"),
    Unit("ILS", "ILS", 1, "shekels|shekel|israeli shekels", "ILS|NIS|₪"),
    Unit("TRY", "TRY", 1, "lira|liras|turkish lira", "TRY|TL|₺"),
    Unit("KRW", "KRW", 1, "won|korean won|south korean won", "KRW|₩"),
    Unit("CHF", "CHF", 1, "francs|franc|swiss francs", "CHF"),
    Unit("PLN", "PLN", 1, "zloty|zlotys|zlotych|polish zloty", "PLN|zł"),
    Unit("CZK", "CZK", 1, "koruna|korunas|czech crowns", "CZK"),
    Unit("HUF", "HUF", 1, "forints|forint", "HUF"),
    Unit("SEK", "SEK", 1, "kronor|swedish crowns|swedish kronor", "SEK"),
    Unit("NOK", "NOK", 1, "norwegian kroner|norwegian crowns", "NOK"),
    Unit("DKK", "DKK", 1, "danish kroner|danish crowns", "DKK"),
    Unit("krone", "krone", 1, "kroner|krone|crowns", "kr"),
    Unit("BRL", "BRL", 1, "reais|brazilian reais", "BRL"),
    Unit("ZAR", "ZAR", 1, "rand|rands", "ZAR"),
    Unit("MXN", "MXN", 1, "mexican pesos", "MXN"),
    Unit("peso", "peso", 1, "pesos|peso"),
    Unit("SAR", "SAR", 1, "riyals|saudi riyals", "SAR"),
    Unit("AED", "AED", 1, "dirhams|dirham", "AED"),
    Unit("MYR", "MYR", 1, "ringgit", "MYR"),
    Unit("IDR", "IDR", 1, "rupiah", "IDR"),
    Unit("THB", "THB", 1, "baht", "THB"),
    Unit("PHP", "PHP", 1, "philippine pesos", "PHP"),
    Unit("VND", "VND", 1, "vietnamese dong", "VND"),
    Unit("NGN", "NGN", 1, "naira", "NGN"),
)

# Signs before the number that are not a currency's own code.
_SIGN_ROWS = (
    ("USD", "$|US$|$US|U.S.$|US $"),
    ("CAD", "CA$|C$|CAD$|CDN$"),
    ("AUD", "A$|AU$|$A|$AU"),
    ("NZD", "NZ$|$NZ"),
    ("HKD", "HK$"),
    ("SGD", "S$|SG$"),
    ("TWD", "NT$"),
    ("BRL", "R$"),
    ("MXN", "MX$|Mex$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥|￥"),
    ("CNY", "RMB|CN¥"),
    ("RUB", "₽"),
    ("UAH", "₴"),
    ("INR", "₹|Rs|Rs."),
    ("ILS", "₪|NIS"),
    ("KRW", "₩"),
    ("TRY", "₺"),
    ("PHP", "₱"),
    ("NGN", "₦"),
    ("VND", "₫"),
    ("THB", "฿"),
    ("PLN", "zł"),
    ("CHF", "SFr"),
    ("MYR", "RM"),
    ("IDR", "Rp"),
)

_BY_NAME = {unit.name: unit for unit in UNITS}
_BY_WORD = {word.replace("-", " "): unit for unit in UNITS for word in unit.words.split("|") if word}
_BY_SYMBOL = {symbol: unit for unit in UNITS for symbol in unit.symbols.split("|") if symbol}
_SIGNS = {sign: name for name, signs in _SIGN_ROWS for sign in signs.split("|")} | {
    symbol: unit.name for symbol, unit in _BY_SYMBOL.items() if len(symbol) == 3 and unit.name == symbol
}
_SIGN_ENDS = tuple(sorted({sign[-1] for sign in _SIGNS}))
MONEY = tuple(dict.fromkeys([*_SIGNS.values(), "penny", "cent", "krone", "peso", "SEK", "NOK", "DKK", "CZK"]))


def _longest_first(forms: list[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


_WORDS = re.compile(rf"[ \xa0-]?({_longest_first(list(_BY_WORD)).replace(chr(92) + ' ', '[ -]')})(?![\w])")
_SYMBOLS = re.compile(rf"[ \xa0-]?({_longest_first(list(_BY_SYMBOL))})(?![\w²³])")
_MONEY = re.compile(rf"(?<![A-Za-z])({_longest_first(list(_SIGNS))})[ \xa0]?$")
