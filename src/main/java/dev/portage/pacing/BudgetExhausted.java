package dev.portage.pacing;

/** No call is free for a while: the budget is spent, or the other side told us to wait. */
public class BudgetExhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    BudgetExhausted() {
        super("the rate budget has no slot within reach");
    }
}
