"""Every error Comity raises on purpose.

ComityError
├── InputError        a document cannot be read: names the file and what to do
├── DataError         a data file is wrong: names file, line, value and what was expected
├── RecordError       a record cannot be opened, read or written: names its place and what to do
└── SettingsError     a setting or argument is wrong: names it and the allowed values
"""


class ComityError(Exception):
    """The root: the message says what is wrong, where, what was expected and what to do."""


class InputError(ComityError):
    """A document cannot be read or coded."""


class DataError(ComityError):
    """A data file of the lexicon or ontology is wrong."""


class RecordError(ComityError):
    """A record cannot be opened, read or written; what it held before is unharmed."""


class SettingsError(ComityError):
    """A setting or argument has a value that is not allowed."""
