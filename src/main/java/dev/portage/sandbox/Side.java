package dev.portage.sandbox;

import java.util.List;

/** One of the two services that the sandbox stands in for. */
interface Side {

    /** Which of the two. */
    enum Name {
        WORKOS,
        COGNITO
    }

    Name name();

    /** What the call asks for, as faults and counters name it: "users.create", "ListUsers". */
    String operation(Call call);

    /** The windows that the call counts in. */
    List<RateLimits.Key> scopes(String operation, Call call);

    /** Throws a {@link Refusal} unless the call may be made at all: credentials, throttling, outages. */
    void admit(String operation, Call call, FaultPlan plan);

    /** Does what is asked, or throws a {@link Refusal}. */
    Reply perform(String operation, Call call);

    /** The answer with the id of the request in its headers, where this service puts it. */
    Reply identified(Reply reply);
}
