"""The administrative units of Việt Nam, before and after 1 July 2025, and how to look them up.

Loaded on first use from `data/gazetteer*.tsv`, which `python -m nlp.data.build_gazetteer` makes.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from nlp.shadow import bare, shadow

REFORM = "2025-07-01"
LEVELS = ("province", "district", "commune", "village")
_LEVEL = {"P": "province", "D": "district", "C": "commune"}
_TYPED = re.compile(
    r"(?P<type>thành phố|thanh pho|city of|tp\.?|thị trấn|thi tran|tt\.?|thị xã|thi xa|tx\.?|đặc khu|dac khu"
    r"|phường|phuong|p\.|huyện|huyen|quận|quan|q\.|tỉnh|tinh|xã|xa)\s*(?=[\w])"
)
_TYPE_WORDS = {
    "tp": "thành phố",
    "city of": "thành phố",
    "tt": "thị trấn",
    "tx": "thị xã",
    "p": "phường",
    "q": "quận",
    "thanh pho": "thành phố",
    "thi tran": "thị trấn",
    "thi xa": "thị xã",
    "dac khu": "đặc khu",
    "phuong": "phường",
    "huyen": "huyện",
    "quan": "quận",
    "tinh": "tỉnh",
    "xa": "xã",
}
TYPE_LEVELS = {
    "tỉnh": ("province",),
    "thành phố": ("province", "district"),
    "huyện": ("district",),
    "quận": ("district",),
    "thị xã": ("district",),
    "xã": ("commune",),
    "phường": ("commune",),
    "thị trấn": ("commune",),
    "đặc khu": ("commune",),
}
_SHORT = {
    "tphcm": "hồ chí minh",
    "tp hcm": "hồ chí minh",
    "tp.hcm": "hồ chí minh",
    "tp. hcm": "hồ chí minh",
    "hcm": "hồ chí minh",
    "sài gòn": "hồ chí minh",
    "bà rịa vũng tàu": "bà rịa vũng tàu",
    "brvt": "bà rịa vũng tàu",
    "br vt": "bà rịa vũng tàu",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit in one of its lives.

    Attributes:
        uid: its key here: the GSO code, with `+` before it for a unit of July 2025, `-` and a
            number for one that went before.
        code: the code by the General Statistics Office; empty when unknown.
        level: province, district or commune.
        type: `tỉnh`, `thành phố`, `huyện`, …
        name: `Lập Thạch`.
        parent_uid: the uid of the unit above; None for a province.
        joined: the uids of the units it became part of; the main one first.
        until: the last day it was so, ISO; None when it still is or nobody told.
        resolution: what ended it, where known.
    """

    uid: str
    code: str
    level: str
    type: str
    name: str
    parent_uid: str | None
    joined: tuple[str, ...] = ()
    until: str | None = None
    resolution: str | None = None

    @property
    def label(self) -> str:
        """Type and name: `huyện Lập Thạch`, `Quận 1` as `quận 1`."""
        return f"{self.type} {self.name}"

    @property
    def of_2025(self) -> bool:
        """Whether it is a unit of the order of July 2025."""
        return self.uid.startswith("+")


_MOST_PAIRS = 4096
"""Pairs of units of which it is remembered whether one lies in the other; a document asks for a few dozen."""


def name_key(name: str) -> str:
    """The key under which a name is found: one way of writing, blanks and hyphens made one.

    Example:
        >>> name_key("Bà Rịa – Vũng  Tàu")
        'bà rịa vũng tàu'
    """
    return re.sub(r"\s*-\s*|\s+", " ", shadow(name).replace("'", "")).strip()


@lru_cache(maxsize=2048)
def loose_key(name: str) -> str:
    """A key without accents that also makes i and y one (`Quy Nhơn`, `Qui Nhơn`)."""
    return bare(name_key(name)).replace("y", "i")


@lru_cache(maxsize=2048)
def _joined_key(name: str) -> str:
    """A name without accents, blanks and signs."""
    return re.sub(r"[^a-z0-9]", "", bare(shadow(name)))


class Gazetteer:
    """All units, by code and by name."""

    def __init__(self) -> None:
        """Read the data; units are made when they are asked for."""
        data = files("nlp") / "data"
        # tuples, which the garbage collector need not look through again and again
        self._rows: dict[str, tuple[str, ...]] = {}
        names: dict[str, tuple[str, ...]] = {}
        for line in (data / "gazetteer.tsv").read_text(encoding="utf-8").splitlines():
            row = tuple(line.split("\t"))
            uid = row[0]
            if uid in self._rows:  # a province and a district may share digits, never a length
                raise ValueError(f"gazetteer.tsv: hai dòng cùng mã {uid}")
            self._rows[uid] = row
            key = row[6] if len(row) > 6 else row[3].lower()
            names[key] = (*names[key], uid) if key in names else (uid,)
        self._names = names
        self._units: dict[str, Unit] = {}
        self._inside: dict[tuple[str, str], bool] = {}
        self._dated: dict[tuple[str, str], list[str]] = {}
        former = (data / "gazetteer_former.tsv").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(x for x in former if x and not x.startswith("#")):
            code, level, kind, name, parent, joined, until, resolution = line.split("\t")
            unit = Unit(
                uid=f"-{number}",
                code=code,
                level=_LEVEL[level],
                type=kind,
                name=name,
                parent_uid=parent or None,
                joined=tuple(joined.split()),
                until=until or None,
                resolution=resolution or None,
            )
            self._units[unit.uid] = unit
            names[name_key(name)] = (*names.get(name_key(name), ()), unit.uid)
            if code and until:
                self._dated.setdefault((level, code), []).append(unit.uid)

    def unit(self, uid: str) -> Unit:
        """The unit of a uid; KeyError when there is none."""
        unit = self._units.get(uid)
        if unit is None:
            row = (*self._rows[uid], *[""] * 6)
            unit = Unit(
                uid=uid,
                code=uid.lstrip("+"),
                level=_LEVEL[row[1]],
                type=row[2],
                name=row[3],
                parent_uid=row[4] or None,
                joined=tuple(row[5].split()),
                until=None if uid[0] == "+" else "2025-06-30",
            )
            self._units[uid] = unit
        return unit

    def by_code(self, code: str, level: str, *, of_2025: bool = False) -> Unit | None:
        """The unit with a GSO code, in the old order or in that of 2025; None when there is none."""
        uid = ("+" if of_2025 else "") + code
        return self.unit(uid) if uid in self._rows and self.unit(uid).level == level else None

    def named(self, key: str) -> list[Unit]:
        """All units with this key, as `name_key` makes it."""
        return [self.unit(uid) for uid in self._names.get(key, ())]

    def has(self, key: str) -> bool:
        """Whether any unit has this key."""
        return key in self._names

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words that names begin with."""
        return frozenset([key.partition(" ")[0] for key in self._names])

    @cached_property
    def _loose(self) -> dict[str, list[str]]:
        keys = bare("\n".join(self._names)).replace("y", "i").split("\n")
        loose: dict[str, list[str]] = {}
        for key, uids in zip(keys, self._names.values(), strict=True):
            loose.setdefault(key, []).extend(uids)
        return loose

    def alike(self, name: str) -> list[Unit]:
        """All units whose names differ from this one in accents, in blanks or in i and y only."""
        return [self.unit(uid) for uid in self._joined.get(loose_key(name).replace(" ", ""), ())]

    @cached_property
    def _joined(self) -> dict[str, list[str]]:
        """Names without accents and blanks (`Đakrông`, `Đa Krông`)."""
        out: dict[str, list[str]] = {}
        for key, uids in self._loose.items():
            out.setdefault(key.replace(" ", ""), []).extend(uids)
        return out

    @cached_property
    def _aliases(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        text = (files("nlp") / "data" / "gazetteer_aliases.tsv").read_text(encoding="utf-8")
        for line in text.splitlines():
            alias, uid = line.split("\t")
            out.setdefault(alias, []).append(uid)
        return out

    def absorbed(self, kind: str, name: str) -> list[Unit]:
        """The units that absorbed one of this type and name, or that were called so before."""
        return [self.unit(uid) for uid in self._aliases.get(_joined_key(f"{kind}{name}"), ())]

    def parent(self, unit: Unit, date: str | None = None) -> Unit | None:
        """The unit above, in the life it had on `date` (ISO, also a year or month alone)."""
        if unit.parent_uid is None:
            return None
        return self.on(self.unit(unit.parent_uid), date)

    def on(self, unit: Unit, date: str | None) -> Unit:
        """The same unit under the name and type it had on `date`, as far as dates are known."""
        if date and not unit.of_2025 and unit.uid[0] != "-":
            for uid in self._dated.get((unit.level[0].upper(), unit.code), ()):
                former = self.unit(uid)
                if former.until and date <= former.until[: len(date)]:
                    return former
        return unit

    def chain(self, unit: Unit, date: str | None = None) -> list[Unit]:
        """The unit and those above it, smallest first."""
        out = [unit]
        while (above := self.parent(out[-1], date)) is not None:
            out.append(above)
        return out

    def canonical(self, unit: Unit, date: str | None = None) -> str:
        """The unit with its parents: `xã Hướng Đạo, huyện Tam Dương, tỉnh Vĩnh Phúc`."""
        return ", ".join(u.label for u in self.chain(unit, date))

    def province(self, unit: Unit) -> Unit:
        """The province a unit lies in (itself when it is one), in the unit's own order."""
        while unit.parent_uid is not None:
            unit = self.unit(unit.parent_uid)
        return unit

    def successor(self, unit: Unit) -> Unit | None:
        """The unit of July 2025 that this one belongs to now.

        Returns:
            The unit itself when it is of that order, the main one for a divided commune, None for
            a district, whose communes became several units.
        """
        seen = 0
        while not unit.of_2025:
            if not unit.joined or (seen := seen + 1) > 4:
                return self._whole(unit)
            unit = self.unit(unit.joined[0])
        return unit

    def _whole(self, unit: Unit) -> Unit | None:
        went = {uid for child in self.children(unit) for uid in child.joined}
        return self.unit(went.pop()) if len(went) == 1 else None

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for uid, row in self._rows.items():
            if len(row) > 4 and row[4]:
                out.setdefault(row[4], []).append(uid)
        return out

    def children(self, unit: Unit) -> list[Unit]:
        """The units right below this one."""
        return [self.unit(uid) for uid in self._children.get(unit.uid, ())]

    def predecessors(self, unit: Unit) -> list[Unit]:
        """The units whose whole or part makes up this unit of July 2025."""
        return [
            self.unit(uid) for uid, row in self._rows.items() if len(row) > 5 and unit.uid in row[5].split()
        ]

    def lookup(
        self,
        name: str,
        level: str | None = None,
        *,
        kind: str | None = None,
        within: Unit | None = None,
        date: str | None = None,
    ) -> list[Unit]:
        """Units of that name, the likeliest first.

        Args:
            name: with or without accents, without its type word.
            level: only units of this level.
            kind: only units of this type (`huyện`).
            within: only units in this one (a unit counts as in itself, and in its successor).
            date: ISO date; puts the units of the order in force on it first.

        Returns:
            Provinces before districts before communes; empty when nothing has the name.
        """
        key = name_key(name)
        key = _SHORT.get(key, key)
        uids = self._names.get(key)
        if uids is None and (bare(key) == key or key not in self._names):
            uids = tuple(self._loose.get(loose_key(key), ()))
        found = [self.unit(uid) for uid in uids or ()]
        found = [u for u in found if (level in (None, u.level)) and (kind in (None, u.type))]
        if within is not None:
            found = [u for u in found if self.inside(u, within)]
        later = date is not None and date >= REFORM[: len(date)]
        return sorted(found, key=lambda u: (u.of_2025 != later, u.uid[0] == "-", LEVELS.index(u.level)))

    def inside(self, unit: Unit, outer: Unit) -> bool:
        """Whether a unit lies in another, in its own order or through its successor."""
        key = (unit.uid, outer.uid)
        known = self._inside.get(key)
        if known is None:
            if len(self._inside) >= _MOST_PAIRS:
                self._inside.clear()
            known = self._inside[key] = self._lies_in(unit, outer)
        return known

    def _lies_in(self, unit: Unit, outer: Unit) -> bool:
        chain = {u.uid for u in self.chain(unit)}
        if outer.uid in chain or (
            outer.code and any(u.code == outer.code and u.level == outer.level for u in map(self.unit, chain))
        ):
            return True
        if outer.of_2025:
            after = self.successor(unit) or self.successor(self.province(unit))
            return after is not None and outer.uid in {u.uid for u in self.chain(after)}
        return False

    def resolve(self, text: str, home: Unit | None = None, date: str | None = None) -> list[Unit]:
        """Units meant by a written place: `huyện Lập Thạch, tỉnh Vĩnh Phúc`, `lap thach`, `TP.HCM`.

        Args:
            text: one place, with or without type word, parents and accents.
            home: the unit (mostly a province) preferred when the name is shared.
            date: ISO date; the order in force on it is preferred.

        Returns:
            The candidates, best first; empty when no unit has the name.
        """
        parts = [p.strip() for p in re.split(r"[,(]", text) if p.strip(" )")]
        if not parts:
            return []
        kind, name = split_type(parts[0])
        found = self.lookup(name, kind=kind, date=date)
        if not found:  # the type may have changed since (huyện → thị xã), the level not
            levels = TYPE_LEVELS[kind] if kind else ()
            found = [u for u in self.lookup(name, date=date) if not kind or u.level in levels]
        if not found and kind is None:
            found = self.lookup(parts[0], date=date)
        for outer in parts[1:]:
            above = self.resolve(outer.rstrip(") "), home, date)
            inside = [u for u in found if any(self.inside(u, o) for o in above)]
            found = inside or found
        if home is not None:
            found = sorted(found, key=lambda u: not self.inside(u, home))
        return found

    def places_in(
        self, text: str, home: Unit | None = None, date: str | None = None
    ) -> list[tuple[int, int, list[Unit]]]:
        """Places named in a question, also in small letters and without accents.

        Longest names first, from left to right; a name of one syllable needs its type word.

        Returns:
            `(start, end, candidates best first)`; the span takes in the type word.
        """
        low = shadow(text)
        words = [(m.start(), m.end()) for m in re.finditer(r"[\w']+(?:\.(?=\w))?", low)]
        out: list[tuple[int, int, list[Unit]]] = []
        i = 0
        while i < len(words):
            best: tuple[int, int, list[Unit]] | None = None
            for j in range(min(len(words), i + 7) - 1, i - 1, -1):
                piece = low[words[i][0] : words[j][1]]
                kind, name = split_type(piece)
                if len(name.split()) == 1 and kind is None and name_key(name) not in _SHORT:
                    continue
                if bare(name) != name and name_key(name) not in self._names:
                    continue
                found = self.resolve(piece, home, date)
                found = [u for u in found if kind is None or u.type == kind or u.level in TYPE_LEVELS[kind]]
                if found:
                    best = (words[i][0], words[j][1], found)
                    i = j
                    break
            if best:
                out.append(best)
            i += 1
        return out


def split_type(text: str) -> tuple[str | None, str]:
    """`TP Vĩnh Yên` → (`thành phố`, `Vĩnh Yên`); no type word gives None."""
    low = shadow(text)
    if name_key(text) in _SHORT:
        return None, text
    match = _TYPED.match(low)
    if not match or match.end() == len(text):
        return None, text
    word = match["type"].rstrip(".")
    return _TYPE_WORDS.get(word, word), text[match.end() :]


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer of this process, read on first use."""
    return Gazetteer()
