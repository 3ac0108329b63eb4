"""Plain text in any of the encodings that Vietnamese files come in."""

from corpus.encodings import decode
from corpus.readers import Context, Raw


def read(data: bytes, context: Context) -> Raw:
    """Decode; nothing is removed, and nothing changed but NUL, which becomes U+FFFD.

    Raises:
        ReadError: `binary` when it is no text in any known encoding.
    """
    return Raw(decode(data, context.charset).text)
