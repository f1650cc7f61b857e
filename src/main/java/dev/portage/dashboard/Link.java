package dev.portage.dashboard;

/**
 * An entry of a navigation.
 *
 * @param current whether it leads to the page that it is on
 */
public record Link(String label, String href, boolean current) {}
