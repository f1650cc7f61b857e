package dev.portage.workos;

/** An answer that is none of those that the caller reads itself. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SecretHttp.Answer answer;

    Refusal(SecretHttp.Answer answer) {
        super("WorkOS answered " + answer.status());
        this.answer = answer;
    }

    SecretHttp.Answer answer() {
        return answer;
    }
}
