/** All that speaks to Amazon Cognito or reads what it wrote; the only room that imports the AWS SDK. */
@NullMarked
package dev.portage.cognito;

import org.jspecify.annotations.NullMarked;
