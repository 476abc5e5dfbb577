"""A page of every type and state, in both languages."""

JUDGED = {
    "fr": [
        "/fr/",
        "/fr/actualites/detecteurs-de-fumee-obligatoires-dans-tous-les-logements/",
        "/fr/campagnes/respect-mutuel/",
        "/fr/actualites/",
        "/fr/numeros-d-urgence/",
        "/fr/recherche/?q=incendie",
        "/fr/contact/",
    ],
    "nl": [
        "/nl/",
        "/nl/nieuws/rookmelders-verplicht-in-elke-woning/",
        "/nl/campagnes/wederzijds-respect/",
        "/nl/nieuws/",
        "/nl/noodnummers/",
        "/nl/zoeken/?q=brand",
        "/nl/contact/",
    ],
}
FURTHER = [
    # Every kind of block.
    "/fr/actualites/votre-detecteur-sonne-t-il-encore/",
    # Change notes.
    "/nl/nieuws/na-het-water-veilig-weer-naar-huis/",
    "/fr/actualites/?theme=securite-civile-et-crises&year=2026",
    "/nl/campagnes/",
    "/fr/publications/",
    "/nl/publicaties/samen-op-stap-in-de-avond/",
    "/fr/themes/",
    "/nl/themas/civiele-veiligheid-en-crisissen/",
    "/nl/zoeken/?q=xyzzyx",
    "/fr/recherche/suggestions/?q=de",
    "/fr/contact/merci/",
    "/nl/toegankelijkheid/",
    "/fr/vie-privee/",
    "/nl/over-ons/subsidies/",
    "/fr/a-propos/presse/",
    "/nl/open-data/",
    "/fr/rien-de-tel/",
    "/nothing-here",
]
