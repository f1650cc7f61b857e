// app/login/route.js: signs in through Portage, and hands the session to AuthKit, whose withAuth() and middleware then
// know the user on every page. Needs @workos-inc/authkit-nextjs, set up with the same WORKOS_CLIENT_ID as Portage.
import { saveSession } from '@workos-inc/authkit-nextjs';

const portage = process.env.PORTAGE_URL ?? 'http://localhost:8080';
const token = process.env.PORTAGE_SIGN_IN_TOKEN ?? 'sign-in';

export async function POST(request) {
  const form = await request.formData();
  const response = await fetch(`${portage}/sign-in`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      email: form.get('email'),
      password: form.get('password'),
      // Set by the platform or by a proxy of yours; one that comes from the browser is worth nothing.
      ipAddress: request.headers.get('x-forwarded-for')?.split(',').at(-1).trim(),
      userAgent: request.headers.get('user-agent') ?? undefined,
    }),
    cache: 'no-store',
  });
  const answer = await response.json();

  if (answer.outcome === 'SIGNED_IN') {
    const { accessToken, refreshToken, user } = answer;
    await saveSession({ accessToken, refreshToken, user }, request);
    return redirect(request, answer.mfaEnrollmentRequired ? '/account/mfa' : '/');
  }
  if (answer.outcome) {
    // The page goes on from here: with /sign-in/challenge where pendingWith is cognito, else with WorkOS's SDK.
    const { outcome, pendingWith, pendingAuthenticationToken, code } = answer;
    return Response.json({ outcome, pendingWith, pendingAuthenticationToken, code });
  }
  const headers = response.headers.has('Retry-After') ? { 'Retry-After': response.headers.get('Retry-After') } : {};
  return Response.json({ message: answer.detail }, { status: response.status, headers });
}

function redirect(request, path) {
  return new Response(null, { status: 303, headers: { Location: new URL(path, request.url).toString() } });
}
