"""Bytes to text: Unicode encodings, Windows-1258 and the legacy TCVN3 (ABC) and VNI of old offices.

TCVN3 is TCVN 5712:1993 VN3, one byte a letter, capitals with accents only by a capital font. VNI
writes an accented vowel as the vowel and a second character that carries circumflex or breve and
tone. Which one a file is in is found by reading it each way and scoring how Vietnamese the result is.
"""

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, lookup
from dataclasses import dataclass, replace

from corpus.errors import ReadError
from corpus.syllables import SAMPLE, vietnamese

# TCVN 5712:1993, bytes A1 to FE. Capitals with tones (AF, BA, BF…) are of VN1, absent in VN3.
_TCVN3_A1 = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậ"
    "èỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ"
)
_TONE = {"acute": "\u0301", "grave": "\u0300", "hook": "\u0309", "tilde": "\u0303", "dot": "\u0323"}
_TONES = tuple(_TONE.values())


def _tcvn3() -> dict[int, str]:
    return {0xA1 + i: char for i, char in enumerate(_TCVN3_A1)}


def _vni() -> dict[str, str]:
    """Every VNI sequence and its letter: `aá` is ấ, `öù` is ứ, `ñ` is đ."""
    table = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    for base, plain in (*zip("aeouy", "aeouy", strict=True), ("ô", "ơ"), ("ö", "ư")):
        table |= {base + mark: plain + tone for mark, tone in zip("ùøûõï", _TONES, strict=True)}
    for base in "aeo":
        table |= {base + "â": base + "\u0302"}
        table |= {base + mark: base + "\u0302" + tone for mark, tone in zip("áàåãä", _TONES, strict=True)}
    table |= {"aê": "ă"} | {"a" + mark: "ă" + tone for mark, tone in zip("éèúüë", _TONES, strict=True)}
    table = {sequence: unicodedata.normalize("NFC", letter) for sequence, letter in table.items()}
    capitals = {sequence.upper(): letter.upper() for sequence, letter in table.items()}
    mixed = {s[0].upper() + s[1]: letter.upper() for s, letter in table.items() if len(s) == 2}
    return table | mixed | capitals


TCVN3 = _tcvn3()
VNI = _vni()
_VNI_SEQUENCE = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_ODD = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\ufffd]")
_SLIPS = 3
"""Control characters and damaged letters that any text may hold, however short."""
_ASCII_WORD = re.compile(r"[^\W\d_]+")


def from_tcvn3(text: str) -> str:
    """Convert TCVN3 letters, given as the Latin-1 characters they look like.

    Example:
        >>> from_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam")
        'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    small = unicodedata.normalize("NFC", text.translate(TCVN3))
    return "\n".join(
        _capital_line(old, new) for old, new in zip(text.split("\n"), small.split("\n"), strict=True)
    )


def _capital_line(old: str, new: str) -> str:
    """Capitals with accents were typed small in TCVN3: raise them where all plain letters are capital."""
    if old == new or len(old) != len(new):
        return new
    plain = [char for char in old if char.isascii() and char.isalpha()]
    if len(plain) > 2 and all(char.isupper() for char in plain):
        return new.upper()

    def word(match: re.Match[str]) -> str:
        letters = [char for char in old[match.start() : match.end()] if char.isascii() and char.isalpha()]
        return match[0].upper() if len(letters) > 1 and all(c.isupper() for c in letters) else match[0]

    return _ASCII_WORD.sub(word, new)


def from_vni(text: str) -> str:
    """Convert VNI sequences, given as the Latin-1 characters they look like.

    Example:
        >>> from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam")
        'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    return _VNI_SEQUENCE.sub(lambda match: VNI[match[0]], text)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was in: utf-8, utf-16, windows-1258, tcvn3, vni, windows-1252, ascii…"""

    text: str
    encoding: str


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Find the encoding of `data` and decode it.

    Args:
        data: the whole text; with or without BOM.
        charset: what somebody else said it is; believed when nothing speaks against it.

    Raises:
        ReadError: `binary` when it is no text in any of them.
    """
    for bom, encoding in (
        (BOM_UTF8, "utf-8"),
        (BOM_UTF32_LE, "utf-32"),
        (BOM_UTF32_BE, "utf-32"),
        (BOM_UTF16_LE, "utf-16"),
        (BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(bom):
            text = data.removeprefix(BOM_UTF8).decode(encoding, "replace")
            return _unless_binary(Decoded(text, encoding))
    wide = _utf16_without_bom(data)
    if wide is not None:
        return wide
    if b"\0" in data and not _stray(data):
        raise ReadError("binary")
    if data.isascii():
        return _unless_binary(Decoded(data.decode("ascii"), "ascii"))
    narrow = _utf8(data)
    if narrow is not None:
        return _unless_binary(Decoded(unmask(narrow), "utf-8"))
    return _unless_binary(_legacy(data, charset))


def _stray(data: bytes) -> bool:
    """Whether the NULs in it are a few slips in good UTF-8, rather than signs of a binary file."""
    if data.count(0) > max(_SLIPS, len(data) // 100):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def unmask(text: str) -> str:
    """Convert TCVN3 or VNI that was stored as the Latin-1 characters it looks like (`ViÖt Nam`).

    Anything else comes back unchanged: there must be at least three accented words, nearly all of
    them Vietnamese after the conversion and few before.
    """
    if text.isascii() or any("\u0100" <= char <= "\u01b0" or "\u0300" <= char <= "\u1eff" for char in text):
        return text
    before, count = vietnamese(text)
    if count < 3 or before > 0.3 * count:
        return text
    scores = {convert: vietnamese(convert(text[:SAMPLE]))[0] for convert in (from_tcvn3, from_vni)}
    best = max(scores, key=lambda convert: scores[convert])
    return best(text) if scores[best] > 0.7 * count else text


def _utf8(data: bytes) -> str | None:
    """Decode UTF-8, forgiving a letter that was cut off and the odd damaged one."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > max(0, len(data) - 4) and not data[: error.start].isascii():
            return data.decode("utf-8", "replace")
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text[:SAMPLE] if char > "\x7f" and char != "\ufffd")
    return text if good > 20 and bad * 50 < good else None


def _utf16_without_bom(data: bytes) -> Decoded | None:
    head = data[: 2 * 2048]
    if len(data) < 4 or len(data) % 2 or not head.count(0) * 5 > len(head):
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else None
    if encoding is None:
        return None
    try:
        return _unless_binary(Decoded(data.decode(encoding), encoding))
    except UnicodeDecodeError:
        return None


def _cp1252(data: bytes) -> str:
    """Windows-1252, the five holes in it filled as Latin-1 does."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


def _legacy(data: bytes, charset: str | None) -> Decoded:
    sample = data[:SAMPLE]
    latin = _cp1252(sample)
    # In this order, as the first of equals is taken: more common, and more particular, first.
    readings = {
        "windows-1258": sample.decode("cp1258", "replace"),
        "tcvn3": from_tcvn3(latin),
        "vni": from_vni(latin),
    }
    scores = {name: vietnamese(text) for name, text in readings.items()}
    best = max(scores, key=lambda name: scores[name][0])
    score, count = scores[best]
    if score > 0 and score >= 0.25 * count:
        if best == "windows-1258":
            return Decoded(data.decode("cp1258", "replace"), best)
        convert = from_tcvn3 if best == "tcvn3" else from_vni
        return Decoded(convert(_cp1252(data)), best)
    said = _known(charset)
    if said is not None:
        return Decoded(data.decode(said, "replace"), said)
    high = sum(1 for byte in sample if byte > 0x7F)
    if high > 0.4 * len(sample) and len(sample) > 16:
        raise ReadError("binary")
    return Decoded(_cp1252(data), "windows-1252")


def _known(charset: str | None) -> str | None:
    try:
        name = lookup(charset).name if charset else None
    except (LookupError, ValueError):
        return None
    return None if name in (None, "utf-8", "ascii") else name


def _unless_binary(decoded: Decoded) -> Decoded:
    """Refuse what holds too many control characters or damaged letters to be text.

    NUL, at which many programs take a text to end, becomes U+FFFD, one for one, so that offsets stay those of
    the file; other control characters stay.
    """
    sample = decoded.text[:SAMPLE]
    odd = len(_ODD.findall(sample))
    if odd and odd > max(_SLIPS, len(sample) // 100):
        raise ReadError("binary")
    return replace(decoded, text=decoded.text.replace("\0", "\ufffd")) if "\0" in decoded.text else decoded
