/** Identity providers: what each needs in WorkOS and at the provider, the check that it works, and who is linked. */
@NullMarked
package dev.portage.federation;

import org.jspecify.annotations.NullMarked;
