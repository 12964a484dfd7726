//! Randomness and the installation's key: fresh tokens, keyed hashes, sealed texts. It keeps no state but the key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

/// A text that nobody can guess: 256 bits, safe in an address.
pub fn fresh_token() -> String {
    URL_SAFE_NO_PAD.encode(random::<32>())
}

/// Six decimal digits, each number alike.
pub fn fresh_code() -> String {
    // 2^64 is so much larger than 10^6 that the remainder favours nothing noticeably.
    format!("{:06}", u64::from_le_bytes(random::<8>()) % 1_000_000)
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// The hash under which a token is stored: who reads the database cannot use it.
pub fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}

/// The installation's secret. Whoever has it can make links.
#[derive(Clone)]
pub struct Key(Vec<u8>);

impl Key {
    /// A key as it was stored by [`Key::to_text`]; none when the text is none.
    pub fn from_text(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok().map(Self)
    }

    /// A new one.
    pub fn fresh() -> Self {
        Self(random::<32>().to_vec())
    }

    /// For the database.
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.0)
    }

    /// The signature of a text for one purpose; another purpose gives another signature.
    pub fn sign(&self, purpose: &str, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.digest(purpose, text))
    }

    /// The same as bytes, for where other letters are wanted.
    pub fn digest(&self, purpose: &str, text: &str) -> [u8; 32] {
        self.mac(purpose, text.as_bytes()).finalize().into_bytes().into()
    }

    /// Bytes for one purpose, so that who has no key can neither read nor change them; safe in an address. The same
    /// bytes make the same text: the nonce follows from them under the key, so no two texts share one.
    pub fn seal(&self, purpose: &str, bytes: &[u8]) -> String {
        let digest = self.mac(&format!("{purpose} nonce"), bytes).finalize().into_bytes();
        let mut nonce = [0; NONCE_LEN];
        nonce.copy_from_slice(&digest[..NONCE_LEN]);
        let mut sealed = bytes.to_vec();
        let unique = Nonce::assume_unique_for_key(nonce);
        self.cipher(purpose)
            .seal_in_place_append_tag(unique, Aad::empty(), &mut sealed)
            .expect("only a text of many gigabytes cannot be sealed");
        URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat())
    }

    /// What was sealed for this purpose; none when it was not, or was changed since.
    pub fn unseal(&self, purpose: &str, text: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let opened = self.cipher(purpose).open_in_place(nonce, Aad::empty(), &mut sealed).ok()?;
        Some(opened.to_vec())
    }

    /// Another purpose has another key.
    fn cipher(&self, purpose: &str) -> LessSafeKey {
        let key = self.digest("seal", purpose);
        LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).expect("it takes keys of 32 bytes"))
    }

    /// Whether the signature belongs to the text. Takes as long for a wrong one as for the right one.
    pub fn verifies(&self, purpose: &str, text: &str, signature: &str) -> bool {
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        self.mac(purpose, text.as_bytes()).verify_slice(&signature).is_ok()
    }

    fn mac(&self, purpose: &str, text: &[u8]) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.chain_update(purpose).chain_update([0]).chain_update(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_fits_its_text_purpose_and_key_alone() {
        let key = Key::fresh();
        let signature = key.sign("link", "text");
        assert!(key.verifies("link", "text", &signature));
        assert!(!key.verifies("link", "texts", &signature));
        assert!(!key.verifies("code", "text", &signature));
        assert!(!key.verifies("link", "text", ""));
        assert!(!Key::fresh().verifies("link", "text", &signature));
        let again = Key::from_text(&key.to_text()).expect("what was written can be read");
        assert!(again.verifies("link", "text", &signature));
    }

    #[test]
    fn what_is_sealed_is_read_with_its_key_and_for_its_purpose_alone() {
        let key = Key::fresh();
        let sealed = key.seal("link", b"ann@x.example");
        assert_eq!(key.unseal("link", &sealed).as_deref(), Some(&b"ann@x.example"[..]));
        assert_eq!(sealed, key.seal("link", b"ann@x.example"), "a mail that is written again is the same");
        assert_ne!(sealed[..16], key.seal("link", b"ben@x.example")[..16], "another text has another nonce");
        assert_eq!(key.unseal("code", &sealed), None);
        assert_eq!(Key::fresh().unseal("link", &sealed), None);
        for short in ["", "A", "AAAA", &sealed[..16], &sealed[..sealed.len() - 2]] {
            assert_eq!(key.unseal("link", short), None, "{short}");
        }
    }

    #[test]
    fn tokens_differ_and_codes_have_six_digits() {
        assert_ne!(fresh_token(), fresh_token());
        let code = fresh_code();
        assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    }
}
