"""A mail as bytes: the parts once for everybody, a head for each recipient, and the head read back before
it goes.

Python before 3.11.10 writes a line break that hides in an encoded word (`=?UTF-8?Q?=0A?=Bcc: ...`) into
the head as it is: a headline could add a recipient. So no value may hold "=?", and what was built is
parsed again and compared.
"""

import email.policy
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as MailAddress
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from briefing.deliver import Letter
from briefing.deliver.address import Address
from briefing.errors import UnsafeMessage
from briefing.text.show import one_line

SUBJECT = 180  # characters of a subject, at most
LINE = 998  # bytes of a line, at most (RFC 5322)

# Without this, a long Message-ID or address is written as an encoded word, which no server reads.
_POLICY = email.policy.SMTP.clone(refold_source="all")
Field = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, and how one leaves the list: a `mailto:` or https address, which may hold {list},
    {address} and {token}.
    """

    address: Address
    reply_to: Address | None = None
    bounces: Address | None = None
    unsubscribe: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """What everybody gets: `id` is unique to this sending, `list` the name of the subscription, if it is
    one.
    """

    id: str
    list: str
    subject: str
    text: str
    html: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Parts:
    """A mail's MIME fields and its body, encoded once."""

    fields: bytes
    body: bytes


def parts(mail: Mail) -> Parts:
    """Return the two parts of *mail*, text before HTML, in quoted-printable: no relay has a reason to
    change them.
    """
    message = EmailMessage(policy=_POLICY)
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{sha256(mail.id.encode()).hexdigest()[:32]}")
    del message["MIME-Version"]
    fields, _, body = message.as_bytes().partition(b"\r\n\r\n")
    _check_lines(body, mail.id)
    return Parts(fields, body)


def letter(mail: Mail, made: Parts, recipient: str, sender: Sender) -> Letter:
    """Return *mail* to one recipient: the same bytes each time. Raises UnsafeMessage."""
    to = MailAddress(addr_spec=recipient)
    message_id = stable_id(mail.id, recipient, sender.address.domain)
    wanted = _fields(mail, to, message_id, sender)
    head = _written(wanted)
    if _read_back(head) != wanted:
        raise UnsafeMessage(mail.id, "its head does not read back as it was meant")
    _check_lines(head, mail.id)
    data = b"\r\n".join((head.rstrip(b"\r\n"), b"MIME-Version: 1.0", made.fields, b"", made.body))
    envelope = (sender.bounces or sender.address).at
    return Letter(message_id, envelope, recipient, mail.subject, data, mail.id, mail.text, mail.html)


def stable_id(mail_id: str, recipient: str, domain: str) -> str:
    """Return the Message-ID: the same for the same mail to the same recipient, so that a second copy can
    be known.
    """
    return f"<{sha256(f'{mail_id} {recipient}'.encode()).hexdigest()[:32]}@{domain}>"


def harmless(text: str, most: int = SUBJECT) -> str:
    """Return *text* as one line that is safe in a head, cut after a word where it is long.

    >>> harmless("Kursk=?UTF-8?Q?=0A?=Bcc: a@b.test\\r\\nTo: c@d.test")
    'Kursk= ?UTF-8?Q?=0A?=Bcc: a@b.test To: c@d.test'
    """
    line = one_line(text.replace("\r\n", "\n")).replace("=?", "= ?")
    return line if len(line) <= most else line[: most - 2].rsplit(" ", 1)[0][: most - 2] + " …"


def token(list: str, recipient: str, key: str) -> str:
    """Return what only the holder of *key* can make for this recipient of this list."""
    return hmac.new(key.encode(), f"{list}\n{recipient}".encode(), sha256).hexdigest()[:32]


def token_fits(given: str, list: str, recipient: str, key: str) -> bool:
    """Return whether *given* is the recipient's token, in the same time whatever was given. No key, no
    token.
    """
    right = hmac.compare_digest(given.encode(), token(list, recipient, key).encode())
    return right and bool(key)


def unsubscribe_address(list: str, recipient: str, sender: Sender) -> str:
    """Return the address by which *recipient* leaves *list*."""
    own = sender.unsubscribe or f"mailto:{(sender.reply_to or sender.address).at}"
    if own.startswith("mailto:"):
        return own if "?" in own else f"{own}?subject={quote(f'unsubscribe {list}')}"
    known = {"list": list, "address": recipient, "token": token(list, recipient, sender.key)}
    for name, value in known.items():
        own = own.replace("{" + name + "}", quote(value, safe=""))
    return own


def _fields(mail: Mail, to: MailAddress, message_id: str, sender: Sender) -> list[Field]:
    own = sender.address
    fields = [
        ("Date", format_datetime(mail.at)),
        ("From", str(_mail_address(own))),
        ("To", str(to)),
        ("Subject", harmless(mail.subject)),
        ("Message-ID", message_id),
        ("Auto-Submitted", "auto-generated"),
    ]
    if sender.reply_to:
        fields.append(("Reply-To", str(_mail_address(sender.reply_to))))
    return fields + (_list_fields(mail, to.addr_spec, sender) if mail.list else [])


def _list_fields(mail: Mail, recipient: str, sender: Sender) -> list[Field]:
    leave = unsubscribe_address(mail.list, recipient, sender)
    fields = [
        ("List-Id", f"{mail.list} <{mail.list.lower()}.{sender.address.domain}>"),
        ("List-Unsubscribe", f"<{leave}>"),
    ]
    if leave.startswith("https:"):
        fields.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return fields


def _mail_address(own: Address) -> MailAddress:
    return MailAddress(own.name, addr_spec=own.at)


# Fields that are no prose: folded or encoded they would no longer be what a server looks for.
_VERBATIM = ("Date", "Message-ID", "Auto-Submitted", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post")


def _written(fields: Sequence[Field]) -> bytes:
    message = EmailMessage(policy=_POLICY)
    lines = []
    for name, value in fields:
        if name in _VERBATIM:
            lines.append(f"{name}: {value}\r\n".encode("ascii", "strict"))
        else:
            message[name] = value
            lines.append(_POLICY.fold_binary(name, message[name]))
            del message[name]
    return b"".join(lines)


def _read_back(head: bytes) -> list[Field]:
    parsed = BytesHeaderParser(policy=email.policy.default).parsebytes(head + b"\r\n")
    if parsed.defects or parsed.get_payload():
        return []
    return [(name, str(value)) for name, value in parsed.items()]


def _check_lines(data: bytes, mail_id: str) -> None:
    if any(len(line) > LINE for line in data.split(b"\r\n")):
        raise UnsafeMessage(mail_id, f"it has a line of more than {LINE} bytes")
    if b"\0" in data:
        raise UnsafeMessage(mail_id, "it has a zero byte")
