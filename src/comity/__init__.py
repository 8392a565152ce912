"""Comity: who did what to whom, when, where, and did it really happen: claims with their evidence, from news.

>>> import comity
>>> coding = comity.Coder().code("China's foreign minister met Russian officials in Moscow on Monday.", published="2024-04-09")
>>> [(c.event_type, c.status, c.date.start) for c in coding.claims]
[('CONSULT', 'happened', '2024-04-08')]
"""

from comity import states
from comity.coder import Coder
from comity.config import VERSION, Settings
from comity.core.actor import Participant
from comity.core.claim import Claim, Evidence, TypeScore
from comity.core.query import Period, Query
from comity.core.text import Document, Sentence, Span
from comity.core.trace import Coding, Reading, Rejection, SentenceTrace
from comity.core.when_where import EventDate, Place
from comity.errors import ComityError, DataError, InputError, RecordError, SettingsError
from comity.record.record import Record

__all__ = [
    "Claim",
    "Coder",
    "Coding",
    "ComityError",
    "DataError",
    "Document",
    "EventDate",
    "Evidence",
    "InputError",
    "Participant",
    "Period",
    "Place",
    "Query",
    "Reading",
    "Record",
    "RecordError",
    "Rejection",
    "Sentence",
    "SentenceTrace",
    "Settings",
    "SettingsError",
    "Span",
    "TypeScore",
    "states",
]

__version__ = VERSION
