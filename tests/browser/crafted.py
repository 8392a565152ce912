"""Articles that are made to show what the sample does not: reports that differ, two scripts in one text, months without any article."""

from comity import Document

ATTACK = "a hospital in Kharkiv on 3 May 2024"
WRITTEN = (
    ("2023-07-31", "arabic.example", "فرنسا تدين الانقلاب", "أدانت فرنسا الانقلاب في النيجر يوم الاثنين."),
    (
        "2023-08-01", "mixed.example", "Iran (إيران) expels envoy",
        "Iran (إيران) expelled the German ambassador on Monday. “لن نتراجع”, Tehran said.\n\nإيران: Germany condemned the move on Tuesday.",
    ),
    ("2024-05-04", "one.example", "Accused", f"Germany accused Russia of bombing {ATTACK}."),
    ("2024-05-05", "two.example", "Bombed", f"Russian forces bombed {ATTACK}."),
    ("2024-05-06", "three.example", "Denied", f"Russia denied that it had bombed {ATTACK}."),
    ("2024-01-04", "one.example", "Brazil expels envoy", "Brazil expelled the ambassador of Chile on 3 January 2024."),
    ("2024-02-04", "one.example", "A treaty", "Brazil and Chile signed a treaty on 3 February 2024."),
    ("2024-06-05", "two.example", "Sanctions", "Brazil imposed sanctions on Chile on 4 June 2024."),
)  # fmt: skip
ARTICLES = [Document(text, day, site=site, title=title, url=f"https://{site}/{day}") for day, site, title, text in WRITTEN]
