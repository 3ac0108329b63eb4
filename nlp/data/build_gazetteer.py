"""Make `gazetteer.tsv` and `gazetteer_aliases.tsv` from the package vietnamadminunits.

Needed only when the package brings newer data: `python -m nlp.data.build_gazetteer`. The package
(MIT, licence notice in LICENSE-vietnamadminunits.txt) holds the units before and after the reform
of 1 July 2025 with the codes of the General Statistics Office; it has no dates, so those of units
that went before mid-2025 are kept by hand in `gazetteer_former.tsv`.
"""

import importlib.util
import json
import re
import sqlite3
from pathlib import Path

from nlp.shadow import bare, shadow

HERE = Path(__file__).parent
_LETTER = {"province": "P", "district": "D", "commune": "C"}
_USUAL = {
    "137": "Mù Cang Chải",
    "467": "Đakrông",
    "602": "Phú Quý",
    "615": "Đắk Hà",
    "661": "Đắk Glong",
    "666": "Đắk R'lấp",
}
"""Districts that the package writes otherwise than their own portals and the resolutions do, by code."""
_TYPES = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")


def name_key(name: str) -> str:
    """The key under which a name is found: one way of writing, blanks and hyphens made one."""
    return re.sub(r"\s*-\s*|\s+", " ", shadow(name).replace("'", "")).strip()


def split_type(full: str) -> tuple[str, str]:
    """`Thị Trấn Prao` → (`thị trấn`, `Prao`); `Quận 1` → (`quận`, `1`)."""
    low = full.lower()
    kind = next(t for t in _TYPES if low.startswith(t + " "))
    name = full[len(kind) + 1 :].strip().replace("’", "'")
    return kind, name[:1].upper() + re.sub(r" ([^\W\d_])", lambda m: " " + m[1].upper(), name[1:])


def _joined(full: str) -> str:
    return re.sub(r"[^a-z0-9]", "", bare(shadow(full)))


def _rows(db: sqlite3.Connection, converter: dict[str, dict[str, dict[str, list]]]) -> list[tuple[str, ...]]:
    new: dict[str, tuple[str, ...]] = {}
    by_key: dict[tuple[str, str], str] = {}
    for province, pcode, ward, wcode, pkey, wkey in db.execute(
        "select province, provinceCode, ward, wardCode, provinceKey, wardKey from admin_units"
    ):
        new.setdefault(pcode, ("+" + pcode, "P", *split_type(province), "", ""))
        if ward:
            new[wcode] = ("+" + wcode, "C", *split_type(ward), "+" + pcode, "")
            by_key[pkey, wkey] = "+" + wcode
    provinces = {old: new_key for new_key, olds in converter["DICT_PROVINCE"].items() for old in olds}
    codes = dict(db.execute("select distinct provinceKey, provinceCode from admin_units"))
    successors: dict[str, list[str]] = {}
    for pkey, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for wkey, olds in wards.items():
            for unit in olds:
                successors.setdefault(unit, []).append(by_key[pkey, wkey])
    for pkey, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for unit, parts in divided.items():
            ordered = sorted(parts, key=lambda p: not p["isDefaultNewWard"])
            successors[unit] = [by_key[pkey, p["newWardKey"]] for p in ordered]

    old: dict[tuple[str, str], tuple[str, ...]] = {}
    for province, pcode, pkey, district, dcode, dkey, ward, wcode, wkey in db.execute(
        "select province, provinceCode, provinceKey, district, districtCode, districtKey, ward, wardCode,"
        " wardKey from admin_units_legacy"
    ):
        into = "+" + codes[provinces[pkey]]
        old.setdefault(("P", pcode), (pcode, "P", *split_type(province), "", into))
        went = successors.get(f"{pkey}_{dkey}_{wkey}", []) if ward else successors.get(f"{pkey}_{dkey}_", [])
        alone = "" if ward else " ".join(went)
        kind, name = split_type(district)
        old.setdefault(("D", dcode), (dcode, "D", kind, _USUAL.get(dcode, name), pcode, alone))
        if ward:
            old["C", wcode] = (wcode, "C", *split_type(ward), dcode, " ".join(went))
    return [*old.values(), *new.values()]


def _aliases(db: sqlite3.Connection) -> list[str]:
    """Former names of old units, as the package knows them: written together, without accents."""
    lines = set()
    for column, code in (("district", "districtCode"), ("ward", "wardCode")):
        for aliases, uid in db.execute(
            f"select distinct {column}Alias, {code} from admin_units_legacy where {column}Alias is not null"
        ):
            for alias in json.loads(aliases):
                if re.match(r"(huyen|thixa|thanhpho|quan|xa|phuong|thitran)[a-z]{2,}", alias):
                    lines.add(f"{alias}\t{uid}")
    return sorted(lines)


def main() -> None:
    """Write both files beside this script."""
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("vietnamadminunits is missing: pip install vietnamadminunits==1.0.4")
    data = Path(next(iter(spec.submodule_search_locations))) / "data"
    db = sqlite3.connect(data / "dataset.db")
    rows = _rows(db, json.loads((data / "converter_2025.json").read_text(encoding="utf-8")))
    lines = [
        "\t".join((*row, "" if name_key(row[3]) == row[3].lower() else name_key(row[3]))).rstrip("\t")
        for row in rows
    ]
    (HERE / "gazetteer.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (HERE / "gazetteer_aliases.tsv").write_text("\n".join(_aliases(db)) + "\n", encoding="utf-8")
    print(f"{len(lines)} units")


if __name__ == "__main__":
    main()
