"""Makes the fonts of this folder from packages of Debian 12; the same packages give the same bytes.

    apt-get download fonts-inter fonts-noto-cjk fonts-droid-fallback fonts-dejavu-core
    for package in *.deb; do dpkg -x "$package" there; done
    pip install fonttools==4.68.0 brotli==1.2.1
    python make.py there/usr/share/fonts .
"""

import io
import sys
from pathlib import Path

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE, TARGET = Path(sys.argv[1]), Path(sys.argv[2])
INTER = SOURCE / "opentype/inter"
NOTO = SOURCE / "opentype/noto/NotoSansCJK-Regular.ttc"
DROID = SOURCE / "truetype/droid/DroidSansFallbackFull.ttf"
DEJAVU = SOURCE / "truetype/dejavu/DejaVuSans.ttf"

# Latin, Greek, Cyrillic, punctuation, currencies, letter-like signs, arrows, mathematics, boxes.
WESTERN = [(0x20, 0x24F), (0x2B0, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF),
           (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF), (0xFFFD, 0xFFFD)]
# Kana, brackets, full and half width.
EASTERN = [(0x2E80, 0x33FF), (0xFF00, 0xFFEF)]


def of_code(codec, firsts, seconds):
    """Every character of a two-byte code."""
    found = set()
    for first in firsts:
        for second in seconds:
            try:
                found.update(bytes([first, second]).decode(codec))
            except UnicodeDecodeError:
                pass
    return {ord(character) for character in found}


def between(ranges):
    return {code for first, last in ranges for code in range(first, last + 1)}


def cut(path, wanted, features, number=-1, scripts=("*",)):
    options = subset.Options()
    options.layout_features = features
    options.layout_scripts = list(scripts)
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.font_number = number
    # The day on which it was made is no part of it.
    options.recalc_timestamp = False
    font = subset.load_font(path, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted & set(font.getBestCmap()))
    cutter.subset(font)
    made = io.BytesIO()
    subset.save_font(font, made, options)
    return made.getvalue()


def keep(name, font):
    (TARGET / f"{name}.br").write_bytes(brotli.compress(font, quality=11, lgwin=24))
    held = set(TTFont(io.BytesIO(font)).getBestCmap())
    print(name, len(font), (TARGET / f"{name}.br").stat().st_size, len(held))
    return held


ROW = range(0xA1, 0xFF)
CHINESE = of_code("gb2312", ROW, ROW) | of_code("big5", range(0xA1, 0xC7), [*range(0x40, 0x7F), *ROW])
JAPANESE = of_code("euc_jp", ROW, ROW)
SPOKEN = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]

held = keep("inter.otf", cut(INTER / "Inter-Regular.otf", between(WESTERN), SPOKEN))
keep("inter-semibold.otf", cut(INTER / "Inter-SemiBold.otf", between(WESTERN), SPOKEN))
eastern = {code for code in CHINESE | JAPANESE if code >= 0x2E80} | between(EASTERN)
# The Chinese forms, and the Japanese ones where the text is Japanese.
scripts = ["hani.JAN ", "kana.JAN ", "hani.dflt", "kana.dflt"]
held |= keep("noto-cjk.otf", cut(NOTO, eastern, ["locl"], 2, scripts))
# What is left: other scripts of the west and the box that stands for a missing sign, then rare ideographs.
held |= keep("dejavu.ttf", cut(DEJAVU, set(range(0x110000)) - held | {0x20, 0x25A1}, ["*"]))
keep("droid-fallback.ttf", cut(DROID, set(range(0x110000)) - held | {0x20}, []))
