"""What people type who need a number at once, by need."""

from django.utils.translation import pgettext_lazy

from bps_portal import languages

from .needs import Need

# Each text is a list of words and phrases, in small letters, with commas between. A word counts in
# the search of every language, so none stands here that is harmless in another one: "mes" is a
# knife in Dutch, and "my" in French.
URGENT_WORDS = {
    Need.DANGER: pgettext_lazy(
        "what people type who need help at once",
        "fire, it is burning, flames, accident, injured, wounded, heart attack, cardiac arrest,"
        " stroke, not breathing, choking, drowning, unconscious, bleeding, assault, attacked,"
        " armed, knife, shooting, help, ambulance, fire brigade, police",
    ),
    Need.POISON: pgettext_lazy(
        "what people type who need help at once",
        "poison, poisoned, poisoning, swallowed, bleach, overdose, toxic, mushroom",
    ),
    Need.GAS: pgettext_lazy(
        "what people type who need help at once", "gas, gas leak, smell of gas"
    ),
    Need.STORM: pgettext_lazy(
        "what people type who need help at once",
        "storm, storm damage, flood, floods, flooding, flooded",
    ),
    Need.CRISIS: pgettext_lazy(
        "what people type who need help at once",
        "terrorist attack, explosion, disaster, nuclear, evacuation",
    ),
    Need.CHILDREN: pgettext_lazy(
        "what people type who need help at once",
        "missing child, missing, ran away, child abuse",
    ),
    Need.TALK: pgettext_lazy(
        "what people type who need help at once",
        "suicide, kill myself, want to die, end my life, despair",
    ),
    Need.VIOLENCE: pgettext_lazy(
        "what people type who need help at once",
        "violence, domestic violence, beaten, beats me, rape, raped",
    ),
}


def urgent_words(need: str) -> list[str]:
    """Return what people type in any language who have `need` at once; mostly nothing.

    Who is in need types the first word that comes, whatever the language of the page.
    """
    phrases: list[str] = []
    for code in languages.codes():
        with languages.override(code):
            phrases += str(URGENT_WORDS.get(Need(need), "")).split(",")
    return list(dict.fromkeys(phrase.strip() for phrase in phrases))
