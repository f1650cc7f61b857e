package dev.portage.dashboard.assessment;

import dev.portage.dashboard.Words;
import dev.portage.survey.Assessment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the source is set up.
 *
 * @param pool null for a dump
 * @param rest what there is besides the first of the long lists
 */
record SetUp(
        List<Group> groups,
        List<Provider> providers,
        @Nullable Pool pool,
        List<Client> clients,
        Rest rest) {

    /** A pool may have 10,000 groups, and as many app clients as anybody has asked for. */
    private static final int SHOWN = 50;

    record Group(String name, String members, boolean madeByCognito) {}

    record Provider(String name, String type, String users, String inWorkOs) {}

    record Pool(String name, String factors, String firstFactors, String triggers, String signIn) {}

    record Client(String name, boolean confidential, String flows, String callbacks) {}

    /** How many there are besides those that are shown, in words; empty where all are. */
    record Rest(String groups, String providers, String clients) {

        static Rest of(Assessment found) {
            return new Rest(
                    rest(found.groups().size()),
                    rest(found.providers().size()),
                    rest(found.appClients().size()));
        }

        private static String rest(int all) {
            return all > SHOWN ? "And " + Words.number(all - SHOWN) + " more." : "";
        }
    }

    static SetUp of(Assessment found) {
        return new SetUp(
                found.groups().stream()
                        .limit(SHOWN)
                        .map(group -> new Group(group.name(), Words.number(group.members()), group.madeByCognito()))
                        .toList(),
                found.providers().stream()
                        .limit(SHOWN)
                        .map(provider -> new Provider(
                                provider.name(),
                                provider.type(),
                                Words.number(provider.users()),
                                provider.workosProvider() == null ? "nothing of the kind" : provider.workosProvider()))
                        .toList(),
                pool(found.pool()),
                found.appClients().stream()
                        .limit(SHOWN)
                        .map(client -> new Client(
                                client.name(),
                                client.confidential(),
                                all(client.authFlows()),
                                all(client.callbackUrls())))
                        .toList(),
                Rest.of(found));
    }

    private static @Nullable Pool pool(Assessment.@Nullable Pool pool) {
        if (pool == null) {
            return null;
        }
        return new Pool(
                pool.name(),
                pool.mfa(),
                all(pool.firstFactors())
                        + (pool.passkeys() ? "; which users have a passkey Cognito does not list" : "")
                        + (pool.passwordless() ? "; nobody has a password to move or to reset" : ""),
                all(pool.lambdaTriggers()),
                all(pool.signInAttributes()));
    }

    private static String all(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
