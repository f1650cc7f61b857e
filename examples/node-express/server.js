// A sign-in page's server: posts e-mail and password to Portage, and keeps WorkOS's session in a cookie.
import express from 'express';

const portage = process.env.PORTAGE_URL ?? 'http://localhost:8080';
const token = process.env.PORTAGE_SIGN_IN_TOKEN ?? 'sign-in';

async function ask(path, body, request) {
  const response = await fetch(portage + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...body, ipAddress: request.ip, userAgent: request.get('User-Agent') }),
  });
  const answer = response.status === 202 ? {} : await response.json();
  return { status: response.status, retryAfter: response.headers.get('Retry-After'), ...answer };
}

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const signInForm = (message = '') => `<p>${message}</p><form method="post" action="/login">
  <input name="email" type="email" required><input name="password" type="password" required><button>Sign in</button></form>
  <form method="post" action="/forgot"><input name="email" type="email" required><button>Forgot password</button></form>`;
const codeForm = (pending, message) => `<p>${message}</p><form method="post" action="/code">
  <input name="pending" type="hidden" value="${escape(pending)}"><input name="code" required><button>Go on</button></form>`;

function show(answer, response) {
  if (answer.outcome === 'SIGNED_IN') {
    // An application keeps the refresh token on its side, or seals both as AuthKit's libraries do.
    response.cookie('session', answer.accessToken, { httpOnly: true, secure: true, sameSite: 'lax' });
    return response.redirect(303, answer.mfaEnrollmentRequired ? '/enroll-mfa' : '/');
  }
  if (answer.outcome === 'MFA_REQUIRED' && answer.pendingWith === 'cognito') {
    return response.send(codeForm(answer.pendingAuthenticationToken, `Code, please (${answer.code})`));
  }
  if (answer.outcome === 'PASSWORD_RESET_REQUIRED') {
    return response.send(signInForm('Please set a new password: ask for a mail below.'));
  }
  if (answer.outcome) {
    // A step of WorkOS's, to be taken with WorkOS's SDK and answer.pendingAuthenticationToken.
    return response.status(501).send(`Further step: ${escape(answer.outcome)}`);
  }
  if (answer.retryAfter) response.set('Retry-After', answer.retryAfter);
  return response.status(answer.status).send(signInForm(escape(answer.detail)));
}

const app = express();
app.set('trust proxy', 'loopback');
app.use(express.urlencoded({ extended: false }));
app.get('/login', (request, response) => response.send(signInForm()));
app.post('/login', async (request, response) => {
  const { email, password } = request.body;
  show(await ask('/sign-in', { email, password }, request), response);
});
app.post('/code', async (request, response) => {
  const { pending, code } = request.body;
  show(await ask('/sign-in/challenge', { pendingAuthenticationToken: pending, code }, request), response);
});
app.post('/forgot', async (request, response) => {
  await ask('/sign-in/password-reset', { email: request.body.email }, request);
  response.send(signInForm('If there is an account with this address, a mail is on its way.'));
});
const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', () =>
  console.log(`Listening on ${server.address().port}`));
