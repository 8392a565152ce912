"""Object stores: opening one by its address, and what their errors mean, told without a word of anybody's credentials."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from deltalake.exceptions import DeltaError
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import ObjectStore, S3Store, from_url

from comity.errors import RecordError

if TYPE_CHECKING:
    from obstore.store import RetryConfig  # which is there for checkers only

_AZURE = "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY"
_AMAZON = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION, and AWS_ENDPOINT_URL for a server that is not Amazon's"
SET = MappingProxyType({
    "s3": _AMAZON, "s3a": _AMAZON, "gs": "GOOGLE_SERVICE_ACCOUNT (the path of a key file)", "az": _AZURE, "abfs": _AZURE, "abfss": _AZURE,
})  # fmt: skip
"""By the scheme of an address, what is to be set in the environment."""

FAULTS = (OSError, DeltaError, BaseError)  # whatever the two libraries that speak to a store may say
RETRIES: "RetryConfig" = {"max_retries": 4, "retry_timeout": timedelta(seconds=30)}
FORBIDDEN = " *?[]%#"
_NO_BUCKET = ("nosuchbucket", "bucket does not exist", "containernotfound", "bucket not found")
_NO_CREDENTIALS = ("169.254.169.254", "metadata.google.internal", "loading credentials", "account must be specified", "session token")
_REFUSED = ("403", "401", "accessdenied", "signaturedoesnotmatch", "invalidaccesskeyid", "permission denied")
_PLAIN_HTTP = ("badscheme", "builder error")
_UNREACHED = ("error sending request", "timed out", "dns error", "connection refused", "connect error")
_SECRET = re.compile("KEY|SECRET|TOKEN|PASSWORD|SAS|SIGNATURE|CREDENTIAL")
_NOISE = re.compile(r"\x1b\[\d*m|↳|\?\S*|(?<=://)[^\s/@]+@")  # colours, queries (which may be signatures), names and passwords in addresses


@dataclass(frozen=True, slots=True)
class Found:
    """An object that a store lists, and what changes whenever it is written anew."""

    path: str
    mark: str


def listed(store: ObjectStore, prefix: str, ending: str = "", after: str | None = None) -> list[Found]:
    """The objects below a prefix (and those only whose name comes after another), by name."""
    found = [
        Found(some["path"], f"{some['e_tag']} {some['last_modified'].isoformat()}")
        for page in obstore.list(store, prefix, offset=after)
        for some in page
        if some["path"].endswith(ending)
    ]
    return sorted(found, key=lambda one: one.path)


def is_address(where: str) -> bool:
    """Whether a record's place is an address instead of a folder."""
    return "://" in where


def open_store(address: str) -> ObjectStore:
    """The store of an address, by what the environment says of it. Raises RecordError for an address that is none."""
    scheme, _, rest = address.partition("://")
    expected = "Expected a folder, or an address such as s3://bucket/record, gs://bucket/record or az://container/record."
    if scheme not in SET or not rest.strip("/"):
        raise RecordError(f"{scheme}://: a record cannot be there. {expected}")
    if _has_password(address) or any(c in address for c in FORBIDDEN):
        raise RecordError(
            f"{scheme}://…: the address of a record may hold no credentials, no spaces and none of {' '.join(FORBIDDEN[1:])}. "
            f"Credentials belong into the environment: {SET[scheme]}."
        )
    with told(address):
        if scheme.startswith("s3"):  # not every server that speaks S3 can delete several objects at once
            return S3Store.from_url(address, config={"disable_bulk_delete": True}, retry_config=RETRIES)
        return from_url(address, retry_config=RETRIES)


def _has_password(address: str) -> bool:
    parts = urlsplit(address)
    return parts.password is not None or ("@" in parts.netloc and not parts.scheme.startswith("abfs"))


@contextmanager
def told(address: str) -> Iterator[None]:
    """Whatever goes wrong with the store becomes a RecordError; its cause is left out, for it may name credentials."""
    try:
        yield
    except FAULTS as error:
        raise trouble(address, error) from None


def trouble(address: str, error: BaseException) -> RecordError:
    """What an error of the store means and what to do."""
    text = str(error)
    lower = text.casefold()
    needed = SET[address.partition("://")[0]]
    if any(word in lower for word in _NO_BUCKET):
        return RecordError(
            f"{address}: there is no such bucket. Make it, or look at the address and at where it is looked for ({_endpoint()})."
        )
    if any(word in lower for word in _NO_CREDENTIALS):
        return RecordError(f"{address}: no credentials were found. Set {needed}.")
    if isinstance(error, PermissionDeniedError | UnauthenticatedError) or any(word in lower for word in _REFUSED):
        return RecordError(f"{address}: the store refuses these credentials, or they may not do this. Look at {needed}.")
    if any(word in lower for word in _PLAIN_HTTP):
        return RecordError(f"{address}: its endpoint ({_endpoint()}) is no https address. Set AWS_ALLOW_HTTP=true if that is meant.")
    if any(word in lower for word in _UNREACHED):
        return RecordError(f"{address}: the store cannot be reached at {_endpoint()}. Look at the network and at {needed}.")
    return RecordError(f"{address}: {type(error).__name__}: {without_secrets(text)}. What the record held before is unharmed; try again.")


def _endpoint() -> str:
    """Where an S3 address is looked for, without what may be secret in it."""
    return _NOISE.sub("", os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT") or "the endpoint of its provider")


def without_secrets(text: str) -> str:
    """The beginning of an error's text in one line, without queries of addresses and without any secret of the environment."""
    for name, value in os.environ.items():
        if _SECRET.search(name) and len(value) > 3:
            text = text.replace(value, "…")
    return " ".join(_NOISE.sub("", text.partition("Debug source")[0]).split())[:300].rstrip(". ")
