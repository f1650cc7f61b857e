package dev.portage.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the front door is guarded. */
@ConfigMapping(prefix = "portage.sign-in")
public interface FrontDoorConfig {

    /** Wrong passwords for one e-mail address a minute; WorkOS takes 10 calls, and one sign-in can be two. */
    @WithDefault("5")
    @Min(1)
    int triesPerEmail();

    /** Wrong passwords from one client address a minute; an office has one address. */
    @WithDefault("30")
    @Min(1)
    int triesPerAddress();

    /** Password resets for one e-mail address a minute; WorkOS takes 3. */
    @WithDefault("3")
    @Min(1)
    int resetsPerEmail();

    /** Password resets from one client address a minute. */
    @WithDefault("20")
    @Min(1)
    int resetsPerAddress();

    /** A refusal is answered after a whole number of these, so that its time tells nothing of its reason. */
    @WithDefault("1s")
    Duration refusalStep();

    /** How long it is kept how sign-ins ended. */
    @WithDefault("30d")
    Duration keepOutcomes();
}
