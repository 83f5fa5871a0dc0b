"""A passkey in the browser of a reader: a virtual key that finds its owner present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cast import PASSWORD

if TYPE_CHECKING:
    from tests.journeys.chromium import Reader


def plug_in(reader: Reader) -> None:
    """Plug in a key that finds its owner present."""
    session = reader.context.new_cdp_session(reader.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def add_key(reader: Reader, *, alone: bool) -> None:
    """Add the key to the account that is signed in; `alone`: it signs in without a password."""
    page = reader.go("/account/passkeys/add/")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("#add_key")
    page.fill("input[name=name]", "钥匙")
    if alone:
        page.check("input[name=passwordless]")
    page.click("#add_key")
    page.wait_for_url("**/account/second-factor/codes/")
