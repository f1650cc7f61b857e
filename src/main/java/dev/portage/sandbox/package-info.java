/**
 * Stand-ins for Amazon Cognito and WorkOS over HTTP, for development and tests; no production build carries them.
 *
 * <p>{@link dev.portage.sandbox.Sandbox} serves both on one port, and beside them its controls, all in JSON:
 *
 * <ul>
 *   <li>{@code GET|DELETE /sandbox/calls}: what arrived since the last reset, by operation, second and rate window,
 *       and how many calls are open, not answered yet
 *   <li>{@code GET|PUT|DELETE /sandbox/limits}: {@code {"workos.writes": 500 | "unlimited" | {"limit":n,"seconds":n},
 *       "all": …}}
 *   <li>{@code GET|PUT|DELETE /sandbox/faults}: {@code {"workos": rule or rules, "cognito": …, "seed": n}}, a rule being a
 *       FaultRule
 *   <li>{@code GET|PUT /sandbox/settings}: how the WorkOS environment is set up, see Settings
 *   <li>{@code GET|PUT|DELETE /sandbox/pools/{poolId}}: {@code {"users":n,"seed":n,"oddities":bool,
 *       "mfaConfiguration":…,"firstFactors":[…],"groups":bool,"providers":bool,"authFlows":[…],"clientSecret":…,
 *       "existenceErrors":bool,"lambdaTriggers":[…]}}
 *   <li>{@code GET /sandbox/pools/{poolId}/dump?dates=iso|epoch&pages=merged|many}: as the AWS CLI writes it
 *   <li>{@code POST /sandbox/pools/{poolId}/users}, {@code GET|PUT|PATCH|DELETE …/users/{sub}}: {@code {"attributes":{…},
 *       "enabled":bool,"status":…,"username":…,"password":…,"challenge":…}}
 *   <li>{@code PUT /sandbox/pools/{poolId}/groups/{name}}: {@code {"members":[sub, …],"precedence":n}}
 *   <li>{@code GET /sandbox/users?after=}: the users of WorkOS, oldest first, a thousand at a time
 *   <li>{@code PUT /sandbox/workos/users/{id}/traits}: how one signs in, see UserTraits; {@code POST
 *       …/social-sign-in}: one does, through a social provider
 *   <li>{@code POST /sandbox/workos/memberships/{id}/age}: it was made a day earlier
 *   <li>{@code GET /sandbox/mailbox?email=}: the password resets sent; {@code POST /sandbox/mailbox/{id}}: {@code
 *       {"password":…}}, follows the link of one
 *   <li>{@code POST /sandbox/clock}: {@code {"advanceSeconds":n}}
 *   <li>{@code DELETE /sandbox/workos}: empties WorkOS; {@code POST /sandbox/reset}: everything as at the start,
 *       the clock included
 * </ul>
 */
@NullMarked
package dev.portage.sandbox;

import org.jspecify.annotations.NullMarked;
