"""Without a network a reader who asked for it has the numbers and the last alert; others have nothing."""

from playwright.sync_api import Page, expect

from emergency.models import CrisisAlert
from tests.emergency.factories import CrisisAlertFactory

KEEP = "Garder les numéros sur cet appareil"
COPY_SHOWS_ALERT = """async () => {
  const copy = await (await caches.open("numbers")).match("/nl/noodnummers/");
  return (await copy.text()).includes("Blijf binnen");
}"""


def test_the_numbers_and_the_last_alert_stay_on_a_device_that_keeps_them(
    page: Page, demo: str
) -> None:
    page.goto(f"{demo}/fr/numeros-d-urgence/")
    switch = page.get_by_role("button", name=KEEP)
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert not page.evaluate("caches.keys()")
    switch.click()
    expect(page.get_by_role("status")).to_contain_text("Les numéros restent")
    expect(switch).to_have_attribute("aria-pressed", "true")
    try:
        CrisisAlertFactory(text_fr="Restez à l’intérieur.", text_nl="Blijf binnen.")
        page.goto(f"{demo}/fr/")
        for _ in range(50):
            if page.evaluate(COPY_SHOWS_ALERT):
                break
            page.wait_for_timeout(100)
        page.context.set_offline(True)
        # A page that is not kept: the numbers stand in for it, in its language.
        for path, alert in (("/fr/contact/", "Restez à l’intérieur."), ("/nl/", "Blijf binnen.")):
            page.goto(f"{demo}{path}")
            expect(page.locator(".crisis-banner")).to_contain_text(alert)
            expect(page.get_by_role("link", name="112").first).to_be_visible()
            assert page.evaluate("getComputedStyle(document.body).fontSize") != "16px"
        page.context.set_offline(False)
    finally:
        CrisisAlert.objects.all().delete()
    page.goto(f"{demo}/fr/numeros-d-urgence/")
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_role("status")).to_contain_text("Plus rien")
    assert not page.evaluate("caches.keys()")
    assert not page.evaluate("navigator.serviceWorker.getRegistrations().then((r) => r.length)")
