"""A small provider of single sign-on (OpenID Connect) that really listens, for the tests of ours against it.

It shares no code with what it tests: it hands out codes, checks the client's secret and the PKCE proof, signs
an identity token, and tells the claims of whoever is named by `signed_in`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

if TYPE_CHECKING:
    from typing import Self

CLIENT, SECRET = "shanhai", "between us"


class Provider:
    """Runs from `with` to its end; `signed_in` holds the claims of whoever sits at the browser."""

    def __init__(self) -> None:
        self.signed_in: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}
        self.key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
        handler = type("Handler", (_Handler,), {"provider": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def discovery(self) -> dict[str, Any]:
        """What the provider tells of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/claims",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Sign somebody in at once: the address to which their browser goes back."""
        code = secrets.token_urlsafe(12)
        self.asked[code] = asked | {"claims": json.dumps(self.signed_in)}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code, once, to who knows the secret and the proof."""
        asked = self.asked.pop(given.get("code", ""), None)
        if asked is None or (given.get("client_id"), given.get("client_secret")) != (CLIENT, SECRET):
            return None
        proof = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != asked.get("code_challenge"):
            return None
        claims = json.loads(asked["claims"])
        now = int(time.time())
        identity = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "sub": claims["sub"]}
        if "nonce" in asked:
            identity["nonce"] = asked["nonce"]
        access = secrets.token_urlsafe(12)
        self.tokens[access] = claims
        signed = jwt.encode(identity, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": signed}


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/.well-known/openid-configuration":
            self._answer(self.provider.discovery())
        elif address.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(asked))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif address.path == "/claims":
            access = self.headers["Authorization"].removeprefix("Bearer ")
            self._answer(self.provider.tokens.get(access))
        elif address.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.provider.key.public_key()))
            self._answer({"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]})
        else:
            self._answer(None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(self.provider.token(given) if self.path == "/token" else None)

    def _answer(self, content: dict[str, Any] | None) -> None:
        body = json.dumps(content or {"error": "refused"}).encode()
        self.send_response(200 if content else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
