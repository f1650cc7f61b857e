/** What makes the OpenAPI document complete: prose, examples, problems and exact schemas, added when the service is built. */
@NullMarked
package dev.portage.api.description;

import org.jspecify.annotations.NullMarked;
