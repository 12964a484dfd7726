//! The fonts: packed in the program, unpacked where a text needs them. Where they come from and how they were cut is
//! said in `docs/data.md`.

use crate::Unprintable;
use parley::FontContext;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::style::FontWeight;
use std::io::Read;
use std::sync::Arc;

/// Latin, Greek and Cyrillic.
const WESTERN: &str = "western";
/// Chinese and Japanese.
const EASTERN: &str = "eastern";
/// Arabic, Hebrew, Armenian, Georgian and signs, among them the box for what no font has.
const WIDE: &str = "wide";
/// Rare ideographs.
const RARE: &str = "rare";

/// In the order in which they are looked into.
pub const FAMILIES: [&str; 4] = [WESTERN, EASTERN, WIDE, RARE];

/// Half way to bold.
pub const STRONG: FontWeight = FontWeight::SEMI_BOLD;

struct Packed {
    family: &'static str,
    weight: FontWeight,
    bytes: &'static [u8],
}

const PACKED: [Packed; 5] = [
    Packed { family: WESTERN, weight: FontWeight::NORMAL, bytes: include_bytes!("../fonts/inter.otf.br") },
    Packed { family: WESTERN, weight: STRONG, bytes: include_bytes!("../fonts/inter-semibold.otf.br") },
    Packed { family: EASTERN, weight: FontWeight::NORMAL, bytes: include_bytes!("../fonts/noto-cjk.otf.br") },
    Packed { family: WIDE, weight: FontWeight::NORMAL, bytes: include_bytes!("../fonts/dejavu.ttf.br") },
    Packed {
        family: RARE,
        weight: FontWeight::NORMAL,
        bytes: include_bytes!("../fonts/droid-fallback.ttf.br"),
    },
];

/// All of them, unpacked; fonts of the machine are not looked at, so that every machine makes the same.
pub fn unpacked() -> Result<FontContext, Unprintable> {
    let options = CollectionOptions { shared: false, system_fonts: false };
    let mut collection = Collection::new(options);
    for packed in PACKED {
        let mut font = Vec::new();
        let read = brotli_decompressor::Decompressor::new(packed.bytes, 4096).read_to_end(&mut font);
        read.map_err(|error| Unprintable(format!("the font {}: {error}", packed.family)))?;
        let named = FontInfoOverride {
            family_name: Some(packed.family),
            weight: Some(packed.weight),
            ..FontInfoOverride::default()
        };
        collection.register_fonts(Blob::new(Arc::new(font)), Some(named));
    }
    Ok(FontContext { collection, source_cache: SourceCache::default() })
}
