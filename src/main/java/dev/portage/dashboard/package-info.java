/**
 * The web page: what is around every page, signing in, and the words that numbers and states are shown in. Each group of
 * pages has a room of its own below this one.
 *
 * <p>A page is a class named {@code …Page} with a path below {@code /dashboard}, and a template of its name under
 * {@code templates/dashboard}, which includes {@code dashboard/layout} (or {@code dashboard/migration}, for a page of one
 * migration) and has a {@link dev.portage.dashboard.Frame} from {@link dev.portage.dashboard.Pages} as {@code frame}. It
 * stands in the navigation by one more line in {@link dev.portage.dashboard.Section} or
 * {@link dev.portage.dashboard.MigrationTab}. What the template shows is a record that is made ready in Java, with
 * {@link dev.portage.dashboard.Words}, {@link dev.portage.dashboard.Badge} and {@link dev.portage.dashboard.Moment}.
 *
 * <p>What changes something is a form that is posted: the method calls one service and answers with
 * {@link dev.portage.dashboard.Pages#done}. Where it can't be taken back, the button opens a {@code <dialog>} by
 * {@code data-opens}, and the form is in there; where it deletes, {@link dev.portage.dashboard.Pages#requireName} wants the
 * migration's name. What a service refuses becomes a page by itself; a form that is to be shown again catches
 * {@code InvalidRequestException} and shows its {@link dev.portage.dashboard.Mistake}s.
 *
 * <p>No page may have a style, a script or a handler within it: the Content-Security-Policy forbids it. What moves is a
 * fragment that htmx asks for again.
 */
@NullMarked
package dev.portage.dashboard;

import org.jspecify.annotations.NullMarked;
