"""What the generated pages are about: sentences in French and in Dutch with slots between.

The slots are filled with the same facts in both languages, in each language's own form.
"""

# (title, sentences) of each subject, French and Dutch side by side.
SUBJECTS = [
    (
        ("Vol de vélos à {place}", "Fietsdiefstal in {place}"),
        [
            (
                "En {year}, {number} vélos ont été volés à {place}.",
                "In {year} werden in {place} {number} fietsen gestolen.",
            ),
            (
                "{person} conseille deux cadenas, dont un en U.",
                "{person} raadt twee sloten aan, waarvan één beugelslot.",
            ),
        ],
    ),
    (
        (
            "Cambriolages : les bons réflexes de la police {zone}",
            "Inbraken: goede reflexen van de politie {zone}",
        ),
        [
            (
                "La zone {zone} a enregistré {number} cambriolages.",
                "De zone {zone} noteerde {number} inbraken.",
            ),
            (
                "« Fermez la porte à double tour », dit {person}.",
                "“Doe de deur op slot”, zegt {person}.",
            ),
        ],
    ),
    (
        ("Un nouveau parc s’ouvre à {place}", "Nieuw park gaat open in {place}"),
        [
            (
                "Le parc compte {number} arbres et un terrain de sport.",
                "Het park telt {number} bomen en een sportterrein.",
            ),
            (
                "L’échevin {person} a coupé le ruban {street}.",
                "Schepen {person} knipte het lint door in de {street}.",
            ),
        ],
    ),
    (
        ("Journée de la sécurité routière {year}", "Dag van de verkeersveiligheid {year}"),
        [
            (
                "{number} élèves ont passé le brevet du cycliste {street}.",
                "{number} leerlingen legden het fietsexamen af in de {street}.",
            ),
            ("{person} a remis les diplômes.", "{person} reikte de diploma’s uit."),
        ],
    ),
    (
        ("Fraude par hameçonnage : appelez {brand}", "Phishing: bel {brand}"),
        [
            (
                "{brand} a bloqué {number} cartes en une semaine.",
                "{brand} blokkeerde {number} kaarten in één week.",
            ),
            (
                "Ne donnez jamais votre code, rappelle {person}.",
                "Geef nooit uw code, herinnert {person}.",
            ),
        ],
    ),
    (
        (
            "Les gardiens de la paix de {place} recrutent",
            "Gemeenschapswachten van {place} werven aan",
        ),
        [
            (
                "{number} places sont ouvertes pour l’équipe du soir.",
                "Voor de avondploeg zijn er {number} plaatsen.",
            ),
            ("Écrivez à {person}, {street}.", "Schrijf naar {person}, {street}."),
        ],
    ),
    (
        (
            "Incendie {street} : un détecteur sauve une famille",
            "Brand in de {street}: rookmelder redt gezin",
        ),
        [
            ("{number} pompiers sont intervenus.", "{number} brandweerlieden kwamen ter plaatse."),
            ("Le capitaine {person} parle d’une chance.", "Kapitein {person} spreekt van geluk."),
        ],
    ),
    (
        ("{person} : dix ans de médiation de quartier", "{person}: tien jaar wijkbemiddeling"),
        [
            (
                "{number} conflits ont été apaisés à {place}.",
                "In {place} werden {number} conflicten bijgelegd.",
            ),
            (
                "Le service est gratuit et se trouve {street}.",
                "De dienst is gratis en bevindt zich in de {street}.",
            ),
        ],
    ),
    (
        (
            "Harcèlement dans les transports : la campagne de {brand}",
            "Intimidatie op het openbaar vervoer: de campagne van {brand}",
        ),
        [
            (
                "{number} affiches seront posées dans les stations.",
                "In de stations komen {number} affiches.",
            ),
            ("La campagne a été imaginée par {person}.", "De campagne is bedacht door {person}."),
        ],
    ),
    (
        ("Caméras : {place} en installe {number}", "Camera’s: {place} plaatst er {number}"),
        [
            ("La première surveille déjà la {street}.", "De eerste bewaakt al de {street}."),
            (
                "{person} répond de l’usage des images.",
                "{person} is verantwoordelijk voor het gebruik van de beelden.",
            ),
        ],
    ),
    (
        ("Fresque murale contre les tags à {place}", "Muurschildering tegen tags in {place}"),
        [
            (
                "L’artiste {person} y a travaillé {number} heures.",
                "Kunstenaar {person} werkte er {number} uur aan.",
            ),
            ("On la voit depuis la {street}.", "Ze is te zien vanuit de {street}."),
        ],
    ),
    (
        ("Été en sécurité : partez tranquille", "Veilige zomer: vertrek zorgeloos"),
        [
            (
                "{number} ménages de {place} ont demandé la surveillance.",
                "{number} gezinnen van {place} vroegen toezicht.",
            ),
            (
                "L’inspecteur {person} passe {street}.",
                "Inspecteur {person} komt langs in de {street}.",
            ),
        ],
    ),
    (
        ("Les trottinettes et la loi : ce qui change", "Steps en de wet: wat verandert"),
        [
            (
                "{number} amendes ont été dressées depuis janvier {year}.",
                "Sinds januari {year} zijn {number} boetes uitgeschreven.",
            ),
            (
                "{brand} a réglé ses appareils à {place}.",
                "{brand} stelde zijn toestellen in {place} af.",
            ),
        ],
    ),
    (
        ("Soirée d’information {street}", "Infoavond in de {street}"),
        [
            (
                "{number} habitants s’étaient inscrits.",
                "{number} bewoners hadden zich ingeschreven.",
            ),
            ("{person} a répondu aux questions.", "{person} beantwoordde de vragen."),
        ],
    ),
    # The subjects below serve the pages that are held out only.
    (
        (
            "Violences intrafamiliales : un centre à {place}",
            "Intrafamiliaal geweld: een centrum in {place}",
        ),
        [
            ("{number} personnes y ont trouvé de l’aide.", "{number} mensen vonden er hulp."),
            ("{person} dirige l’équipe {street}.", "{person} leidt het team in de {street}."),
        ],
    ),
    (
        (
            "Le plan global de sécurité {year} est adopté",
            "Globaal veiligheidsplan {year} goedgekeurd",
        ),
        [
            ("Il compte {number} actions.", "Het telt {number} acties."),
            (
                "{person} l’a présenté avec la zone {zone}.",
                "{person} stelde het voor met de zone {zone}.",
            ),
        ],
    ),
    (
        ("Nuit blanche : {brand} prolonge ses lignes", "Nuit Blanche: {brand} rijdt langer"),
        [
            (
                "{number} agents accompagneront le public.",
                "{number} agenten begeleiden het publiek.",
            ),
            ("Le départ est {street}.", "De start is in de {street}."),
        ],
    ),
    (
        ("Pétards : rappel des règles à {place}", "Vuurwerk: de regels in {place}"),
        [
            (
                "La police {zone} a saisi {number} kilos.",
                "De politie {zone} nam {number} kilo in beslag.",
            ),
            ("{person} rappelle le danger.", "{person} wijst op het gevaar."),
        ],
    ),
    (
        (
            "Une appli pour signaler l’éclairage en panne",
            "Een app om defecte verlichting te melden",
        ),
        [
            ("{brand} a reçu {number} signalements.", "{brand} kreeg {number} meldingen."),
            ("Le plus grand nombre vient de {place}.", "De meeste komen uit {place}."),
        ],
    ),
    (
        ("Portrait : {person}, maître-chien", "Portret: {person}, hondengeleider"),
        [
            ("Ses chiens ont fait {number} recherches.", "De honden deden {number} zoekacties."),
            ("L’équipe s’entraîne à {place}.", "Het team traint in {place}."),
        ],
    ),
]
OF_BOTH_HALVES = 14

# What any article may say as well.
COMMON = [
    ("L’action a commencé le {day} avec la commune.", "De actie begon op {day} met de gemeente."),
    ("Le budget s’élève à {amount} euros.", "Het budget bedraagt {amount} euro."),
    ("Plus d’informations : {phone}.", "Meer informatie: {phone}."),
    ("Les inscriptions se font sur {site}.", "Inschrijven kan op {site}."),
    ("{other} y voit un premier pas.", "{other} ziet er een eerste stap in."),
    ("Le projet est soutenu par {partner}.", "Het project wordt gesteund door {partner}."),
    ("Une évaluation est prévue dans {months} mois.", "Over {months} maanden volgt een evaluatie."),
    (
        "Chacun peut y contribuer dans son quartier, même par un petit geste.",
        "Iedereen kan in de eigen wijk een steentje bijdragen.",
    ),
    (
        "La confiance des habitants reste la première protection.",
        "Het vertrouwen van de bewoners blijft de beste bescherming.",
    ),
]

PLACES = [
    ("Schaerbeek", "Schaarbeek"), ("Ixelles", "Elsene"), ("Saint-Gilles", "Sint-Gillis"),
    ("Anderlecht", "Anderlecht"), ("Uccle", "Ukkel"), ("Forest", "Vorst"), ("Jette", "Jette"),
    ("Molenbeek-Saint-Jean", "Sint-Jans-Molenbeek"), ("Etterbeek", "Etterbeek"),
    ("Evere", "Evere"), ("Auderghem", "Oudergem"), ("Ganshoren", "Ganshoren"),
    ("Koekelberg", "Koekelberg"), ("Watermael-Boitsfort", "Watermaal-Bosvoorde"),
]  # fmt: skip
STREETS = [
    ("rue de la Loi", "Wetstraat"), ("rue Haute", "Hoogstraat"), ("place Flagey", "Flageyplein"),
    ("avenue Louise", "Louizalaan"), ("rue Neuve", "Nieuwstraat"),
    ("boulevard Anspach", "Anspachlaan"), ("chaussée de Gand", "Gentsesteenweg"),
    ("place Liedts", "Liedtsplein"), ("rue Dansaert", "Dansaertstraat"),
]  # fmt: skip
ZONES = ["Polbruno", "Bruxelles-Nord", "Montgomery", "Marlow", "Midi"]
BRANDS = ["Card Stop", "STIB-MIVB", "Safeonweb", "Villo", "Sibelga", "Brulocalis"]
PARTNERS = ["Beliris", "Bruxelles Prévention & Sécurité", "Child Focus", "VIAS", "hub.brussels"]
FIRST_NAMES = ["Nadia", "Karim", "Sofie", "Luc", "Fatima", "Els", "Thierry", "Youssef", "Anke"]
LAST_NAMES = [
    "Verlinden", "Dubreucq", "El Amrani", "Haesaert", "Mertens-Colin", "Baudouin", "Yildiz",
    "Vandekerck", "Tshibanda", "De Smeytere", "Lacroix", "Okafor",
]  # fmt: skip
