"""An editor who publishes one article again and again, with a numbered title in every language.

    python -m tests.stand.editor SECONDS

Writes each number to standard output once it is published, and `refused NUMBER` where the database
did not take it; then tries the same number again.
"""

import itertools
import sys
import time

import django

TITLE = "Essai proef"


def main(every: float) -> None:
    """Publish until a signal comes, each `every` seconds or as often as that can be done."""
    django.setup()
    # Models can be imported only now.
    from django.db import DatabaseError, InterfaceError, connection  # noqa: PLC0415

    from bps_portal import languages  # noqa: PLC0415
    from news.models import ArticlePage  # noqa: PLC0415

    def publish(number: int) -> bool:
        try:
            article = ArticlePage.objects.newest_first().first()
            for code in languages.public_codes():
                languages.set_value_in(article, "title", code, f"{TITLE} {number}")
            article.save_revision().publish()
        except (DatabaseError, InterfaceError):
            connection.close()
            return False
        return True

    for number in itertools.count(1):
        begun = time.monotonic()
        while not publish(number):
            say(f"refused {number}")
            time.sleep(0.1)
        say(str(number))
        time.sleep(max(0.0, begun + every - time.monotonic()))


def say(line: str) -> None:
    """Tell whoever started this."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]))
