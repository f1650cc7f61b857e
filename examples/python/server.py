"""A sign-in page's server: posts e-mail and password to Portage, and keeps WorkOS's session in a cookie."""

import html
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qs
from urllib.request import Request, urlopen

PORTAGE = os.environ.get("PORTAGE_URL", "http://localhost:8080")
TOKEN = os.environ.get("PORTAGE_SIGN_IN_TOKEN", "sign-in")
FORM = """<p>{message}</p><form method="post" action="/login"><input name="email" type="email">
<input name="password" type="password"><button>Sign in</button></form>
<form method="post" action="/forgot"><input name="email" type="email"><button>Forgot password</button></form>"""
CODE = """<p>Code, please</p><form method="post" action="/code"><input name="pending" type="hidden" value="{pending}">
<input name="code"><button>Go on</button></form>"""


def ask(path, body):
    """Portage's answer: its status, its headers and its JSON."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    try:
        with urlopen(Request(PORTAGE + path, json.dumps(body).encode(), headers)) as answer:
            return answer.status, answer.headers, json.loads(answer.read() or b"{}")
    except HTTPError as refusal:
        return refusal.code, refusal.headers, json.loads(refusal.read())


class SignInPage(BaseHTTPRequestHandler):
    def do_GET(self):
        self.page(200, FORM.format(message=""))

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        # Behind a proxy of yours, the address is in the header that this proxy sets.
        end_user = {"ipAddress": self.client_address[0], "userAgent": self.headers.get("User-Agent", "")}
        if self.path == "/forgot":
            ask("/sign-in/password-reset", {"email": form.get("email", "")} | end_user)
            return self.page(200, FORM.format(message="If there is such an account, a mail is on its way."))
        if self.path == "/code":
            body = {"pendingAuthenticationToken": form.get("pending", ""), "code": form.get("code", "")}
            return self.show(*ask("/sign-in/challenge", body | end_user))
        body = {"email": form.get("email", ""), "password": form.get("password", "")}
        return self.show(*ask("/sign-in", body | end_user))

    def show(self, status, headers, answer):
        outcome = answer.get("outcome")
        if outcome == "SIGNED_IN":
            self.send_response(303)
            self.send_header("Set-Cookie", f"session={answer['accessToken']}; HttpOnly; Secure; SameSite=Lax")
            self.send_header("Location", "/enroll-mfa" if answer["mfaEnrollmentRequired"] else "/")
            self.end_headers()
        elif outcome == "MFA_REQUIRED" and answer["pendingWith"] == "cognito":
            self.page(200, CODE.format(pending=html.escape(answer["pendingAuthenticationToken"])))
        elif outcome == "PASSWORD_RESET_REQUIRED":
            self.page(200, FORM.format(message="Please set a new password: ask for a mail below."))
        elif outcome:  # a step of WorkOS's, to be taken with WorkOS's SDK and the pending token
            self.page(501, f"Further step: {html.escape(outcome)}")
        else:
            self.page(status, FORM.format(message=html.escape(answer["detail"])), headers.get("Retry-After"))

    def page(self, status, text, retry_after=None):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_request(self, code="-", size="-"):
        """Says nothing of who signs in."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), SignInPage)
    print(f"Listening on {server.server_port}", flush=True)
    server.serve_forever()
