package dev.portage.migration;

/**
 * What is wrong with one field of a request.
 *
 * @param field its path as the caller wrote it, such as {@code options.groups[0].roleSlug}
 * @param message what it has to be instead; never the value, which may be a secret
 */
public record FieldError(String field, String message) {}
