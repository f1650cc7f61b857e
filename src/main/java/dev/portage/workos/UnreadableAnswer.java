package dev.portage.workos;

/** An answer of success that lacks what was asked for; says nothing of its text, which may hold secrets. */
final class UnreadableAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableAnswer() {
        super("WorkOS's answer lacks a field, or has another form");
    }
}
