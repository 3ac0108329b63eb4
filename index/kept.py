"""Arrays that were made once and are kept beside the index, so that no process has to make them anew.

A file is numpy's own `.npz`: a zip archive with a checksum for each array. The first array says what the
others were made from; a file of something else, or a broken one, counts as none. It can be thrown away.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np

from index.durable import write_safely

Arrays = Mapping[str, np.ndarray]
_FROM = "made from"


def keep(path: Path, made_from: str, arrays: Arrays) -> None:
    """Write a file, at once and safely; a disk that is full or can't be written only means none.

    Args:
        path: of the file; its folder is made with mode 0700.
        made_from: of what: another text, and the file is not taken.
        arrays: by name; none of objects.
    """
    packed = BytesIO()
    np.savez(packed, allow_pickle=False, **{_FROM: np.array(made_from)}, **arrays)
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_safely(path, packed.getvalue())


def kept(path: Path, made_from: str) -> dict[str, np.ndarray] | None:
    """Read a file whole; None when there is none, it was made from something else, or it is broken."""
    try:
        with ZipFile(path) as file:
            names = file.namelist()
            if names[0] != f"{_FROM}.npy" or str(_array(file, names[0])) != made_from:
                return None
            return {name.removesuffix(".npy"): _array(file, name) for name in names[1:]}
    except Exception:  # a broken file may make zipfile and numpy raise anything
        return None


def _array(file: ZipFile, name: str) -> np.ndarray:
    data = file.read(name)  # raises when the checksum differs, before anything is made of it
    head = BytesIO(data)
    np.lib.format.read_magic(head)
    shape, by_columns, dtype = np.lib.format.read_array_header_1_0(head)
    array = np.frombuffer(data, dtype, offset=head.tell())  # without the copy that `read_array` makes
    return array.reshape(shape, order="F" if by_columns else "C")


def text_array(text: str) -> np.ndarray:
    """A text as an array of bytes."""
    return np.frombuffer(text.encode(), dtype=np.uint8)


def json_array(value: Any) -> np.ndarray:
    """What JSON can hold as an array of bytes."""
    return text_array(json.dumps(value, ensure_ascii=False))


def from_json(array: np.ndarray) -> Any:
    """The inverse of `json_array`."""
    return json.loads(array.tobytes())


class Strings(Sequence[str]):
    """Many strings in two arrays, each decoded when it is asked for.

    Args:
        data: their UTF-8, one after the other: uint8.
        ends: where each ends in `data`: int64.
    """

    __slots__ = ("_begins", "_data", "_ends")

    def __init__(self, data: np.ndarray, ends: np.ndarray) -> None:
        self._data = memoryview(data)  # type: ignore[arg-type]  # the texts of all documents may lie here: no copy
        self._ends: list[int] = ends.tolist()
        self._begins = [0, *self._ends][:-1]

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        return str(self._data[self._begins[i] : self._ends[i]], "utf-8")

    def __iter__(self) -> Iterator[str]:
        data = bytes(self._data)
        if data.isascii():
            text = data.decode("ascii")
            return (text[a:b] for a, b in zip(self._begins, self._ends, strict=True))
        return (data[a:b].decode() for a, b in zip(self._begins, self._ends, strict=True))


def string_arrays(name: str, strings: Iterable[str]) -> dict[str, np.ndarray]:
    """Strings as arrays to keep; `strings_of` gives them back."""
    encoded = [text.encode() for text in strings]
    ends = np.cumsum(np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded)))
    return {f"{name} text": np.frombuffer(b"".join(encoded), dtype=np.uint8), f"{name} ends": ends}


def strings_of(name: str, arrays: Arrays) -> Strings:
    """Strings that `string_arrays` laid down under this name."""
    return Strings(arrays[f"{name} text"], arrays[f"{name} ends"])


class Groups:
    """Lists of whole numbers by number: group k is `members[ends[k-1]:ends[k]]`.

    Args:
        members: of all groups, one group after the other.
        ends: where each group ends: int64.
    """

    __slots__ = ("ends", "members")

    def __init__(self, members: np.ndarray, ends: np.ndarray) -> None:
        self.members, self.ends = members, ends

    @classmethod
    def of(cls, groups: Iterable[Sequence[int]], dtype: Any = np.int32) -> "Groups":
        """Groups from lists."""
        lists = list(groups)
        ends = np.cumsum(np.fromiter(map(len, lists), dtype=np.int64, count=len(lists)))
        flat = [member for group in lists for member in group]
        return cls(np.array(flat, dtype=dtype), ends)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, k: int) -> np.ndarray:
        return self.members[int(self.ends[k - 1]) if k else 0 : int(self.ends[k])]

    def inverted(self, count: int) -> "Groups":
        """The groups that each of `count` members is in, ascending, as often as it stands in them."""
        sizes = np.diff(self.ends, prepend=0)
        group = np.repeat(np.arange(len(self.ends), dtype=np.int32), sizes)
        order = np.argsort(self.members, kind="stable")
        return Groups(group[order], np.cumsum(np.bincount(self.members, minlength=count)))

    def arrays(self, name: str) -> dict[str, np.ndarray]:
        """The groups as arrays to keep."""
        return {f"{name} members": self.members, f"{name} ends": self.ends}

    @classmethod
    def kept(cls, name: str, arrays: Arrays) -> "Groups":
        """Groups that `arrays` laid down under this name."""
        return cls(arrays[f"{name} members"], arrays[f"{name} ends"])
