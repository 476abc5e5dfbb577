"""The words of Wagtail's choosers in the editor's own language.

Wagtail translates these once, while it starts and in the site's default language, so that every
editor would read them in that one.
"""

from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.chooser import ChooserViewSet

# The documented options of the class, with the source texts of Wagtail's own catalogues.
WORDS = {
    "choose_one_text": "Choose",
    "choose_another_text": "Choose another",
    "edit_item_text": "Edit",
    "search_tab_label": "Search",
    "create_action_label": "Create",
}


def translate_late() -> None:
    """Let every chooser translate its words when it is shown."""
    for option, text in WORDS.items():
        setattr(ChooserViewSet, option, gettext_lazy(text))
